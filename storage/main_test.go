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

// If one of these is set, this process is to write to or to open the folder that
// it names, instead of testing.
const (
	writerChild = "SOCKHOST_TEST_WRITE"
	openerChild = "SOCKHOST_TEST_OPEN"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(writerChild); dir != "" {
		writeForever(dir)
	}
	if dir := os.Getenv(openerChild); dir != "" {
		openAndWait(dir)
	}
	goleak.VerifyTestMain(m)
}

// client calls a store and waits for its answers.
type client struct {
	t       testing.TB
	loop    *eventloop.Loop
	store   *storage.Store
	waiting int
}

func open(t testing.TB, opts storage.Options) *client {
	t.Helper()
	loop, err := eventloop.New(eventloop.WithBackend(eventloop.Portable))
	require.NoError(t, err)
	opts.Post = loop.Post
	store, err := storage.Open(opts)
	require.NoError(t, err)
	c := &client{t: t, loop: loop, store: store}
	t.Cleanup(c.close)
	return c
}

func (c *client) close() {
	require.NoError(c.t, c.store.Close())
	c.loop.Close()
}

// begin says that an answer is awaited, end that it is there.
func (c *client) begin() { c.waiting++ }
func (c *client) end() {
	if c.waiting--; c.waiting == 0 {
		c.loop.Stop()
	}
}

// run waits for all answers.
func (c *client) run() {
	c.t.Helper()
	if c.waiting > 0 {
		late := c.loop.SetTimeout(patience, c.loop.Stop)
		require.ErrorIs(c.t, c.loop.Run(), eventloop.ErrStopped)
		c.loop.ClearTimer(late)
	}
	require.Zero(c.t, c.waiting, "calls that were not answered")
}

func (c *client) get(a *storage.Area, keys ...string) (items []storage.Item) {
	c.begin()
	a.Get(keys, func(got []storage.Item, err error) {
		require.NoError(c.t, err)
		items = got
		c.end()
	})
	c.run()
	return items
}

func (c *client) bytes(a *storage.Area, keys ...string) (bytes int) {
	c.begin()
	a.BytesInUse(keys, func(got int, err error) {
		require.NoError(c.t, err)
		bytes = got
		c.end()
	})
	c.run()
	return bytes
}

// write waits for the answer to a write.
func (c *client) write(call func(done func([]storage.Change, error))) (changes []storage.Change, err error) {
	c.begin()
	call(func(got []storage.Change, failed error) {
		changes, err = got, failed
		c.end()
	})
	c.run()
	return changes, err
}

func (c *client) set(a *storage.Area, items ...storage.Item) ([]storage.Change, error) {
	return c.write(func(done func([]storage.Change, error)) { a.Set(items, done) })
}

func (c *client) remove(a *storage.Area, keys ...string) ([]storage.Change, error) {
	return c.write(func(done func([]storage.Change, error)) { a.Remove(keys, done) })
}

func (c *client) clear(a *storage.Area) ([]storage.Change, error) { return c.write(a.Clear) }

// text is the JSON of a string so long that the JSON has n bytes.
func text(n int) string { return `"` + strings.Repeat("x", n-2) + `"` }

// writeForever writes, several calls at a time, and prints the number of each
// write when it is answered.
func writeForever(dir string) {
	loop, err := eventloop.New()
	exitOn(err)
	store, err := storage.Open(storage.Options{Post: loop.Post, Dir: dir})
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
	loop.SetTimeout(patience, func() { os.Exit(1) })
	exitOn(loop.Run())
}

// openAndWait opens the store, says so, and waits for its input to end.
func openAndWait(dir string) {
	_, err := storage.Open(storage.Options{Post: func(func()) {}, Dir: dir})
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
