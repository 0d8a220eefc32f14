package examples_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

const hello = "hello from a Chrome App socket\n"

// browser returns an HTTP client of its own and the number of connections it has opened so far.
func browser(t *testing.T) (*http.Client, *atomic.Int64) {
	opened := new(atomic.Int64)
	transport := &http.Transport{
		MaxIdleConnsPerHost: 16,
		MaxConnsPerHost:     16,
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			opened.Add(1)
			return new(net.Dialer).DialContext(ctx, network, addr)
		},
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: patience}, opened
}

// get fetches url and returns its status and body.
func get(t *testing.T, client *http.Client, method, url string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func TestHTTPKeepsOneConnectionForManyRequests(t *testing.T) {
	p := serve(t, "http-hello.js", "0")
	client, opened := browser(t)
	for range 1000 {
		response, body := get(t, client, "GET", "http://"+p.addr+"/?some=query")
		if response.StatusCode != 200 || body != hello {
			t.Fatalf("got %s, %q", response.Status, body)
		}
	}
	if opened.Load() != 1 {
		t.Errorf("1000 requests took %d connections, want 1", opened.Load())
	}
	p.stop()
}

func TestHTTPServesManyClientsAtOnce(t *testing.T) {
	p := serve(t, "http-hello.js", "0")
	client, _ := browser(t)
	var clients sync.WaitGroup
	for range 16 {
		clients.Go(func() {
			for range 50 {
				response, err := client.Get("http://" + p.addr + "/")
				if err != nil {
					t.Error(err)
					return
				}
				body, err := io.ReadAll(response.Body)
				response.Body.Close()
				if string(body) != hello || err != nil {
					t.Errorf("got %q, %v", body, err)
					return
				}
			}
		})
	}
	clients.Wait()
	p.stop()
}

func TestHTTPStatuses(t *testing.T) {
	p := serve(t, "http-hello.js", "0")
	client, _ := browser(t)
	cases := []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/", 200, hello},
		{"HEAD", "/", 200, ""},
		{"GET", "/nowhere", 404, "404 Not Found\n"},
		{"HEAD", "/nowhere", 404, ""},
		{"POST", "/", 405, "405 Method Not Allowed\n"},
		{"DELETE", "/", 405, "405 Method Not Allowed\n"},
	}
	for _, c := range cases {
		response, body := get(t, client, c.method, "http://"+p.addr+c.path)
		if response.StatusCode != c.status || body != c.body {
			t.Errorf("%s %s: got %s, %q; want %d, %q", c.method, c.path, response.Status, body, c.status, c.body)
		}
		if c.status == 200 && response.ContentLength != int64(len(hello)) {
			t.Errorf("%s %s: Content-Length %d, want %d", c.method, c.path, response.ContentLength, len(hello))
		}
		if c.status == 405 && response.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s %s: Allow is %q", c.method, c.path, response.Header.Get("Allow"))
		}
	}
	p.stop()
}

