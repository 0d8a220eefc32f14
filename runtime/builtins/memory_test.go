package builtins_test

import (
	goruntime "runtime"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// TestCollected: a target that nobody has any more is told to its registry, in a
// task, and a weak reference lets go of it.
func TestCollected(t *testing.T) {
	loop, err := eventloop.New()
	require.NoError(t, err)
	rt := runtime.New(loop, runtime.Options{})
	defer func() {
		rt.Close()
		loop.Close()
	}()
	loop.SetTimeout(30*time.Second, func() {
		t.Error("nothing was collected")
		loop.Stop()
	})
	var told []string
	rt.VM().Set("told", func(c goja.FunctionCall) goja.Value {
		told = append(told, c.Argument(0).String())
		loop.Stop()
		return nil
	})
	require.NoError(t, rt.RunScript("app.js", `
		var registry = new FinalizationRegistry(held => told(held + ' ' + weak.deref())), weak, kept = {}, token = {};
		registry.register(kept, 'kept');
		(function () {
			var gone = {}, forgotten = {};
			weak = new WeakRef(gone);
			registry.register(gone, 'gone');
			registry.register(forgotten, 'forgotten', token);
			registry.unregister(token);
		})();
		(function fill(a, b, c, d) { return a + b + c + d })(1, 2, 3, 4)`))
	var collect func()
	collect = func() {
		goruntime.GC()
		if told == nil {
			loop.Post(collect)
		}
	}
	loop.Post(collect)
	require.ErrorIs(t, loop.Run(), eventloop.ErrStopped)
	require.Equal(t, []string{"gone undefined"}, told)
}
