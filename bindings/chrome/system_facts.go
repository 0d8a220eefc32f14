package chrome

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/system"
)

// SystemCPU is chrome.system.cpu.
type SystemCPU struct{}

// NewSystemCPU makes the service.
func NewSystemCPU() *SystemCPU { return &SystemCPU{} }

// Attach installs chrome.system.cpu in a page.
func (*SystemCPU) Attach(b *api.Binder) (detach func()) {
	b.Install(systemCPUNamespace())
	return func() {}
}

// SystemMemory is chrome.system.memory.
type SystemMemory struct{}

// NewSystemMemory makes the service.
func NewSystemMemory() *SystemMemory { return &SystemMemory{} }

// Attach installs chrome.system.memory in a page.
func (*SystemMemory) Attach(b *api.Binder) (detach func()) {
	b.Install(systemMemoryNamespace())
	return func() {}
}

// Types of chrome.system.cpu and chrome.system.memory.
var (
	cpuTime = &api.Type{Kind: api.Object, Name: "system.cpu.CpuTime", Properties: []api.Param{
		{Name: "user", Type: api.NumberType},
		{Name: "kernel", Type: api.NumberType},
		{Name: "idle", Type: api.NumberType},
		{Name: "total", Type: api.NumberType},
	}}
	processorInfo = &api.Type{Kind: api.Object, Name: "system.cpu.ProcessorInfo", Properties: []api.Param{{Name: "usage", Type: cpuTime}}}
	cpuInfo       = &api.Type{Kind: api.Object, Name: "system.cpu.CpuInfo", Properties: []api.Param{
		{Name: "numOfProcessors", Type: api.IntegerType},
		{Name: "archName", Type: api.StringType},
		{Name: "modelName", Type: api.StringType},
		{Name: "features", Type: api.ArrayOf(api.StringType)},
		{Name: "processors", Type: api.ArrayOf(processorInfo)},
		{Name: "temperatures", Type: api.ArrayOf(api.NumberType)},
	}}
	memoryInfo = &api.Type{Kind: api.Object, Name: "system.memory.MemoryInfo", Properties: []api.Param{
		{Name: "capacity", Type: api.NumberType},
		{Name: "availableCapacity", Type: api.NumberType},
	}}
)

func systemCPUNamespace() *api.Namespace {
	return &api.Namespace{
		Name:       "system.cpu",
		Permission: "system.cpu",
		Types:      []*api.Type{cpuTime, processorInfo, cpuInfo},
		Methods: []api.Method{{
			Name:    "getInfo",
			Results: []api.Param{{Name: "info", Type: cpuInfo}},
			Do:      func(c *api.Call) { reply(c, cpuObject(c.Binder(), system.Processors())) },
		}},
	}
}

func cpuObject(b *api.Binder, cpu system.CPU) goja.Value {
	vm := b.Runtime().VM()
	processor := func(u system.Usage) goja.Value {
		usage := object(b, field(b, "idle", u.Idle), field(b, "kernel", u.Kernel), field(b, "total", u.Total), field(b, "user", u.User))
		return object(b, field(b, "usage", usage))
	}
	return object(b,
		field(b, "archName", cpu.Arch),
		field(b, "features", array(b, cpu.Features, func(name string) goja.Value { return vm.ToValue(name) })),
		field(b, "modelName", cpu.Model),
		field(b, "numOfProcessors", cpu.Count),
		field(b, "processors", array(b, cpu.Usage, processor)),
		field(b, "temperatures", array(b, cpu.Temperatures, func(degrees float64) goja.Value { return vm.ToValue(degrees) })),
	)
}

func systemMemoryNamespace() *api.Namespace {
	return &api.Namespace{
		Name:       "system.memory",
		Permission: "system.memory",
		Types:      []*api.Type{memoryInfo},
		Methods: []api.Method{{
			Name:    "getInfo",
			Results: []api.Param{{Name: "info", Type: memoryInfo}},
			Do: func(c *api.Call) {
				ram, err := system.Memory()
				if err != nil {
					fail(c, "Error occurred when querying memory information.")
					return
				}
				b := c.Binder()
				reply(c, object(b, field(b, "availableCapacity", ram.Available), field(b, "capacity", ram.Capacity)))
			},
		}},
	}
}
