package wpt

import (
	"maps"
	"slices"

	"github.com/sockhost/sockhost/conformance"
)

// Judge compares what a test gave with what is expected of it.
func (e Expectations) Judge(o Outcome) conformance.Result {
	result := conformance.Result{File: o.Test.ID, Duration: o.Duration}
	known := e[o.Test.ID]
	ran := map[string]bool{}
	for _, s := range o.all() {
		ran[s.Name] = true
		reason, expected := known[s.Name]
		if s.Name == HarnessName && s.Status == Pass && !expected {
			continue // its subtests say more
		}
		test := conformance.Test{Name: s.Name, Message: s.Message, Stack: s.Stack}
		switch {
		case s.Status == Optional:
			test.Status = conformance.Skip
		case s.Status == Pass && expected:
			test.Status = conformance.Fail
			test.Message = "it passes now: remove it from the expectations (" + reason + ")"
		case s.Status == Pass:
			test.Status = conformance.Pass
		case expected:
			test.Status, test.Message = conformance.Known, reason
		default:
			test.Status = conformance.Fail
			if s.Status != Fail {
				test.Message = string(s.Status) + ": " + s.Message
			}
			test.Logs = o.Logs
		}
		result.Tests = append(result.Tests, test)
	}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if !ran[name] {
			result.Tests = append(result.Tests, conformance.Test{
				Name: name, Status: conformance.Fail,
				Message: "there is no such subtest now: remove it from the expectations (" + known[name] + ")",
			})
		}
	}
	return result
}
