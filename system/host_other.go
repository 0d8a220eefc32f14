//go:build !linux

package system

func readProcessors(*CPU) {}

func readMemory() (RAM, error) { return RAM{}, ErrUnknown }

func readUnits() ([]Unit, error) { return nil, ErrUnknown }

func readAvailable(string) (float64, error) { return 0, ErrUnknown }
