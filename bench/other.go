//go:build !linux

package main

import (
	"context"
	"time"
)

func (l echoLoad) run(context.Context, string, window) (int64, error) { return 0, errNeedsLinux }

func serveEpoll(func(addr string)) error { return errNeedsLinux }

func cpuTime(int) (time.Duration, error) { return 0, errNeedsLinux }

func residentMemory(int) (int64, error) { return 0, errNeedsLinux }
