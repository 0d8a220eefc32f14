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

// move puts the calling thread on its cores; a process it starts inherits that.
func (c *cores) move(p placement) error {
	switch p {
	case forServer:
		return unix.SchedSetaffinity(0, &c.others)
	case forGenerator:
		return unix.SchedSetaffinity(0, &c.last)
	}
	return unix.SchedSetaffinity(0, &c.all)
}
