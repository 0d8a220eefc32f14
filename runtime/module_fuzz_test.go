package runtime_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// FuzzModules gives the loader two modules that import each other. Whatever
// they are, the outcome is an error with a place in one of them, or none.
func FuzzModules(f *testing.F) {
	for _, c := range moduleCases {
		parts := splitTree(c.files)
		if len(parts) > 1 {
			f.Add(parts[0].content, parts[1].content)
		} else {
			f.Add(parts[0].content, "")
		}
	}
	f.Add("import {a as b} from './lib.js'; export {b as a}", "export * from './main.js'; export * from './lib.js'")
	f.Add("await 0; export * as a from './main.js'", "import './main.js'; await 0; export default class {}")
	f.Add("\n`\nexport { a };\n`", "import * as x from './main.js'; out(x.default?.a)")
	f.Fuzz(func(t *testing.T, main, lib string) {
		h := newHost(t)
		limit := time.AfterFunc(time.Second, func() { h.Interrupt("too long") })
		defer limit.Stop()
		pkg := &runtime.Package{Origin: origin, FS: fstest.MapFS{"main.js": {Data: []byte(main)}, "lib.js": {Data: []byte(lib)}}}
		switch err := h.RunModule("main.js", pkg).(type) {
		case nil:
		case *runtime.ScriptError:
			if strings.Contains(err.Message, "internal error") {
				t.Error(err, h.log.String())
			}
			if err.Line < 0 || err.Column < 0 {
				t.Error(err)
			}
			err.Caret()
		case *goja.InterruptedError:
		default:
			t.Errorf("%T: %v", err, err)
		}
	})
}
