//go:build !linux

package main

import (
	"context"
	"time"
)

func (l echoLoad) run(context.Context, string, window) (int64, error) { return 0, errNeedsLinux }

func (l publishLoad) run(context.Context, string, window) (int64, error) { return 0, errNeedsLinux }

func serveEpoll(func(addr string)) error { return errNeedsLinux }

type cores struct{}

func availableCores() (cores, error) { return cores{}, errNeedsLinux }

func (*cores) forServer(placement) error { return errNeedsLinux }

func (*cores) forGenerator() error { return errNeedsLinux }

func (*cores) release() error { return errNeedsLinux }

func cpuTime(int) (time.Duration, error) { return 0, errNeedsLinux }

func machineTime() (time.Duration, error) { return 0, errNeedsLinux }

func residentMemory(int) (int64, error) { return 0, errNeedsLinux }
