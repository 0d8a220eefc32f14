package conformance_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/sockhost/sockhost/conformance"
)

// patience bounds what hangs; no test waits for it otherwise.
const patience = 30 * time.Second

func TestMain(m *testing.M) {
	code := m.Run()
	if tab, err := table(); err == nil {
		fmt.Printf("conformance: %s\n", tab.Summary())
	}
	os.Exit(code)
}

// startPeer starts a peer for one test.
func startPeer(t *testing.T) *conformance.Peer {
	t.Helper()
	peer, err := conformance.StartPeer(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(peer.Close)
	return peer
}
