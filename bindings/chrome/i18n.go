package chrome

import (
	"strconv"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/runtime/app"
)

// I18n is chrome.i18n. detectLanguage never finds out.
type I18n struct {
	messages  func() *app.Messages
	languages []string
}

// NewI18n makes the service. messages returns those of the app, which a reload
// may change; language is the user's, in any spelling, or "" for English.
func NewI18n(messages func() *app.Messages, language string) *I18n {
	return &I18n{messages: messages, languages: app.Languages(language)}
}

// Attach installs chrome.i18n in a page.
func (n *I18n) Attach(b *api.Binder) (detach func()) {
	b.Install(i18nNamespace(n))
	return func() {}
}

// maxSubstitutions is how many a message can name.
const maxSubstitutions = 9

// message is chrome.i18n.getMessage. More substitutions than there can be make
// it undefined.
func (n *I18n) message(c *api.Call) goja.Value {
	substitutions := substitutionsOf(c)
	if len(substitutions) > maxSubstitutions {
		return goja.Undefined()
	}
	get := n.messages().GetMessage
	if escape := c.Dict().Bool("escapeLt"); escape != nil && *escape {
		get = n.messages().GetEscapedMessage
	}
	return c.Binder().Runtime().VM().ToValue(get(c.String(0), substitutions...))
}

// substitutionsOf are a string or what stands in an array. Anything else counts
// for nothing, and so does what has no text.
func substitutionsOf(c *api.Call) (texts []string) {
	switch v := c.Value(1).(type) {
	case goja.String:
		return []string{v.String()}
	case *goja.Object:
		if v.ClassName() != "Array" {
			return nil
		}
		length := v.Get("length").ToInteger()
		for i := range min(length, maxSubstitutions+1) {
			text := ""
			if length <= maxSubstitutions {
				text = textOf(c.Binder(), v.Get(strconv.FormatInt(i, 10)))
			}
			texts = append(texts, text)
		}
	}
	return texts
}

// textOf is a value as a string, or "" if that throws.
func textOf(b *api.Binder, v goja.Value) (text string) {
	if _, symbol := v.(*goja.Symbol); symbol {
		return ""
	}
	if v == nil {
		v = goja.Undefined()
	}
	if ex := b.Runtime().VM().Try(func() { text = v.ToString().String() }); ex != nil {
		return ""
	}
	return text
}

// Types of chrome.i18n.
var (
	languageCode   = &api.Type{Kind: api.String, Name: "i18n.LanguageCode"}
	messageOptions = &api.Type{Kind: api.Object, Properties: []api.Param{
		{Name: "escapeLt", Type: api.BooleanType, Optional: true},
	}}
	detectedLanguages = &api.Type{Kind: api.Object, Properties: []api.Param{
		{Name: "isReliable", Type: api.BooleanType},
		{Name: "languages", Type: api.ArrayOf(api.ObjectType)},
	}}
)

func i18nNamespace(n *I18n) *api.Namespace {
	return &api.Namespace{
		Name:  "i18n",
		Types: []*api.Type{languageCode},
		Methods: []api.Method{
			{
				Name:    "getAcceptLanguages",
				Results: []api.Param{{Name: "languages", Type: api.ArrayOf(languageCode)}},
				Do: func(c *api.Call) {
					vm := c.Binder().Runtime().VM()
					reply(c, array(c.Binder(), n.languages, func(tag string) goja.Value { return vm.ToValue(tag) }))
				},
			},
			{
				Name: "getMessage",
				Params: []api.Param{
					{Name: "messageName", Type: api.StringType},
					{Name: "substitutions", Type: api.AnyType, Optional: true},
					{Name: "options", Type: messageOptions, Optional: true},
				},
				Return: n.message,
			},
			{
				Name:   "getUILanguage",
				Return: func(c *api.Call) goja.Value { return c.Binder().Runtime().VM().ToValue(n.languages[0]) },
			},
			{
				Name:    "detectLanguage",
				Params:  []api.Param{{Name: "text", Type: api.StringType}},
				Results: []api.Param{{Name: "result", Type: detectedLanguages}},
				Do: func(c *api.Call) {
					b := c.Binder()
					reply(c, object(b, field(b, "isReliable", false), api.Field{Name: "languages", Value: b.Runtime().VM().NewArray()}))
				},
			},
		},
	}
}
