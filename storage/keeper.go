package storage

// keeper is where the maps are, one transaction at a time. An absent value is
// "", which is no JSON.
type keeper interface {
	begin(writable bool) (transaction, error)
	// guard calls f and makes the faults of a damaged file an error.
	guard(f func() error) error
	close() error
}

type transaction interface {
	get(area, key string) string
	// put changes a value; "" removes it. Its errors are *FileErrors.
	put(area, key, value string) error
	// each visits everything, in the order of the keys' bytes.
	each(area string, visit func(key, value string))
	commit() error
	// rollback undoes, unless commit was called.
	rollback()
}
