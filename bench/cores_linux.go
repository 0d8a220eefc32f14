package main

import "golang.org/x/sys/unix"

// cores divides the machine between the generator and the server. Left to itself the scheduler keeps the two on one
// core in some rounds and on two in others, and the figures of these are a factor apart.
type cores struct {
	all, last, others unix.CPUSet
}

// availableCores are those this process may use.
func availableCores() (cores, error) {
	var c cores
	if err := unix.SchedGetaffinity(0, &c.all); err != nil {
		return c, err
	}
	c.others = c.all
	for cpu := range len(c.all) * 64 {
		if c.all.IsSet(cpu) {
			c.last.Zero()
			c.last.Set(cpu)
		}
	}
	if c.all.Count() > 1 {
		for cpu := range len(c.all) * 64 {
			if c.last.IsSet(cpu) {
				c.others.Clear(cpu)
			}
		}
	}
	return c, nil
}

// forServer moves the calling thread to where the server of a work belongs; a process it starts inherits that.
func (c *cores) forServer(p placement) error {
	if p == together {
		return unix.SchedSetaffinity(0, &c.last)
	}
	return unix.SchedSetaffinity(0, &c.others)
}

// forGenerator moves the calling thread to the generator's core.
func (c *cores) forGenerator() error {
	return unix.SchedSetaffinity(0, &c.last)
}

// release lets the calling thread run everywhere again.
func (c *cores) release() error {
	return unix.SchedSetaffinity(0, &c.all)
}
