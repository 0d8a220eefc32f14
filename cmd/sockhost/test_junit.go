package main

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/sockhost/sockhost/conformance"
)

// junitReport writes the XML that continuous integration servers read: a suite
// for each file.
type junitReport struct {
	out    io.Writer
	suites []junitSuite
}

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Time     string       `xml:"time,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	Time    string        `xml:"time,attr"`
	Failure *junitFailure `xml:"failure"`
	Skipped *junitSkipped `xml:"skipped"`
	Output  string        `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

type junitSkipped struct {
	Message string `xml:"message,attr"`
}

func (j *junitReport) result(r conformance.Result) {
	if len(r.Tests) == 0 {
		return
	}
	var n testTotals
	n.add(r)
	suite := junitSuite{
		Name: r.File, Tests: n.tests, Failures: n.failed, Skipped: n.skipped + n.known, Time: seconds(r.Duration),
	}
	for _, t := range r.Tests {
		c := junitCase{
			Name: t.Name, Class: strings.TrimSuffix(r.File, ".js"), Time: seconds(t.Duration),
			Output: strings.Join(t.Logs, "\n"),
		}
		message, _, _ := strings.Cut(t.Message, "\n")
		switch t.Status {
		case conformance.Fail:
			text := t.Message
			if t.Stack != "" {
				text += "\n" + t.Stack
			}
			c.Failure = &junitFailure{message, text}
		case conformance.Skip, conformance.Known:
			c.Skipped = &junitSkipped{message}
		}
		suite.Cases = append(suite.Cases, c)
	}
	j.suites = append(j.suites, suite)
}

func (j *junitReport) end(n testTotals) error {
	text, err := xml.MarshalIndent(junitSuites{
		Name: "sockhost", Tests: n.tests, Failures: n.failed, Skipped: n.skipped + n.known, Time: seconds(n.duration),
		Suites: j.suites,
	}, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(j.out, "%s%s\n", xml.Header, text)
	return err
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }
