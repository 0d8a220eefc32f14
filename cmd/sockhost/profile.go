package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	goruntime "runtime"
	"runtime/pprof"

	"github.com/dop251/goja"
	"github.com/spf13/pflag"
)

// profileFlags name the files that the profiles of a run are written to.
type profileFlags struct{ cpu, js, mem string }

func (f *profileFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.cpu, "cpuprofile", "", flagCPU)
	flags.StringVar(&f.js, "js-profile", "", flagJS)
	flags.StringVar(&f.mem, "memprofile", "", flagMemory)
}

// memProfileRate is Go's own: so many bytes lie between allocations that are
// noted. Without the flag none is, which main sees to.
const memProfileRate = 512 << 10

// profile is a profile that is being made.
type profile struct {
	file *os.File
	stop func()
	err  error // of writing
}

func (p *profile) Write(b []byte) (int, error) {
	n, err := p.file.Write(b)
	if p.err == nil {
		p.err = err
	}
	return n, err
}

// startProfiles starts the profiles that the flags ask for. They are complete
// when stopProfiles has been called.
func (p *program) startProfiles() error {
	for _, kind := range []struct {
		path  string
		start func(io.Writer) error
		stop  func(io.Writer)
	}{
		{p.flags.cpu, pprof.StartCPUProfile, func(io.Writer) { pprof.StopCPUProfile() }},
		{p.flags.js, goja.StartProfile, func(io.Writer) { goja.StopProfile() }},
		{p.flags.mem, startMemProfile, writeMemProfile},
	} {
		if kind.path == "" {
			continue
		}
		file, err := os.Create(kind.path)
		if err != nil {
			return fmt.Errorf(wordUnwritable, kind.path, innermost(err))
		}
		profile := &profile{file: file}
		profile.stop = func() { kind.stop(profile) }
		if err := kind.start(profile); err != nil {
			return err
		}
		p.profiles = append(p.profiles, profile)
	}
	return nil
}

func startMemProfile(io.Writer) error {
	goruntime.MemProfileRate = memProfileRate
	return nil
}

func writeMemProfile(w io.Writer) {
	goruntime.GC() // the profile is that of the last collection
	pprof.Lookup("allocs").WriteTo(w, 0)
}

// stopProfiles writes what is left of the profiles. Any goroutine may call it;
// when it has returned they are complete.
func (p *program) stopProfiles() {
	p.profiled.Do(func() {
		for _, profile := range p.profiles {
			profile.stop()
			if err := errors.Join(profile.err, profile.file.Close()); err != nil {
				p.fail(fmt.Sprintf(wordUnwritable, profile.file.Name(), innermost(err)))
			}
		}
	})
}
