package main

import (
	"encoding/json"
	"testing"

	"github.com/sockhost/sockhost/conformance"
)

// TestAnswer: what a browser says, and what is recorded of it.
func TestAnswer(t *testing.T) {
	for _, test := range []struct {
		name string
		said []said
		want string
	}{
		{"tests", []said{
			{"log", `__report ["plan",{"tests":["one","two"]}]`},
			{"log", `__report ["start",{"name":"one"}]`},
			{"log", "a word"},
			{"log.error", "Unchecked runtime.lastError: no"},
			{"log", `__report ["pass",{"name":"one","message":""}]`},
			{"log", `__report ["start",{"name":"two"}]`},
			{"log", `__report ["fail",{"name":"two","message":"values differ","stack":"    at case.js:1:1"}]`},
			{"log", `__report ["done",{}]`},
		}, `[{"name":"one","status":"pass","logs":["a word"]},{"name":"two","status":"fail","message":"values differ"}]`},
		{"no end", []said{
			{"log", `__report ["start",{"name":"one"}]`},
			{"timeout", ""},
		}, `[{"name":"one","status":"timeout","message":"the test did not end within 15s"}]`},
		{"crash of a script", []said{
			{"log", "a word"},
			{"gone", "code 5"},
		}, `[{"name":"x","status":"crash","message":"the browser ended","logs":["a word"]}]`},
		{"failure after the end", []said{
			{"log", `__report ["start",{"name":"one"}]`},
			{"log", `__report ["pass",{"name":"one"}]`},
			{"log", `__report ["late",{"name":"one","message":"again"}]`},
			{"log", `__report ["done",{}]`},
		}, `[{"name":"one","status":"fail","message":"after the test had ended: again"}]`},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := &answer{c: conformance.Case{Path: "tcp/x.js"}}
			for i, s := range test.said {
				if more, last := a.hear(s), i == len(test.said)-1; more == last {
					t.Fatalf("after %v: more is %t", s, more)
				}
			}
			got, err := json.Marshal(a.tests)
			if err != nil || a.fault != nil {
				t.Fatal(err, a.fault)
			}
			if string(got) != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestSteady(t *testing.T) {
	const text = "Actual: 40131, 127.0.0.1:59999\nExpected: 65536, 4096, 200000"
	const want = "Actual: PORT, 127.0.0.1:PORT\nExpected: 65536, 4096, 200000"
	if got := steady(text); got != want {
		t.Errorf("got %q", got)
	}
}
