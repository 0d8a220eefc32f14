package storage_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/storage"
)

// child, if set, is the folder that this process is to write to or to open,
// instead of testing.
const (
	writerChild = "SOCKHOST_TEST_WRITE"
	openerChild = "SOCKHOST_TEST_OPEN"
)

func TestMain(m *testing.M) {
	if folder := os.Getenv(writerChild); folder != "" {
		writeForever(folder)
	}
	if folder := os.Getenv(openerChild); folder != "" {
		openAndWait(folder)
	}
	goleak.VerifyTestMain(m)
}

// client calls a store and waits for its answers.
type client struct {
	t     testing.TB
	loop  *eventloop.Loop
	store *storage.Store
}

func open(t testing.TB, opts storage.Options) *client {
	t.Helper()
	loop, err := eventloop.New()
	require.NoError(t, err)
	opts.Loop = loop
	store, err := storage.Open(opts)
	require.NoError(t, err)
	c := &client{t, loop, store}
	t.Cleanup(c.close)
	return c
}

func (c *client) close() {
	require.NoError(c.t, c.store.Close())
	c.loop.Close()
}

func (c *client) run() { require.NoError(c.t, c.loop.Run()) }

func (c *client) get(a *storage.Area, keys ...string) (items []storage.Item) {
	a.Get(keys, func(got []storage.Item, err error) {
		require.NoError(c.t, err)
		items = got
	})
	c.run()
	return items
}

func (c *client) set(a *storage.Area, items ...storage.Item) (changes []storage.Change, err error) {
	a.Set(items, func(got []storage.Change, failed error) { changes, err = got, failed })
	c.run()
	return changes, err
}

func (c *client) remove(a *storage.Area, keys ...string) (changes []storage.Change, err error) {
	a.Remove(keys, func(got []storage.Change, failed error) { changes, err = got, failed })
	c.run()
	return changes, err
}

func (c *client) clear(a *storage.Area) (changes []storage.Change, err error) {
	a.Clear(func(got []storage.Change, failed error) { changes, err = got, failed })
	c.run()
	return changes, err
}

// text is the JSON of a string so long that the JSON has n bytes.
func text(n int) string { return `"` + strings.Repeat("x", n-2) + `"` }

// writeForever writes, several calls at a time, and prints the number of each
// write when it is answered.
func writeForever(folder string) {
	loop, err := eventloop.New()
	exitOn(err)
	store, err := storage.Open(storage.Options{Loop: loop, Folder: folder})
	exitOn(err)
	n := 0
	var next func()
	next = func() {
		n++
		me := n
		store.Local.Set([]storage.Item{{Key: fmt.Sprint("n", me), Value: fmt.Sprint(me)}, {Key: "last", Value: fmt.Sprint(me)}}, func(_ []storage.Change, err error) {
			exitOn(err)
			fmt.Fprintln(os.Stdout, me)
			next()
		})
	}
	for range 3 {
		next()
	}
	exitOn(loop.Run())
}

// openAndWait opens the store, says so, and waits for its input to end.
func openAndWait(folder string) {
	loop, err := eventloop.New()
	exitOn(err)
	_, err = storage.Open(storage.Options{Loop: loop, Folder: folder})
	exitOn(err)
	fmt.Fprintln(os.Stdout, "open")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	os.Exit(0)
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// patience bounds what hangs; no test waits for it otherwise.
const patience = 30 * time.Second
