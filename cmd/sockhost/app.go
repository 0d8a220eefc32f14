package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/chromeapp"
	"github.com/sockhost/sockhost/files"
	"github.com/sockhost/sockhost/page"
	"github.com/sockhost/sockhost/runtime/app"
)

// appFlags are the flags for a whole Chrome App.
type appFlags struct {
	launch       string // of --load-and-launch-app
	drivers      []string
	dataDir      string
	noData       bool
	grants       []string
	watch        bool
	suspendAfter time.Duration
}

func (f *appFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.launch, "load-and-launch-app", "", flagLaunch)
	flags.StringArrayVar(&f.drivers, "driver", nil, flagDriver)
	flags.StringVar(&f.dataDir, "data-dir", "", flagDataDir)
	flags.BoolVar(&f.noData, "no-data", false, flagNoData)
	flags.StringArrayVar(&f.grants, "grant", nil, flagGrant)
	flags.BoolVar(&f.watch, "watch", false, flagWatch)
	flags.DurationVar(&f.suspendAfter, "suspend-after", 0, flagSuspend)
}

// given names the first flag that is only for apps, or is "".
func (f *appFlags) given() string {
	for _, flag := range []struct {
		name string
		set  bool
	}{
		{"driver", len(f.drivers) > 0}, {"data-dir", f.dataDir != ""}, {"no-data", f.noData}, {"grant", len(f.grants) > 0},
		{"watch", f.watch}, {"suspend-after", f.suspendAfter != 0},
	} {
		if flag.set {
			return flag.name
		}
	}
	return ""
}

// isPackage tells a folder, a .zip or a .crx from a script.
func isPackage(name string) bool {
	info, err := os.Stat(name)
	if err != nil {
		return false
	}
	if info.IsDir() {
		return true
	}
	file, err := os.Open(name)
	if err != nil {
		return false
	}
	defer file.Close()
	var magic [4]byte
	n, _ := file.Read(magic[:])
	return bytes.HasPrefix(magic[:n], []byte("PK\x03\x04")) || bytes.Equal(magic[:n], []byte("Cr24"))
}

// chromeApp is one run of a whole app.
type chromeApp struct {
	path  string
	opts  chromeapp.Options
	watch bool
}

// prepareApp reads the flags and files for an app.
func (p *program) prepareApp(path string, f *appFlags) (*chromeApp, error) {
	c := &chromeApp{path: path, watch: f.watch}
	c.opts = chromeapp.Options{
		Language:     language(os.Getenv),
		SuspendAfter: f.suspendAfter,
	}
	if f.suspendAfter < 0 {
		return nil, &usageError{fmt.Sprintf(wordBadSuspend, f.suspendAfter)}
	}
	for _, grant := range f.grants {
		name, dir, ok := strings.Cut(grant, "=")
		if _, err := os.Stat(dir); !ok || name == "" || err != nil {
			return nil, &usageError{fmt.Sprintf(wordBadGrant, grant)}
		}
		c.opts.Grants = append(c.opts.Grants, files.Grant{Name: name, Path: dir})
	}
	for _, driver := range f.drivers {
		d := chromeapp.Driver{Name: driver}
		if page, file, found := strings.Cut(driver, "="); found {
			d.Page, d.Name = page, file
		}
		text, err := readFile(d.Name)
		if err == nil {
			err = checkText(d.Name, text)
		}
		if err != nil {
			return nil, err
		}
		d.Source = string(text)
		c.opts.Drivers = append(c.opts.Drivers, d)
	}
	if f.noData {
		return c, nil
	}
	if c.opts.DataDir = f.dataDir; f.dataDir == "" {
		c.opts.DataDir = chromeapp.DefaultDataDir
	}
	return c, nil
}

// language is the user's, as the environment has it.
func language(env func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := env(name); value != "" && value != "C" && value != "POSIX" {
			return value
		}
	}
	return ""
}

// runApp runs an app until nothing of it is left, and returns the exit code.
func (p *program) runApp() int {
	c := p.app
	c.opts.Site = page.Options{
		Args:      p.args,
		Version:   sockhost.Version,
		Console:   p.console,
		Log:       slog.New(&logHandler{out: p.stderr, level: p.level}),
		HeapLimit: uint64(p.maxHeap) << 20,
		Sockets:   p.sockets,
	}
	a, err := chromeapp.Open(c.path, c.opts)
	var faults app.Faults
	switch {
	case errors.As(err, &faults):
		fmt.Fprintln(p.stderr, err)
		return exitScript
	case errors.Is(err, app.ErrNoManifest):
		return p.fail(fmt.Sprintf(wordNoManifest, c.path))
	case err != nil:
		return p.fail(err.Error())
	}
	defer a.Close()
	for _, warning := range a.Warnings {
		fmt.Fprintln(p.stderr, warning)
	}
	if c.watch {
		stop, err := a.Watch()
		if err != nil {
			return p.fail(err.Error())
		}
		defer stop()
	}
	signals := p.watchSignals(a)
	defer signals.stop()
	hangUps := make(chan os.Signal, 1)
	notifyReload(hangUps)
	defer signal.Stop(hangUps)
	go func() {
		for range hangUps {
			a.Post(a.Reload)
		}
	}()
	a.Start()
	return p.ended(a.Run(), signals)
}
