package main

import (
	"testing"
	"time"
)

const wrkOutput = `Running 1s test @ http://127.0.0.1:7777/
  1 threads and 50 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    17.78ms   21.24ms 133.42ms   91.71%
    Req/Sec     3.79k     1.97k    7.35k    50.00%
  3839 requests in 1.04s, 461.13KB read
`

func TestReadWrk(t *testing.T) {
	got, err := readWrk(wrkOutput + "Requests/sec:   3695.59\n")
	if err != nil || got.operations != 3839 || got.elapsed != 1040*time.Millisecond {
		t.Errorf("got %+v, %v", got, err)
	}
	for _, trouble := range []string{
		"  Socket errors: connect 0, read 3, write 0, timeout 0\n",
		"  Non-2xx or 3xx responses: 3839\n",
	} {
		if got, err := readWrk(wrkOutput + trouble); err == nil {
			t.Errorf("%q: got %+v", trouble, got)
		}
	}
	if got, err := readWrk("unable to connect"); err == nil {
		t.Errorf("got %+v of no figures", got)
	}
}
