package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"net/http"
	"os/exec"
	"regexp"
	"strconv"
	"time"
)

// An httpLoad has wrk ask for the page at / over some connections that stay open.
type httpLoad struct {
	connections int
	body        string
}

const httpTool = "wrk"

func (httpLoad) possible() error {
	if _, err := exec.LookPath(httpTool); err != nil {
		return notInstalled(httpTool)
	}
	return nil
}

func (l httpLoad) run(ctx context.Context, t target, w window) (tally, error) {
	url := "http://" + t.addr + "/"
	if err := l.check(ctx, url); err != nil {
		return tally{}, err
	}
	// It counts whole seconds only.
	length := fmt.Sprint(math.Ceil(w.duration.Seconds()), "s")
	cmd := exec.CommandContext(ctx, httpTool, "-t1", "-c"+strconv.Itoa(l.connections), "-d"+length, url)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	w.opened()
	output, err := cmd.Output()
	w.closed()
	if err != nil {
		return tally{}, withStderr(err, stderr.String())
	}
	return readWrk(string(output))
}

// check looks at one answer, since wrk looks at the status of each and at nothing else.
func (l httpLoad) check(ctx context.Context, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK || string(body) != l.body {
		return corrupt(body, []byte(l.body))
	}
	return nil
}

var (
	wrkCount  = regexp.MustCompile(`(?m)^ *(\d+) requests in ([0-9.]+m?s),`)
	wrkErrors = regexp.MustCompile(`(?m)^ *(Socket errors: .*|Non-2xx or 3xx responses: .*)$`)
)

// readWrk takes the figures out of what wrk prints.
func readWrk(output string) (tally, error) {
	if trouble := wrkErrors.FindStringSubmatch(output); trouble != nil {
		return tally{}, toolFailed(httpTool, trouble[1])
	}
	found := wrkCount.FindStringSubmatch(output)
	if found == nil {
		return tally{}, toolFailed(httpTool, output)
	}
	operations, err := strconv.ParseInt(found[1], 10, 64)
	if err != nil {
		return tally{}, err
	}
	elapsed, err := time.ParseDuration(found[2])
	return tally{operations: operations, elapsed: elapsed}, err
}
