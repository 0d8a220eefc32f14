package runtime

func (r *Runtime) installGuards() {}
