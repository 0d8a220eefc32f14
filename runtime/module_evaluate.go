package runtime

import (
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// moduleStatus is how far the evaluation of a module has come.
type moduleStatus int

const (
	unevaluated moduleStatus = iota
	evaluating
	evaluatingAsync
	evaluated
)

// moduleFault is why the evaluation of a module failed. Once it has, it always
// does.
type moduleFault struct{ err error }

// evaluate runs m and what is below it, once. settled is called when that has
// ended, which may be before evaluate returns. It is Evaluate of ECMAScript
// 16.2.1.5.3, and what follows are the parts of that.
func (m *module) evaluate(settled func(*moduleFault)) {
	if m.status == evaluatingAsync || m.status == evaluated {
		if m.cycleRoot != nil {
			m = m.cycleRoot
		}
		if m.status == evaluated {
			settled(m.fault)
			return
		}
		m.settled = append(m.settled, settled)
		return
	}
	if m.status == evaluating { // from inside of its own evaluation
		m.settled = append(m.settled, settled)
		return
	}
	var stack []*module
	if _, fault := m.evaluateInner(&stack, 0); fault != nil {
		for _, each := range stack {
			each.finish(fault)
		}
		settled(fault)
		return
	}
	if m.asyncOrder == 0 {
		settled(nil)
		return
	}
	m.settled = append(m.settled, settled)
}

func (m *module) evaluateInner(stack *[]*module, index int) (int, *moduleFault) {
	switch m.status {
	case evaluatingAsync, evaluated:
		return index, m.fault
	case evaluating:
		return index, nil
	}
	m.status = evaluating
	m.index, m.ancestorIndex = index, index
	index++
	*stack = append(*stack, m)
	for _, dep := range m.deps {
		var fault *moduleFault
		if index, fault = dep.evaluateInner(stack, index); fault != nil {
			return index, fault
		}
		if dep.status == evaluating {
			m.ancestorIndex = min(m.ancestorIndex, dep.ancestorIndex)
		} else {
			if dep.cycleRoot != nil {
				dep = dep.cycleRoot
			}
			if dep.fault != nil {
				return index, dep.fault
			}
		}
		if dep.asyncOrder > 0 && dep.status != evaluated {
			m.pendingDeps++
			dep.asyncParents = append(dep.asyncParents, m)
		}
	}
	if m.pendingDeps > 0 || m.async {
		m.loader.order++
		m.asyncOrder = m.loader.order
		if m.pendingDeps == 0 {
			m.executeAsync()
		}
	} else if err := m.execute(); err != nil {
		return index, &moduleFault{err}
	}
	if m.ancestorIndex < m.index {
		return index, nil
	}
	for {
		last := (*stack)[len(*stack)-1]
		*stack = (*stack)[:len(*stack)-1]
		last.cycleRoot = m
		if last.asyncOrder > 0 && last.status == evaluating {
			last.status = evaluatingAsync
		} else if last.asyncOrder == 0 {
			last.finish(nil)
		}
		if last == m {
			return index, nil
		}
	}
}

// execute runs a body that does not await.
func (m *module) execute() error {
	if m.source == nil {
		_, err := m.exports()
		return err
	}
	m.settleImports()
	_, err := m.run(goja.Undefined())
	if err == nil {
		m.nameDefault()
	}
	return err
}

// exports are those of a module without a source.
func (m *module) exports() (*goja.Object, error) {
	if m.env != nil {
		return m.env, nil
	}
	exports, err := m.foreign()
	if err == nil {
		m.env = exports
	}
	return exports, err
}

// executeAsync runs a body that awaits.
func (m *module) executeAsync() {
	m.settleImports()
	promise, err := m.run(goja.Undefined())
	if err != nil {
		m.rejected(&moduleFault{err})
		return
	}
	l := m.loader
	then, _ := goja.AssertFunction(promise.(*goja.Object).Get("then"))
	fulfilled := l.newReaction("", func(goja.FunctionCall) goja.Value {
		m.nameDefault()
		m.fulfilled()
		return nil
	})
	rejected := l.newReaction("", func(call goja.FunctionCall) goja.Value {
		m.rejected(&moduleFault{l.r.thrownError(call.Argument(0))})
		return nil
	})
	if _, err := then(promise, fulfilled, rejected); err != nil {
		m.rejected(&moduleFault{err})
	}
}

// fulfilled is AsyncModuleExecutionFulfilled.
func (m *module) fulfilled() {
	if m.status == evaluated {
		return
	}
	m.finish(nil)
	var ready []*module
	m.gatherReady(&ready)
	slices.SortFunc(ready, func(a, b *module) int { return a.asyncOrder - b.asyncOrder })
	for _, parent := range ready {
		switch {
		case parent.status == evaluated:
		case parent.async:
			parent.executeAsync()
		default:
			if err := parent.execute(); err != nil {
				parent.rejected(&moduleFault{err})
				continue
			}
			parent.finish(nil)
		}
	}
}

// gatherReady is GatherAvailableAncestors.
func (m *module) gatherReady(ready *[]*module) {
	for _, parent := range m.asyncParents {
		if slices.Contains(*ready, parent) || parent.cycleRoot != nil && parent.cycleRoot.fault != nil {
			continue
		}
		parent.pendingDeps--
		if parent.pendingDeps > 0 {
			continue
		}
		*ready = append(*ready, parent)
		if !parent.async {
			parent.gatherReady(ready)
		}
	}
}

// rejected is AsyncModuleExecutionRejected.
func (m *module) rejected(fault *moduleFault) {
	if m.status == evaluated {
		return
	}
	m.finish(fault)
	for _, parent := range m.asyncParents {
		parent.rejected(fault)
	}
}

func (m *module) finish(fault *moduleFault) {
	m.status, m.fault = evaluated, fault
	waiting := m.settled
	m.settled = nil
	for _, settled := range waiting {
		settled(fault)
	}
}

// defaultLocal is what esbuild calls an anonymous default export.
const defaultLocal = "default_default"

// nameDefault gives an anonymous default export the name it should have.
func (m *module) nameDefault() {
	e := m.source.exports["default"]
	get, ok := goja.AssertFunction(m.getters["default"])
	if e.from != nil || !strings.HasPrefix(e.local, defaultLocal) || !ok {
		return
	}
	value, err := get(goja.Undefined())
	f, ok := value.(*goja.Object)
	if err != nil || !ok {
		return
	}
	if _, ok := goja.AssertFunction(f); ok && f.Get("name").String() == e.local {
		f.DefineDataProperty("name", m.loader.r.vm.ToValue("default"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}
