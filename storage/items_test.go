package storage_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/storage"
)

func all(items *storage.Items) map[string]string {
	m := map[string]string{}
	for i := range items.Len() {
		m[items.Key(i)], _ = items.Get(items.Key(i))
	}
	return m
}

// What was set is there at once, and after the store was closed and opened.
func TestItems(t *testing.T) {
	dir := t.TempDir()
	c := open(t, storage.Options{Dir: dir})
	items := c.store.Items
	for _, key := range []string{"b", "", "a", "é\x00", "gone"} {
		require.NoError(t, items.Set(key, "old"))
		require.NoError(t, items.Set(key, "<"+key+">"))
	}
	items.Remove("gone")
	items.Remove("never there")
	want := map[string]string{"": "<>", "a": "<a>", "b": "<b>", "é\x00": "<é\x00>"}
	require.Equal(t, want, all(items))
	_, there := items.Get("gone")
	require.False(t, there)
	require.NoError(t, c.store.Close())

	c = open(t, storage.Options{Dir: dir})
	require.Equal(t, want, all(c.store.Items))
	require.Equal(t, "", c.store.Items.Key(0))
	require.Empty(t, c.get(c.store.Local))
	c.store.Items.Clear()
	require.Zero(t, c.store.Items.Len())
	require.NoError(t, c.store.Close())

	c = open(t, storage.Options{Dir: dir})
	require.Zero(t, c.store.Items.Len())
}

// The length counts UTF-16 units of keys and values, over openings too.
func TestItemsLength(t *testing.T) {
	dir := t.TempDir()
	c := open(t, storage.Options{Dir: dir})
	require.NoError(t, c.store.Items.Set("\U00010000", strings.Repeat("é", 1000-2)))
	require.NoError(t, c.store.Close())

	c = open(t, storage.Options{Dir: dir})
	items, left := c.store.Items, storage.ItemsLength-1000
	require.NoError(t, items.Set("k", strings.Repeat("x", left-2)))
	require.NoError(t, items.Set("k", strings.Repeat("x", left-1)))
	require.Equal(t, storage.ErrItemsLength, items.Set("k", strings.Repeat("x", left)))
	require.Equal(t, storage.ErrItemsLength, items.Set("", "x"))
	require.NoError(t, items.Set("", ""))
	value, _ := items.Get("k")
	require.Len(t, value, left-1, "the old value stays")
	items.Remove("k")
	require.NoError(t, items.Set("k", strings.Repeat("x", left-1)))
}

func TestItemsInMemory(t *testing.T) {
	items := storage.NewItems()
	require.NoError(t, items.Set("a", "1"))
	require.NoError(t, items.Set("b", "2"))
	items.Remove("a")
	require.Equal(t, map[string]string{"b": "2"}, all(items))
}
