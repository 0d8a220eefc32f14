package builtins

import "github.com/dop251/goja"

func (r *Realm) getYear(c goja.FunctionCall) goja.Value {
	r.date(c, "getYear")
	year := r.native("Date.prototype.getFullYear")(c)
	return r.native("Number")(call(nil, r.vm.ToValue(year.ToFloat()-1900)))
}

func (r *Realm) setYear(c goja.FunctionCall) goja.Value {
	getTime := r.native("Date.prototype.getTime")
	time := r.date(c, "setYear")
	year := r.toNumber(c.Argument(0))
	if year != year {
		return r.native("Date.prototype.setTime")(call(c.This, goja.NaN()))
	}
	if y := r.toInteger(c.Argument(0)); 0 <= y && y <= 99 {
		year = y + 1900
	}
	if time != time {
		// The date counts from local midnight of the epoch.
		midnight := r.construct(r.lookup("Date"), r.vm.ToValue(1970), r.vm.ToValue(0), r.vm.ToValue(1))
		r.native("Date.prototype.setTime")(call(c.This, getTime(call(midnight))))
	}
	return r.native("Date.prototype.setFullYear")(call(c.This, r.vm.ToValue(year)))
}

// date is the time of this, or throws.
func (r *Realm) date(c goja.FunctionCall, method string) (time float64) {
	if r.try(func() { time = r.native("Date.prototype.getTime")(c).ToFloat() }) != nil {
		panic(r.incompatible("Date.prototype."+method, c.This))
	}
	return time
}

// installGMTString: toGMTString is another name of the same function.
func (r *Realm) installGMTString() {
	proto := r.lookup("Date.prototype")
	if !r.hasOwn(proto, "toGMTString") {
		proto.DefineDataProperty("toGMTString", proto.Get("toUTCString"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}
