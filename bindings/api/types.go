package api

import (
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// Kind is the basic kind of a type.
type Kind int

// The kinds that the namespaces use.
const (
	Any Kind = iota
	Boolean
	Integer
	String
	Binary
	Object
	Array
	Function
	Number
	Choice
)

// kindNames are the words of Chrome's messages and schema.
var kindNames = [...]string{"any", "boolean", "integer", "string", "binary", "object", "array", "function", "number", "choice"}

func (k Kind) String() string { return kindNames[k] }

// Type is the type of a parameter, property or result.
type Type struct {
	Kind Kind
	// Name qualifies an object or enumeration that has one, such as
	// "sockets.tcp.SocketProperties".
	Name string
	// Properties of an object.
	Properties []Param
	// Enum lists the values of a string enumeration.
	Enum []string
	// Minimum of an integer; 0 is none.
	Minimum int
	// Items is the type of an array's elements.
	Items *Type
	// Choices are the types that a choice may have.
	Choices []*Type
	// Open lets an object have properties that are not declared.
	Open bool
}

// The types without a name.
var (
	BooleanType = &Type{Kind: Boolean}
	IntegerType = &Type{Kind: Integer}
	StringType  = &Type{Kind: String}
	BinaryType  = &Type{Kind: Binary}
	NumberType  = &Type{Kind: Number}
	AnyType     = &Type{Kind: Any}
	FuncType    = &Type{Kind: Function}
	// ObjectType is an object with any properties.
	ObjectType = &Type{Kind: Object, Open: true}
)

// ChoiceOf returns the type of values that have one of several types.
func ChoiceOf(types ...*Type) *Type { return &Type{Kind: Choice, Choices: types} }

// ArrayOf returns the type of arrays of items.
func ArrayOf(items *Type) *Type { return &Type{Kind: Array, Items: items} }

// String returns the name used in signatures and messages.
func (t *Type) String() string {
	switch {
	case t.Name != "":
		return t.Name
	case t.Kind == Choice:
		var names []string
		for _, c := range t.Choices {
			names = append(names, c.String())
		}
		return "[" + strings.Join(names, "|") + "]"
	}
	return t.Kind.String()
}

// property returns the declared property of an object type.
func (t *Type) property(name string) *Param {
	i := slices.IndexFunc(t.Properties, func(p Param) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return &t.Properties[i]
}

// Param is a parameter of a method, callback or event, or a property of an
// object.
type Param struct {
	Name     string
	Type     *Type
	Optional bool
}

func (p Param) String() string {
	s := p.Type.String() + " " + p.Name
	if p.Optional {
		return "optional " + s
	}
	return s
}

// Method is one method of a namespace. Unless it returns its result, its last
// argument is always the callback, which the table leaves out.
type Method struct {
	Name   string
	Params []Param
	// Results are the callback's parameters.
	Results []Param
	// CallbackOnly says that the method supports no promise, so the callback
	// is required.
	CallbackOnly bool
	// Arrange, if set, puts arguments in the places that they are meant for,
	// where the general rule would take them otherwise.
	Arrange func(args []goja.Value) []goja.Value
	// Do carries out a checked call and answers it, possibly later.
	Do func(*Call)
	// Return, instead of Do, carries out a call that has its result at once.
	Return func(*Call) goja.Value
}

// Property is a property of a namespace.
type Property struct {
	Name string
	// Get makes the value, when the namespace is first asked for.
	Get func(*Binder) goja.Value
}

// Event is one event of a namespace.
type Event struct {
	Name   string
	Params []Param
}

// Namespace is one chrome.* namespace.
type Namespace struct {
	// Name is the path below chrome, such as "sockets.tcp".
	Name string
	// Permission is the one that an app's manifest must ask for; "" is none.
	Permission string
	// Class, if set, names the type that the object is of, such as StorageArea.
	// Its methods stand as in the table, before the events, can be called on it
	// only, and go by the name of the namespace above in messages.
	Class      string
	Types      []*Type
	Methods    []Method
	Events     []Event
	Properties []Property
}

// expected are the parameters as the matching of arguments sees them, callback
// included.
func (m *Method) expected() []Param {
	if m.Return != nil {
		return m.Params
	}
	callback := Param{Name: "callback", Type: &Type{Kind: Function}, Optional: !m.CallbackOnly}
	return append(slices.Clone(m.Params), callback)
}

// signature is the method's signature in Chrome's messages.
func (ns *Namespace) signature(m *Method) string {
	var params []string
	for _, p := range m.expected() {
		params = append(params, p.String())
	}
	name := ns.Name
	if ns.Class != "" {
		name = name[:strings.LastIndexByte(name, '.')]
	}
	return name + "." + m.Name + "(" + strings.Join(params, ", ") + ")"
}
