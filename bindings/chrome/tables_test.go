package chrome

import "github.com/sockhost/sockhost/bindings/api"

// Tables are those beside [Namespaces], for comparison.
func Tables() []*api.Namespace {
	return []*api.Namespace{
		alarmsNamespace(nil),
		i18nNamespace(nil),
		idleNamespace(),
		notificationsNamespace(nil),
		powerNamespace(nil),
		systemCPUNamespace(),
		systemMemoryNamespace(),
		systemNetworkNamespace(),
		systemStorageNamespace(nil),
	}
}
