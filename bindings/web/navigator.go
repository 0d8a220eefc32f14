package web

import (
	"runtime"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// userAgent is what scripts and servers learn of the browser, in the reduced
// form that Chrome has on every system alike.
const userAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"

// navigator has no state.
type navigator struct{}

// navigatorFacts are the attributes that never change. A program that looks at
// them asks which browser it is in, so the answers are Chrome's.
var navigatorFacts = []struct {
	name  string
	value any
}{
	{"vendorSub", ""},
	{"productSub", "20030107"},
	{"vendor", "Google Inc."},
	{"hardwareConcurrency", runtime.NumCPU()},
	{"appCodeName", "Mozilla"},
	{"appName", "Netscape"},
	{"appVersion", strings.TrimPrefix(userAgent, "Mozilla/")},
	{"platform", "Linux x86_64"},
	{"product", "Gecko"},
	{"userAgent", userAgent},
	{"language", "en-US"},
	{"onLine", true},
	{"cookieEnabled", false},
	{"webdriver", false},
	{"maxTouchPoints", 0},
}

// workerFacts are those that workers see, too.
var workerFacts = []string{"hardwareConcurrency", "appCodeName", "appName", "appVersion", "platform", "product", "userAgent", "language", "onLine"}

func (e *env) navigatorClass() string {
	if e.worker != nil {
		return "WorkerNavigator"
	}
	return "Navigator"
}

func (e *env) installNavigator() {
	var languages *goja.Object
	attributes := []attribute[*navigator]{
		{"languages", func(*navigator) any {
			if languages == nil {
				languages = e.strings([]string{"en-US", "en"})
				e.freeze(call(nil, languages))
			}
			return languages
		}, nil},
	}
	for _, fact := range navigatorFacts {
		if e.worker != nil && !slices.Contains(workerFacts, fact.name) {
			continue
		}
		attributes = append(attributes, attribute[*navigator]{fact.name, func(*navigator) any { return fact.value }, nil})
	}
	methods := []method[*navigator]{
		{"javaEnabled", 0, func(*navigator, goja.FunctionCall) goja.Value { return e.vm.ToValue(false) }},
	}
	if e.worker != nil {
		methods = nil
	}
	define(e, class[*navigator]{
		name:       e.navigatorClass(),
		attributes: attributes,
		methods:    methods,
	})
}
