package web

import "github.com/dop251/goja"

// promise is a Promise that Go settles, in a task of its own.
type promise struct {
	env     *env
	object  goja.Value
	resolve func(any) error
	reject  func(any) error
}

func (e *env) newPromise() *promise {
	p, resolve, reject := e.vm.NewPromise()
	return &promise{e, e.vm.ToValue(p), resolve, reject}
}

// settle resolves the promise with what f returns, or rejects it with what f
// throws.
func (p *promise) settle(f func() goja.Value) {
	p.env.rt.Batch(func() {
		var v goja.Value
		if thrown := p.env.vm.Try(func() { v = f() }); thrown != nil {
			p.reject(thrown.Value())
		} else {
			p.resolve(v)
		}
	})
}

// refuse rejects the promise.
func (p *promise) refuse(reason goja.Value) {
	p.env.rt.Batch(func() { p.reject(reason) })
}
