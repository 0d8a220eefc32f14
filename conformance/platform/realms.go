package main

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/storage"
)

// realm is what a kind of program finds in its global scope, by name.
type realm map[string]global

// global is a property of the global object.
type global struct {
	Kind    string   `json:"kind"` // class, namespace, function, attribute or value
	Members []string `json:"members,omitempty"`
	Statics []string `json:"statics,omitempty"`
}

// all are the members and, with a dot before them, the statics.
func (g global) all() []string {
	all := slices.Clone(g.Members)
	for _, name := range g.Statics {
		all = append(all, "."+name)
	}
	return all
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// ours are the realms of this program: those of a script, of a page and of a
// worker. language is a realm with nothing but the language.
type ours struct {
	script, page, worker, language realm
	standards                      []web.Standard
}

// kinds are the realms in the order in which they are named.
func (o *ours) kinds() []struct {
	name  string
	realm realm
} {
	return []struct {
		name  string
		realm realm
	}{{"script", o.script}, {"page", o.page}, {"worker", o.worker}}
}

// look finds out what the realms have.
func look() (*ours, error) {
	o := &ours{}
	answers := make(chan string, 2)
	app, err := sockhost.New(sockhost.Options{Name: "platform", Console: func(_ runtime.Level, text string) { answers <- text }})
	if err != nil {
		return nil, err
	}
	defer app.Close()
	text, err := json.Marshal(surface)
	if err != nil {
		return nil, err
	}
	err = app.RunScript("platform.js", "(function () {"+surface+`
		console.log(JSON.stringify(surface()));
		const worker = new Worker(URL.createObjectURL(new Blob(['(function () {' + `+string(text)+` + 'postMessage(surface()) })()'])));
		worker.onmessage = e => { console.log(JSON.stringify(e.data)); worker.terminate(); };
	})()`)
	if err != nil {
		return nil, err
	}
	if err := app.Run(); err != nil {
		return nil, err
	}
	for _, realm := range []*realm{&o.script, &o.worker} {
		select {
		case answer := <-answers:
			if err := json.Unmarshal([]byte(answer), realm); err != nil {
				return nil, errors.New(answer)
			}
		default:
			return nil, errors.New("the worker has not answered")
		}
	}
	if o.page, o.standards, err = inRealm(func(rt *runtime.Runtime) *web.Platform {
		p := web.Install(rt, web.Options{Origin: "https://example.com", URL: "https://example.com/", FileSystems: &web.FileSystems{}})
		p.InstallLocalStorage(storage.NewItems())
		web.NewDocument(rt, web.DocumentOptions{URL: "https://example.com/"})
		return p
	}); err != nil {
		return nil, err
	}
	o.language, _, err = inRealm(func(*runtime.Runtime) *web.Platform { return nil })
	return o, err
}

// inRealm looks into a realm that install completes.
func inRealm(install func(*runtime.Runtime) *web.Platform) (realm, []web.Standard, error) {
	loop, err := eventloop.New()
	if err != nil {
		return nil, nil, err
	}
	defer loop.Close()
	rt := runtime.New(loop, runtime.Options{})
	defer rt.Close()
	var standards []web.Standard
	if p := install(rt); p != nil {
		standards = p.Standards()
	}
	var answer string
	rt.VM().Set("answer", func(c goja.FunctionCall) goja.Value {
		answer = c.Argument(0).String()
		return nil
	})
	if err := rt.RunScript("platform.js", "(function () {"+surface+"\nvar give = answer; delete globalThis.answer; give(JSON.stringify(surface())) })()"); err != nil {
		return nil, nil, err
	}
	r := realm{}
	return r, standards, json.NewDecoder(strings.NewReader(answer)).Decode(&r)
}
