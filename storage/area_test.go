package storage_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/storage"
)

// TestModel does the same to an area and to a map, many calls at a time, and
// opens the file again now and then.
func TestModel(t *testing.T) {
	for _, persistent := range []bool{false, true} {
		t.Run(fmt.Sprintf("persistent=%t", persistent), func(t *testing.T) {
			seed := rand.Uint64()
			t.Logf("seed %d", seed)
			r := rand.New(rand.NewPCG(seed, 0))
			opts := storage.Options{}
			if persistent {
				opts.Dir = t.TempDir()
			}
			c := open(t, opts)
			model := map[string]string{}
			key := func() string { return []string{"", "a", "b", "é", "__proto__", "\U0001F600", "10", "9"}[r.IntN(8)] }
			value := func() string { return fmt.Sprint(r.IntN(3)) }
			keys := func() (list []string) {
				for range r.IntN(4) {
					list = append(list, key())
				}
				return append([]string{}, list...)
			}
			// write changes the model and returns the changes that are due.
			write := func(update func(map[string]string)) (want []storage.Change) {
				before := maps.Clone(model)
				update(model)
				all := maps.Clone(before)
				maps.Copy(all, model)
				for _, k := range slices.Sorted(maps.Keys(all)) {
					if before[k] != model[k] {
						want = append(want, storage.Change{Key: k, Old: before[k], New: model[k]})
					}
				}
				return want
			}
			expect := func(want []storage.Change) func([]storage.Change, error) {
				c, number := c, c.waiting
				c.begin()
				return func(got []storage.Change, err error) {
					require.NoError(t, err)
					require.Equal(t, want, got, "call %d", number)
					c.end()
				}
			}
			for range 60 {
				for range r.IntN(12) {
					switch local := c.store.Local; r.IntN(8) {
					case 0:
						local.Clear(expect(write(func(m map[string]string) { clear(m) })))
					case 1, 2:
						list := keys()
						local.Remove(list, expect(write(func(m map[string]string) {
							for _, k := range list {
								delete(m, k)
							}
						})))
					case 3, 4, 5:
						var items []storage.Item
						for _, k := range keys() {
							items = append(items, storage.Item{Key: k, Value: value()})
						}
						local.Set(items, expect(write(func(m map[string]string) {
							for _, item := range items {
								m[item.Key] = item.Value
							}
						})))
					default:
						list := keys()
						if r.IntN(2) == 0 {
							list = nil
						}
						var want []storage.Item
						wanted := slices.Compact(slices.Sorted(slices.Values(list)))
						if list == nil {
							wanted = slices.Sorted(maps.Keys(model))
						}
						for _, k := range wanted {
							if v, there := model[k]; there {
								want = append(want, storage.Item{Key: k, Value: v})
							}
						}
						client := c
						client.begin()
						local.Get(list, func(got []storage.Item, err error) {
							require.NoError(t, err)
							require.Equal(t, want, got)
							client.end()
						})
					}
				}
				if persistent && r.IntN(8) == 0 {
					// Closing carries out what is queued, and its answers still come.
					require.NoError(t, c.store.Close())
					c.run()
					c = open(t, opts)
				} else if r.IntN(2) == 0 {
					c.run()
				}
			}
			c.run()
			require.Empty(t, c.get(c.store.Sync), "areas are apart")
			bytes := 0
			for k, v := range model {
				bytes += len(k) + len(v)
			}
			require.Equal(t, bytes, c.bytes(c.store.Local))
		})
	}
}

