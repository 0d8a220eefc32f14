package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/eventloop"
)

// runWorkers runs the scripts as often as there are to be workers, each on a
// goroutine of its own, the first on this one. The exit code is the worst.
func (p *program) runWorkers() int {
	if p.workers > 1 {
		p.shareOutput()
	}
	apps, err := p.newWorkers()
	if err != nil {
		return p.fail(fmt.Sprintf(wordFailed, err))
	}
	var programs []runner
	for _, app := range apps {
		programs = append(programs, app)
	}
	signals := p.watchSignals(programs...)
	defer signals.stop()

	codes := make([]int, len(apps))
	var others sync.WaitGroup
	for i, app := range apps[1:] {
		others.Go(func() { codes[i+1] = p.runWorker(app, signals) })
	}
	codes[0] = p.runWorker(apps[0], signals)
	others.Wait()
	return slices.Max(codes)
}

func (p *program) newWorkers() ([]*sockhost.App, error) {
	var apps []*sockhost.App
	log := slog.New(&logHandler{out: p.stderr, level: p.level})
	worker := sockhost.Worker{Count: p.workers}
	if p.workers > 1 {
		worker.Ports = &eventloop.Ports{}
	}
	for worker.Index = range p.workers {
		app, err := sockhost.New(sockhost.Options{
			Name:      appName(p.sources[0].name),
			Args:      p.args,
			Console:   p.console,
			Log:       log,
			HeapLimit: uint64(p.maxHeap) << 20,
			Sockets:   p.sockets,
			Worker:    worker,
		})
		if err != nil {
			for _, app := range apps {
				app.Close()
			}
			return nil, err
		}
		apps = append(apps, app)
	}
	return apps, nil
}

// runWorker runs the scripts in an app until nothing of it is left.
func (p *program) runWorker(app *sockhost.App, signals *signals) int {
	defer app.Close()
	err := p.load(app)
	loaded := err == nil
	if loaded {
		err = app.Run()
	}
	switch {
	case signals.code() != 0:
	case errors.Is(err, eventloop.ErrStopped):
		return exitScript // with another worker, which says why
	case isOutOfMemory(err) && p.workers > 1:
		signals.end(wordNoMemory) // the heap is everybody's
	case !loaded && !isOutOfMemory(err):
		return p.failScript(err)
	}
	return p.ended(err, signals)
}

// load runs the scripts for the first time.
func (p *program) load(app *sockhost.App) error {
	run := app.RunProgram
	if p.module {
		run = app.RunModule
	}
	for _, s := range p.sources {
		if err := run(s.name, s.text); err != nil {
			return err
		}
	}
	return nil
}

// shareOutput keeps what workers print apart: each message is written in one
// piece, whichever of the two it goes to.
func (p *program) shareOutput() {
	var mu sync.Mutex
	p.stdout, p.stderr = &sharedWriter{&mu, p.stdout}, &sharedWriter{&mu, p.stderr}
}

type sharedWriter struct {
	mu  *sync.Mutex // protects the output
	out io.Writer
}

func (w *sharedWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out.Write(p)
}
