package web

import "github.com/dop251/goja"

// postMessage is the window's function of the HTML Standard. The page is the only
// window that it has to do with.
func (d *Document) postMessage(c goja.FunctionCall) {
	e := d.env
	const failed = "Failed to execute 'postMessage' on 'Window'"
	target, transfer := "/", []goja.Value(nil)
	if options, ok := c.Argument(1).(*goja.Object); ok {
		if v := options.Get("targetOrigin"); v != nil && !goja.IsUndefined(v) {
			target = e.utf8Text(v)
		}
		transfer = e.postArguments(options, failed)
	} else if v := c.Argument(1); !goja.IsUndefined(v) {
		target = e.utf8Text(v)
	}
	if v := c.Argument(2); !goja.IsUndefined(v) {
		transfer = e.transferObjects(v, failed)
	}
	mine := originOf(d.location.u)
	if target != "/" && target != "*" {
		u, ok := parseURL(target, "")
		if !ok {
			panic(e.newDOMException("SyntaxError", failed+": Invalid target origin '"+target+"' in a call to 'postMessage'."))
		}
		target = originOf(u)
	} else {
		target = mine
	}
	m := e.serialize(c.Argument(0), transfer, nil, failed)
	e.rt.Loop().Post(func() {
		if e.rt.Closed() || target != mine {
			e.box.hub.drop(m)
			return
		}
		e.receiveAs(d.window.listening(), m, mine, false, e.vm.GlobalObject())
	})
}
