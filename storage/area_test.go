package storage_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

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
				opts.Folder = t.TempDir()
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
			answers := 0
			expect := func(want []storage.Change) func([]storage.Change, error) {
				number := answers
				answers++
				return func(got []storage.Change, err error) {
					require.NoError(t, err)
					require.Equal(t, want, got, "call %d", number)
					answers--
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
						wanted := slices.Sorted(slices.Values(list))
						if list == nil {
							wanted = slices.Sorted(maps.Keys(model))
						}
						for _, k := range wanted {
							if v, there := model[k]; there {
								want = append(want, storage.Item{Key: k, Value: v})
							}
						}
						answers++
						local.Get(list, func(got []storage.Item, err error) {
							require.NoError(t, err)
							require.Equal(t, want, got)
							answers--
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
			require.Zero(t, answers)
			require.Empty(t, c.get(c.store.Sync), "areas are apart")
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
			c := open(t, storage.Options{Folder: folder(t)})
			for size, want := range map[int]error{8191: nil, 8192: nil, 8193: storage.ErrQuotaBytesPerItem} {
				_, err := c.set(c.store.Sync, storage.Item{Key: "key", Value: text(size - 3)})
				require.Equal(t, want, err, "size %d", size)
			}
			_, err := c.set(c.store.Sync, storage.Item{Key: "fits", Value: "1"}, storage.Item{Key: "not", Value: text(9000)})
			require.Equal(t, storage.ErrQuotaBytesPerItem, err)
			require.Empty(t, c.get(c.store.Sync, "fits"), "all or none")
		})
		t.Run(name+"/items", func(t *testing.T) {
			c := open(t, storage.Options{Folder: folder(t)})
			var items []storage.Item
			for i := range 511 {
				items = append(items, storage.Item{Key: fmt.Sprint(i), Value: "1"})
			}
			_, err := c.set(c.store.Sync, items...)
			require.NoError(t, err)
			_, err = c.set(c.store.Sync, storage.Item{Key: "511", Value: "1"})
			require.NoError(t, err)
			_, err = c.set(c.store.Sync, storage.Item{Key: "512", Value: "1"})
			require.Equal(t, storage.ErrMaxItems, err)
			_, err = c.set(c.store.Sync, storage.Item{Key: "1", Value: "2"})
			require.NoError(t, err, "an old key")
		})
		t.Run(name+"/bytes", func(t *testing.T) {
			dir := folder(t)
			c := open(t, storage.Options{Folder: dir})
			local := c.store.Local
			big := storage.Item{Key: "big", Value: text(storage.LocalQuotaBytes - 1000)}
			_, err := c.set(local, big)
			require.NoError(t, err)
			left := 1000 - len("big")
			for _, edge := range []struct {
				size int
				want error
			}{{left - 1, nil}, {left, nil}, {left + 1, storage.ErrQuotaBytes}} {
				_, err := c.set(local, storage.Item{Key: "rest", Value: text(edge.size - len("rest"))})
				require.Equal(t, edge.want, err, "size %d of %d", edge.size, left)
			}
			if dir != "" {
				require.NoError(t, c.store.Close())
				c = open(t, storage.Options{Folder: dir})
				local = c.store.Local
				_, err = c.set(local, storage.Item{Key: "", Value: "1"})
				require.Equal(t, storage.ErrQuotaBytes, err, "what the file holds counts")
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
		_, err := c.set(c.store.Local, storage.Item{Key: "k", Value: text(storage.LocalQuotaBytes + 1)})
		require.NoError(t, err)
	})
	t.Run("key", func(t *testing.T) {
		c := open(t, storage.Options{Folder: t.TempDir()})
		_, err := c.set(c.store.Local, storage.Item{Key: strings.Repeat("k", 32767), Value: "1"})
		require.NoError(t, err)
		_, err = c.set(c.store.Local, storage.Item{Key: strings.Repeat("k", 32768), Value: "1"})
		require.Equal(t, storage.ErrKeyTooLong, err)
	})
}

func TestPace(t *testing.T) {
	now := time.Unix(0, 0)
	c := open(t, storage.Options{Now: func() time.Time { return now }})
	set := func() error {
		_, err := c.set(c.store.Sync, storage.Item{Key: "k", Value: "1"})
		return err
	}
	for range 14 {
		for range storage.SyncWritesPerMinute {
			require.NoError(t, set())
		}
		require.EqualError(t, set(), "This request exceeds the MAX_WRITE_OPERATIONS_PER_MINUTE quota.")
		_, err := c.remove(c.store.Sync, "k")
		require.NoError(t, err, "every kind of write has its own pace")
		now = now.Add(time.Minute + time.Millisecond)
	}
	// The refused ones count in the hour.
	for range storage.SyncWritesPerHour - 14*(storage.SyncWritesPerMinute+1) {
		require.NoError(t, set())
	}
	require.EqualError(t, set(), "This request exceeds the MAX_WRITE_OPERATIONS_PER_HOUR quota.")
	now = now.Add(time.Hour)
	require.NoError(t, set())
	_, err := c.set(c.store.Local, storage.Item{Key: "k", Value: "1"})
	require.NoError(t, err)
}

func TestManaged(t *testing.T) {
	c := open(t, storage.Options{Folder: t.TempDir()})
	require.Empty(t, c.get(c.store.Managed))
	_, err := c.set(c.store.Managed, storage.Item{Key: "k", Value: "1"})
	require.EqualError(t, err, "This is a read-only store.")
	_, err = c.remove(c.store.Managed, "k")
	require.Equal(t, storage.ErrReadOnly, err)
	_, err = c.clear(c.store.Managed)
	require.Equal(t, storage.ErrReadOnly, err)
}

func TestClosed(t *testing.T) {
	c := open(t, storage.Options{Folder: t.TempDir()})
	require.NoError(t, c.store.Close())
	_, err := c.set(c.store.Local, storage.Item{Key: "k", Value: "1"})
	require.Equal(t, storage.ErrClosed, err)
}
