package chrome_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/bindings/chrome"
)

// The parts of Chromium's API schema that the tables hold too.
type (
	schema struct {
		Namespace string
		Functions []schemaFunction
		Types     []schemaType
		Events    []schemaEvent
	}
	schemaFunction struct {
		Name       string
		Parameters []schemaType
		Async      *struct {
			Parameters []schemaType
			NoPromises bool `json:"does_not_support_promises"`
		} `json:"returns_async"`
	}
	schemaEvent struct {
		Name       string
		Parameters []schemaType
	}
	schemaType struct {
		ID         string
		Name       string
		Type       string
		Ref        string `json:"$ref"`
		Optional   bool
		Items      *schemaType
		Enum       []schemaValue
		Properties map[string]schemaType
	}
	schemaValue string
)

// UnmarshalJSON reads a value, which stands alone or in an object.
func (v *schemaValue) UnmarshalJSON(text []byte) error {
	var object struct{ Name string }
	if json.Unmarshal(text, &object) == nil {
		*v = schemaValue(object.Name)
		return nil
	}
	return json.Unmarshal(text, (*string)(v))
}

// TestTablesMatchSchema writes tables and schema down in one notation, a line
// for each fact, and compares.
func TestTablesMatchSchema(t *testing.T) {
	files, err := filepath.Glob("testdata/schema/*.json")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var s schema
		if err := json.Unmarshal(text, &s); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		want[s.Namespace] = s.facts()
	}
	got := map[string][]string{}
	for _, ns := range append(chrome.Namespaces(), chrome.Tables()...) {
		got[ns.Name] = tableFacts(ns)
	}
	for name, facts := range want {
		for _, fact := range facts {
			if !slices.Contains(got[name], fact) {
				t.Errorf("%s: the schema has, the table lacks: %s", name, fact)
			}
		}
		if len(facts) == 0 {
			t.Errorf("%s: no facts in the schema", name)
		}
	}
	for name, facts := range got {
		for _, fact := range facts {
			if !slices.Contains(want[name], fact) {
				t.Errorf("%s: the table has, the schema lacks: %s", name, fact)
			}
		}
	}
}

func (s *schema) facts() []string {
	var facts []string
	for _, f := range s.Functions {
		if f.Async == nil {
			facts = append(facts, fmt.Sprintf("method %s(%s)", f.Name, schemaParams(f.Parameters)))
			continue
		}
		facts = append(facts, fmt.Sprintf("method %s(%s) => (%s) promise=%t",
			f.Name, schemaParams(f.Parameters), schemaParams(f.Async.Parameters), !f.Async.NoPromises))
	}
	for _, e := range s.Events {
		facts = append(facts, fmt.Sprintf("event %s(%s)", e.Name, schemaParams(e.Parameters)))
	}
	for _, t := range s.Types {
		var values []string
		for _, v := range t.Enum {
			values = append(values, string(v))
		}
		facts = append(facts, fmt.Sprintf("type %s %s [%s]", t.Type, t.ID, strings.Join(values, " ")))
		for _, p := range t.Properties {
			facts = append(facts, fmt.Sprintf("property %s: %s", t.ID, schemaParams([]schemaType{p})))
		}
	}
	return facts
}

func schemaParams(params []schemaType) string {
	var texts []string
	for _, p := range params {
		text := p.typeName() + " " + p.Name
		if p.Optional {
			text = "optional " + text
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
}

func (t *schemaType) typeName() string {
	switch {
	case t.Ref != "":
		return t.Ref
	case t.Items != nil:
		return "array of " + t.Items.typeName()
	}
	return t.Type
}

func tableFacts(ns *api.Namespace) []string {
	var facts []string
	for _, m := range ns.Methods {
		if m.Return != nil {
			facts = append(facts, fmt.Sprintf("method %s(%s)", m.Name, tableParams(m.Params)))
			continue
		}
		facts = append(facts, fmt.Sprintf("method %s(%s) => (%s) promise=%t",
			m.Name, tableParams(m.Params), tableParams(m.Results), !m.CallbackOnly))
	}
	for _, e := range ns.Events {
		facts = append(facts, fmt.Sprintf("event %s(%s)", e.Name, tableParams(e.Params)))
	}
	for _, t := range ns.Types {
		facts = append(facts, fmt.Sprintf("type %s %s [%s]", t.Kind, t.Name, strings.Join(t.Enum, " ")))
		for _, p := range t.Properties {
			facts = append(facts, fmt.Sprintf("property %s: %s", t.Name, tableParams([]api.Param{p})))
		}
	}
	return facts
}

func tableParams(params []api.Param) string {
	var texts []string
	for _, p := range params {
		name := p.Type.String()
		if p.Type.Items != nil {
			name = "array of " + p.Type.Items.String()
		}
		text := name + " " + p.Name
		if p.Optional {
			text = "optional " + text
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
}