func TestQuotaEdges(t *testing.T) {
	backends := map[string]func(t *testing.T) string{
		"memory": func(*testing.T) string { return "" },
		"file":   func(t *testing.T) string { return t.TempDir() },
	}
	for name, folder := range backends {
		t.Run(name+"/item", func(t *testing.T) {
			c := open(t, storage.Options{Dir: folder(t)})
			for size, want := range map[int]error{8191: nil, 8192: nil, 8193: storage.ErrItemBytes} {
				_, err := c.set(c.store.Sync, storage.Item{Key: "key", Value: text(size - 3)})
				require.Equal(t, want, err, "size %d", size)
			}
			_, err := c.set(c.store.Sync, storage.Item{Key: "fits", Value: "1"}, storage.Item{Key: "not", Value: text(9000)})
			require.Equal(t, storage.ErrItemBytes, err)
			require.Empty(t, c.get(c.store.Sync, "fits"), "all or none")
		})
		t.Run(name+"/items", func(t *testing.T) {
			c := open(t, storage.Options{Dir: folder(t)})
			var items []storage.Item
			for i := range 511 {
				items = append(items, storage.Item{Key: fmt.Sprint(i), Value: "1"})
			}
			_, err := c.set(c.store.Sync, items...)
			require.NoError(t, err)
			_, err = c.set(c.store.Sync, storage.Item{Key: "511", Value: "1"})
			require.NoError(t, err)
			_, err = c.set(c.store.Sync, storage.Item{Key: "512", Value: "1"})
			require.Equal(t, storage.ErrItems, err)
			_, err = c.set(c.store.Sync, storage.Item{Key: "1", Value: "2"})
			require.NoError(t, err, "an old key")
		})
		t.Run(name+"/bytes", func(t *testing.T) {
			dir := folder(t)
			c := open(t, storage.Options{Dir: dir})
			local := c.store.Local
			big := storage.Item{Key: "big", Value: text(storage.LocalBytes - 1000)}
			_, err := c.set(local, big)
			require.NoError(t, err)
			left := 1000 - len("big")
			for _, edge := range []struct {
				size int
				want error
			}{{left - 1, nil}, {left, nil}, {left + 1, storage.ErrBytes}} {
				_, err := c.set(local, storage.Item{Key: "rest", Value: text(edge.size - len("rest"))})
				require.Equal(t, edge.want, err, "size %d of %d", edge.size, left)
			}
			if dir != "" {
				require.NoError(t, c.store.Close())
				c = open(t, storage.Options{Dir: dir})
				local = c.store.Local
				_, err = c.set(local, storage.Item{Key: "", Value: "1"})
				require.Equal(t, storage.ErrBytes, err, "what the file holds counts")
			}
			_, err = c.remove(local, "rest")
			require.NoError(t, err)
			_, err = c.set(local, storage.Item{Key: "", Value: "1"})
			require.NoError(t, err, "there is room again")
			_, err = c.clear(local)
			require.NoError(t, err)
			_, err = c.set(local, big)
			require.NoError(t, err, "there is room again")
		})
	}
	t.Run("unlimited", func(t *testing.T) {
		c := open(t, storage.Options{Unlimited: true})
		_, err := c.set(c.store.Local, storage.Item{Key: "k", Value: text(storage.LocalBytes + 1)})
		require.NoError(t, err)
	})
	t.Run("key", func(t *testing.T) {
		c := open(t, storage.Options{Dir: t.TempDir()})
		_, err := c.set(c.store.Local, storage.Item{Key: strings.Repeat("k", storage.MaxKey), Value: "1"})
		require.NoError(t, err)
		_, err = c.set(c.store.Local, storage.Item{Key: strings.Repeat("k", storage.MaxKey+1), Value: "1"})
		require.Equal(t, storage.ErrKeyTooLong, err)
	})
}

// Failed writes count, and each method for itself.
func TestRates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := open(t, storage.Options{})
		set := func() error {
			_, err := c.set(c.store.Sync, storage.Item{Key: "k", Value: "1"})
			return err
		}
		for range 14 {
			for range storage.SyncWritesPerMinute {
				require.NoError(t, set())
			}
			require.Equal(t, storage.ErrWritesPerMinute, set())
			_, err := c.remove(c.store.Sync, "k")
			require.NoError(t, err)
			pass(c, time.Minute)
		}
		for range storage.SyncWritesPerHour - 14*(storage.SyncWritesPerMinute+1) {
			require.NoError(t, set())
		}
		require.Equal(t, storage.ErrWritesPerHour, set())
		pass(c, time.Hour)
		require.NoError(t, set())
		_, err := c.set(c.store.Local, storage.Item{Key: "k", Value: "1"})
		require.NoError(t, err)
		c.close()
	})
}

// pass lets a time pass.
func pass(c *client, d time.Duration) {
	c.begin()
	c.loop.SetTimeout(d, c.end)
	require.ErrorIs(c.t, c.loop.Run(), eventloop.ErrStopped)
}

func TestManaged(t *testing.T) {
	c := open(t, storage.Options{Dir: t.TempDir()})
	require.Empty(t, c.get(c.store.Managed))
	_, err := c.set(c.store.Managed, storage.Item{Key: "k", Value: "1"})
	require.Equal(t, storage.ErrReadOnly, err)
	_, err = c.remove(c.store.Managed, "k")
	require.Equal(t, storage.ErrReadOnly, err)
	_, err = c.clear(c.store.Managed)
	require.Equal(t, storage.ErrReadOnly, err)
}

func TestClosed(t *testing.T) {
	c := open(t, storage.Options{Dir: t.TempDir()})
	require.NoError(t, c.store.Close())
	_, err := c.set(c.store.Local, storage.Item{Key: "k", Value: "1"})
	require.Equal(t, storage.ErrClosed, err)
}
