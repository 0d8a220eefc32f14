package runtime

func (r *Runtime) installRequire() {}
