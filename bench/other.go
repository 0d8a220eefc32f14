//go:build !linux

package main

import (
	"context"
	"os"
	"time"
)

func (echoLoad) run(context.Context, target, window) (tally, error) { return tally{}, errNeedsLinux }

func (publishLoad) run(context.Context, target, window) (tally, error) { return tally{}, errNeedsLinux }

func (churnLoad) run(context.Context, target, window) (tally, error) { return tally{}, errNeedsLinux }

func (pacedLoad) run(context.Context, target, window) (tally, error) { return tally{}, errNeedsLinux }

func (idleLoad) run(context.Context, target, window) (tally, error) { return tally{}, errNeedsLinux }

func serveEpoll(func(addr string)) error { return errNeedsLinux }

func startChromium(context.Context, *site, []string) (*server, error) { return nil, errNeedsLinux }

type cores struct{}

func availableCores() (cores, error) { return cores{}, errNeedsLinux }

func (*cores) move(placement) error { return errNeedsLinux }

func thisMachine() (machine, error) { return machine{}, errNeedsLinux }

func cpuTime(int) (time.Duration, error) { return 0, errNeedsLinux }

func cpuTimes([]int) (time.Duration, error) { return 0, errNeedsLinux }

func childTime() (time.Duration, error) { return 0, errNeedsLinux }

func machineTime() (time.Duration, error) { return 0, errNeedsLinux }

func residentMemory([]int) (int64, error) { return 0, errNeedsLinux }

func peakMemory(*os.ProcessState) int64 { return 0 }

func descendants(int) ([]int, error) { return nil, errNeedsLinux }
