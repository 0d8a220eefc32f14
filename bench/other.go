//go:build !linux

package main

import (
	"context"
	"time"
)

func (echoLoad) run(context.Context, target, window) (tally, error) { return tally{}, errNeedsLinux }

func (publishLoad) run(context.Context, target, window) (tally, error) { return tally{}, errNeedsLinux }

func (churnLoad) run(context.Context, target, window) (tally, error) { return tally{}, errNeedsLinux }

func serveEpoll(func(addr string)) error { return errNeedsLinux }

type cores struct{}

func availableCores() (cores, error) { return cores{}, errNeedsLinux }

func (*cores) forServer(placement) error { return errNeedsLinux }

func (*cores) forGenerator() error { return errNeedsLinux }

func (*cores) release() error { return errNeedsLinux }

func cpuTime(int) (time.Duration, error) { return 0, errNeedsLinux }

func machineTime() (time.Duration, error) { return 0, errNeedsLinux }

func residentMemory(int) (int64, error) { return 0, errNeedsLinux }