func TestHTTPOnTheWire(t *testing.T) {
	p := serve(t, "http-hello.js", "0")
	cases := []struct {
		name, request string
		statuses      []int
	}{
		{"asked to close", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", []int{200}},
		{"close among other words", "GET / HTTP/1.1\r\nHost: a\r\nconnection: foo, Close\r\n\r\n", []int{200}},
		{"1.0 closes", "GET / HTTP/1.0\r\n\r\n", []int{200}},
		{"1.0 kept alive", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n", []int{200, 200}},
		{"pipelined", "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.0\r\n\r\n", []int{200, 404, 200}},
		{"nothing after the close is answered", "GET / HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\n\r\n", []int{200}},
		{"an empty line first", "\r\n\r\nGET / HTTP/1.0\r\n\r\n", []int{200}},
		{"a body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody", []int{405}},
		{"no Host", "GET / HTTP/1.1\r\n\r\n", []int{400}},
		{"no request line", "hello\r\n\r\n", []int{400}},
		{"endless head", "GET / HTTP/1.1\r\nX: " + strings.Repeat("x", 20000), []int{431}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			conn := dial(t, p.addr)
			write(t, conn, c.request)
			reader := bufio.NewReader(conn)
			for _, status := range c.statuses {
				response, err := http.ReadResponse(reader, nil)
				if err != nil {
					t.Fatal(err)
				}
				io.Copy(io.Discard, response.Body)
				if response.StatusCode != status {
					t.Errorf("got %s, want %d", response.Status, status)
				}
			}
			if rest, err := io.ReadAll(reader); len(rest) != 0 || err != nil {
				t.Errorf("after the last answer: %q, %v; want the end", rest, err)
			}
		})
	}
	p.stop()
}

func TestHTTPHeadInSmallPieces(t *testing.T) {
	p := serve(t, "http-hello.js", "0")
	conn := dial(t, p.addr)
	for _, piece := range strings.Split("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "") {
		write(t, conn, piece)
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(response.Body); string(body) != hello || err != nil {
		t.Errorf("got %q, %v", body, err)
	}
	p.stop()
}

func TestHTTPManyPipelined(t *testing.T) {
	p := serve(t, "http-hello.js", "0")
	conn := dial(t, p.addr)
	const count = 500
	go io.WriteString(conn, strings.Repeat("GET / HTTP/1.1\r\nHost: a\r\n\r\n", count))
	reader := bufio.NewReader(conn)
	for i := range count {
		response, err := http.ReadResponse(reader, nil)
		if err != nil {
			t.Fatalf("answer %d: %v", i, err)
		}
		if body, err := io.ReadAll(response.Body); string(body) != hello || err != nil {
			t.Fatalf("answer %d: %q, %v", i, body, err)
		}
	}
	conn.Close()
	p.stop()
}

func TestHTTPWithCurl(t *testing.T) {
	curl, err := exec.LookPath("curl")
	if err != nil {
		t.Skip("curl is not installed")
	}
	p := serve(t, "http-hello.js", "0")
	url := "http://" + p.addr + "/"
	cases := []struct {
		name string
		args []string
		body string
		says []string
	}{
		{"verbose", []string{"-v", url}, hello, []string{"< HTTP/1.1 200 OK", "< Content-Length: 31", "left intact"}},
		{"1.0", []string{"-v", "--http1.0", url}, hello, []string{"> GET / HTTP/1.0", "< HTTP/1.1 200 OK", "< Connection: close"}},
		{"two on one connection", []string{"-v", url, url}, hello + hello, []string{"Re-using existing connection"}},
		{"head", []string{"-v", "-I", url}, "", []string{"< Content-Length: 31"}},
		{"missing", []string{"-v", url + "missing"}, "404 Not Found\n", []string{"< HTTP/1.1 404 Not Found"}},
		{"post", []string{"-v", "-d", "a=b", url}, "405 Method Not Allowed\n", []string{"< HTTP/1.1 405 Method Not Allowed"}},
		{"close", []string{"-v", "-H", "Connection: close", url}, hello, []string{"< Connection: close"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			args := append([]string{"--silent", "--noproxy", "*", "--max-time", "60"}, c.args...)
			cmd := exec.CommandContext(t.Context(), curl, args...)
			var said strings.Builder
			cmd.Stderr = &said
			body, err := cmd.Output()
			if err != nil {
				t.Fatalf("curl: %v\n%s", err, said.String())
			}
			if c.name == "head" {
				body = nil // -I prints the head where the body would go
			}
			if string(body) != c.body {
				t.Errorf("body: got %q, want %q", body, c.body)
			}
			for _, words := range c.says {
				if !strings.Contains(strings.ToLower(said.String()), strings.ToLower(words)) {
					t.Errorf("curl did not say %q:\n%s", words, said.String())
				}
			}
		})
	}
	p.stop()
}
