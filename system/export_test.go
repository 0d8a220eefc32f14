package system

// For tests of what this machine does not show.
var (
	AddressesOf = addressesOf
	ArchName    = archName
	RAMOf       = ramOf
	MountsOf    = mountsOf
)

// CPUOf reads /proc/cpuinfo and /proc/stat.
func CPUOf(info, stat string) CPU {
	var c CPU
	c.readInfo(info)
	c.readStat(stat)
	return c
}
