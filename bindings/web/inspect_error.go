package web

import (
	"strings"

	"github.com/dop251/goja"
)

// errorBase shows an error by its stack, and says which properties are to be
// shown besides.
func (in *inspector) errorBase(o *goja.Object, class, tag string, properties []property) (string, []property) {
	name := in.getString(o, "name")
	if name == "" {
		name = "Error"
	}
	text := in.rt.ErrorText(o, nil)
	properties = in.errorProperties(o, text, properties)
	text = nameClass(text, name, class, tag)

	message := in.getString(o, "message")
	after := max(strings.Index(text, message), 0) + len(message)
	if !strings.Contains(text[min(after, len(text)):], "\n    at") {
		text = "[" + text + "]"
	}
	return strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", in.indent)), properties
}

// errorProperties drops what the text already says and adds what an error
// hides.
func (in *inspector) errorProperties(o *goja.Object, text string, properties []property) []property {
	var list []property
	shown := map[string]bool{}
	for _, p := range properties {
		key := p.key.String()
		switch key {
		case "name", "message", "stack":
			if p.value != nil && strings.Contains(text, p.value.String()) {
				continue
			}
		}
		shown[key] = true
		list = append(list, p)
	}
	for _, key := range []string{"cause", "errors"} {
		v := in.get(o, key)
		array, isArray := v.(*goja.Object)
		isArray = isArray && in.kindOf(array) == kindArray
		if _, own := in.ownProperty(o, in.vm.ToValue(key)); own && !shown[key] && (key == "cause" || isArray) {
			list = append(list, property{key: in.vm.ToValue(key), value: v})
		}
	}
	return list
}

// nameClass puts the class of an error into its text when the text, which
// begins with the name property, does not tell: "Error: m" of a class MyError
// becomes "MyError: m".
func nameClass(text, name, class, tag string) string {
	rest, ok := strings.CutPrefix(text, name)
	if !ok || !strings.HasSuffix(name, "Error") || rest != "" && rest[0] != ':' && rest[0] != '\n' {
		return text
	}
	title := strings.TrimSuffix(prefix(class, tag, "Error", ""), " ")
	switch {
	case title == name:
		return text
	case strings.Contains(title, name):
		return title + rest
	default:
		return title + " [" + name + "]" + rest
	}
}
