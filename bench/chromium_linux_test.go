package main

import (
	"path/filepath"
	"testing"
)

// A script of sockhost serves in Chromium as it stands.
func TestChromium(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	site := &site{ctx: t.Context(), root: root, dir: t.TempDir(), programs: map[string]string{}}
	args, err := chromium("scripts/examples/tcp-echo.js", "0")(site)
	if err != nil {
		t.Skip(err)
	}
	s, err := startChromium(t.Context(), site, args)
	if err != nil {
		t.Fatal(err)
	}
	pids, err := s.pids()
	if err != nil || len(pids) < 2 {
		t.Errorf("a browser is several processes: got %v, %v", pids, err)
	}
	if resident, err := residentMemory(pids); err != nil || resident < 50<<20 {
		t.Errorf("resident memory %d, %v", resident, err)
	}
	var opened, closed int
	if _, err := (echoLoad{10, 64, 1, bare}).run(t.Context(), target{addr: s.addr}, briefly(&opened, &closed)); err != nil {
		t.Error(err)
	}
	s.stop()
	if left, _ := filepath.Glob(filepath.Join(site.dir, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
