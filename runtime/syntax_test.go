package runtime_test

import (
	"encoding/json"
	"maps"
	"os"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime"
)

// feature is an entry of testdata/syntax.json: what of the language there is,
// and how it is there.
type feature struct {
	Edition string
	Feature string
	// How is "native", "provided" (by package builtins, when the script mentions
	// it), "lowered" (by esbuild, when the engine refuses the
	// script), "module" and "typescript" (the same, in modules), or "absent".
	How   string
	Code  string
	Want  string            // what the code says with out, or the error that ends it
	Files map[string]string // that it imports
	Note  string
}

func readFeatures(t *testing.T) []feature {
	text, err := os.ReadFile("testdata/syntax.json")
	require.NoError(t, err)
	var features []feature
	require.NoError(t, json.Unmarshal(text, &features))
	return features
}

func TestSyntax(t *testing.T) {
	for _, f := range readFeatures(t) {
		t.Run(f.Edition+"/"+f.Feature, func(t *testing.T) {
			pkg := fstest.MapFS{}
			for name, text := range f.Files {
				pkg[name] = &fstest.MapFile{Data: []byte(text)}
			}
			files := &runtime.Package{FS: pkg, Origin: origin}
			h := newHost(t, func(o *runtime.Options) { o.Files = files })
			var err error
			switch f.How {
			case "native", "provided", "absent", "lowered":
				if _, lowered, _ := runtime.CompileLowered("main.js", f.Code); f.How != "absent" {
					require.Equal(t, f.How == "lowered", lowered)
				}
				err = h.RunScript("main.js", f.Code)
			case "module":
				require.Error(t, h.RunScript("main.js", f.Code), "it is no module")
				err = h.RunModuleText("main.js", f.Code, files)
			case "typescript":
				maps.DeleteFunc(pkg, func(string, *fstest.MapFile) bool { return true })
				err = h.RunModuleText("main.ts", f.Code, files)
			default:
				t.Fatalf("what is %q?", f.How)
			}
			if e, ok := err.(*runtime.ScriptError); ok {
				h.outs = append(h.outs, e.Message)
			}
			got := h.out()
			require.Equal(t, f.Want, got)
			require.Empty(t, h.printed)
		})
	}
}
