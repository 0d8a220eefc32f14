package web

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf16"

	"github.com/dop251/goja"
	"golang.org/x/net/html"
)

// dom is what a page has besides the platform of plain scripts.
type dom struct {
	env       *env
	tags      map[string]string   // classes of HTML elements
	selectors map[string]selector // parsed already

	handlers, forwarded map[string]bool // types of events
	ownSymbols          native
	mutations           mutations
	implementation      *goja.Object
}

// wrap makes the object of a node.
func (m *dom) wrap(n *node) {
	class := nodeClasses[n.kind()]
	var state any = n
	switch {
	case n.element != nil:
		state = n.element
		if class = "Element"; n.element.html() {
			class = m.tagClass(n.shadow.Data)
		} else if n.element.shadow.Namespace == "svg" {
			class = "SVGElement"
		}
		if n.element.is("form") || n.element.is("select") {
			m.wrapList(n.element, m.env.prototype(class))
			return
		}
	case n.kind() == html.DocumentNode:
		state = n.owner
	}
	m.env.instance(m.env.prototype(class), state)
}

// nodeClasses are those of nodes that are no elements.
var nodeClasses = map[html.NodeType]string{
	html.TextNode:     "Text",
	html.CommentNode:  "Comment",
	html.DocumentNode: "HTMLDocument",
	html.DoctypeNode:  "DocumentType",
	fragmentKind:      "DocumentFragment",
}

// tagClass is the class of the HTML elements of a name.
func (m *dom) tagClass(tag string) string {
	class := m.tags[tag]
	switch {
	case class != "":
	case strings.Contains(tag, "-"): // a custom element
		class = "HTMLElement"
	default:
		class = "HTMLUnknownElement"
	}
	return class
}

var nodeConstants = []constant{
	{"ELEMENT_NODE", 1}, {"ATTRIBUTE_NODE", 2}, {"TEXT_NODE", 3}, {"CDATA_SECTION_NODE", 4}, {"ENTITY_REFERENCE_NODE", 5},
	{"ENTITY_NODE", 6}, {"PROCESSING_INSTRUCTION_NODE", 7}, {"COMMENT_NODE", 8}, {"DOCUMENT_NODE", 9}, {"DOCUMENT_TYPE_NODE", 10},
	{"DOCUMENT_FRAGMENT_NODE", 11}, {"NOTATION_NODE", 12}, {"DOCUMENT_POSITION_DISCONNECTED", 1}, {"DOCUMENT_POSITION_PRECEDING", 2},
	{"DOCUMENT_POSITION_FOLLOWING", 4}, {"DOCUMENT_POSITION_CONTAINS", 8}, {"DOCUMENT_POSITION_CONTAINED_BY", 16},
	{"DOCUMENT_POSITION_IMPLEMENTATION_SPECIFIC", 32},
}

func (m *dom) installNodes() {
	e := m.env
	at := func(name string, get func(*node) *node) attribute[nodeObject] {
		return attribute[nodeObject]{name: name, get: func(n nodeObject) any { return objectOf(get(n.asNode())) }}
	}
	failed := func(method string) string { return "Failed to execute '" + method + "' on 'Node'" }
	define(e, class[nodeObject]{
		name: "Node", parent: e.eventTarget, constants: nodeConstants,
		attributes: []attribute[nodeObject]{
			{"nodeType", func(n nodeObject) any { return nodeKinds[n.asNode().kind()].number }, nil},
			{"nodeName", func(n nodeObject) any { return n.asNode().name() }, nil},
			{"baseURI", func(nodeObject) any { return e.page.base() }, nil},
			{"isConnected", func(n nodeObject) any { return n.asNode().connected() }, nil},
			{"ownerDocument", func(n nodeObject) any {
				if n.asNode().kind() == html.DocumentNode {
					return goja.Null()
				}
				return n.asNode().owner.object()
			}, nil},
			at("parentNode", func(n *node) *node { return n.parent }),
			at("parentElement", func(n *node) *node {
				if n.parent == nil || n.parent.element == nil {
					return nil
				}
				return n.parent
			}),
			{"childNodes", func(n nodeObject) any { return m.liveList(n.asNode(), "childNodes", n.asNode().children) }, nil},
			at("firstChild", func(n *node) *node { return n.first }),
			at("lastChild", func(n *node) *node { return n.last }),
			at("previousSibling", previousSibling),
			at("nextSibling", nextSibling),
			{"nodeValue", func(n nodeObject) any {
				if n.asNode().isText() {
					return n.asNode().shadow.Data
				}
				return goja.Null()
			}, func(n nodeObject, v goja.Value) {
				if n.asNode().isText() {
					n.asNode().setText(e.textOrEmpty(v))
				}
			}},
			{"textContent", func(n nodeObject) any {
				if k := n.asNode().kind(); k == html.DocumentNode || k == html.DoctypeNode {
					return goja.Null()
				}
				return n.asNode().text()
			}, func(n nodeObject, v goja.Value) { n.asNode().setText(e.textOrEmpty(v)) }},
		},
		methods: []method[nodeObject]{
			{"appendChild", 1, func(n nodeObject, c goja.FunctionCall) goja.Value {
				child := e.argumentNode(c.Argument(0), failed("appendChild"), "1")
				n.asNode().mayInsert(child, nil, nil, failed("appendChild"))
				n.asNode().insert(child, nil)
				return child.object()
			}},
			{"cloneNode", 0, func(n nodeObject, c goja.FunctionCall) goja.Value {
				return n.asNode().clone(truthy(c.Argument(0))).object()
			}},
			{"compareDocumentPosition", 1, func(n nodeObject, c goja.FunctionCall) goja.Value {
				return e.vm.ToValue(n.asNode().comparePosition(e.argumentNode(c.Argument(0), failed("compareDocumentPosition"), "1")))
			}},
			{"contains", 1, func(n nodeObject, c goja.FunctionCall) goja.Value {
				other := e.optionalNode(c.Argument(0), failed("contains"), "1")
				return e.vm.ToValue(other != nil && n.asNode().contains(other))
			}},
			{"getRootNode", 0, func(n nodeObject, _ goja.FunctionCall) goja.Value { return n.asNode().root().object() }},
			{"hasChildNodes", 0, func(n nodeObject, _ goja.FunctionCall) goja.Value { return e.vm.ToValue(n.asNode().first != nil) }},
			{"insertBefore", 2, func(n nodeObject, c goja.FunctionCall) goja.Value {
				child := e.argumentNode(c.Argument(0), failed("insertBefore"), "1")
				before := e.optionalNode(c.Argument(1), failed("insertBefore"), "2")
				n.asNode().mayInsert(child, before, nil, failed("insertBefore"))
				n.asNode().insert(child, before)
				return child.object()
			}},
			{"isEqualNode", 1, func(n nodeObject, c goja.FunctionCall) goja.Value {
				other := e.optionalNode(c.Argument(0), failed("isEqualNode"), "1")
				return e.vm.ToValue(other != nil && other.kind() == n.asNode().kind() && markup(other) == markup(n.asNode()))
			}},
			{"isSameNode", 1, func(n nodeObject, c goja.FunctionCall) goja.Value {
				return e.vm.ToValue(e.optionalNode(c.Argument(0), failed("isSameNode"), "1") == n.asNode())
			}},
			{"normalize", 0, func(n nodeObject, _ goja.FunctionCall) goja.Value {
				n.asNode().normalize()
				return nil
			}},
			{"removeChild", 1, func(n nodeObject, c goja.FunctionCall) goja.Value {
				child := e.argumentNode(c.Argument(0), failed("removeChild"), "1")
				if child.parent != n.asNode() {
					panic(e.newDOMException("NotFoundError", failed("removeChild")+": The node to be removed is not a child of this node."))
				}
				child.remove()
				return child.object()
			}},
			{"replaceChild", 2, func(n nodeObject, c goja.FunctionCall) goja.Value {
				child := e.argumentNode(c.Argument(0), failed("replaceChild"), "1")
				old := e.argumentNode(c.Argument(1), failed("replaceChild"), "2")
				n.asNode().mayInsert(child, nil, old, failed("replaceChild"))
				n.asNode().replace(old, child)
				return old.object()
			}},
		},
	})
	// How a driver does what a person would do; no standard has it.
	m.installDispatch(e.prototype("Node"))
}

// installText installs the classes of nodes that are text, and those that only
// have children.
func (m *dom) installText() {
	e := m.env
	nodeClass := e.class("Node").constructor
	data, _ := define(m.env, class[*node]{
		name: "CharacterData", parent: nodeClass,
		attributes: append(siblingAttributes[*node](),
			attribute[*node]{"data", func(n *node) any { return n.shadow.Data }, func(n *node, v goja.Value) { n.setData(e.textUnlessNull(v)) }},
			attribute[*node]{"length", func(n *node) any { return len(utf16.Encode([]rune(n.shadow.Data))) }, nil},
		),
		methods: append(childMethods[*node](e, "CharacterData"),
			method[*node]{"appendData", 1, func(n *node, c goja.FunctionCall) goja.Value {
				n.setData(n.shadow.Data + e.toString(c.Argument(0)))
				return nil
			}},
			method[*node]{"deleteData", 2, func(n *node, c goja.FunctionCall) goja.Value {
				_, text := m.spliceData(n, "deleteData", c.Argument(0), c.Argument(1), "")
				n.setData(text)
				return nil
			}},
			method[*node]{"insertData", 2, func(n *node, c goja.FunctionCall) goja.Value {
				_, text := m.spliceData(n, "insertData", c.Argument(0), e.vm.ToValue(0), e.toString(c.Argument(1)))
				n.setData(text)
				return nil
			}},
			method[*node]{"replaceData", 3, func(n *node, c goja.FunctionCall) goja.Value {
				_, text := m.spliceData(n, "replaceData", c.Argument(0), c.Argument(1), e.toString(c.Argument(2)))
				n.setData(text)
				return nil
			}},
			method[*node]{"substringData", 2, func(n *node, c goja.FunctionCall) goja.Value {
				removed, _ := m.spliceData(n, "substringData", c.Argument(0), c.Argument(1), "")
				return e.vm.ToValue(removed)
			}},
		),
	})
	made := func(kind html.NodeType) func(goja.ConstructorCall) *node {
		return func(c goja.ConstructorCall) *node {
			text := ""
			if v := c.Argument(0); !goja.IsUndefined(v) && kind != fragmentKind {
				text = e.toString(v)
			}
			return e.page.document.newNode(kind, text)
		}
	}
	define(m.env, class[*node]{
		name: "Text", parent: data, construct: made(html.TextNode),
		attributes: []attribute[*node]{{"wholeText", func(n *node) any { return n.wholeText() }, nil}},
		methods: []method[*node]{
			{"splitText", 1, func(n *node, c goja.FunctionCall) goja.Value {
				tail, head := m.spliceData(n, "splitText", c.Argument(0), e.vm.ToValue(math.MaxUint32), "")
				rest := n.owner.newText(tail)
				if n.parent != nil {
					n.parent.insert(rest, n.next)
				}
				n.setData(head)
				return rest.object()
			}},
		},
	})
	define(m.env, class[*node]{name: "Comment", parent: data, construct: made(html.CommentNode)})
	define(m.env, class[*node]{
		name: "DocumentFragment", parent: nodeClass, construct: made(fragmentKind),
		attributes: parentAttributes[*node](m),
		methods:    append(parentMethods[*node](m, "DocumentFragment"), idMethod[*node](e)),
	})
	define(m.env, class[*node]{
		name: "DocumentType", parent: nodeClass,
		attributes: []attribute[*node]{
			{"name", func(n *node) any { return n.shadow.Data }, nil},
			{"publicId", func(n *node) any { return n.doctypeID("public") }, nil},
			{"systemId", func(n *node) any { return n.doctypeID("system") }, nil},
		},
		methods: childMethods[*node](e, "DocumentType"),
	})
}

// spliceData replaces count UTF-16 units of a text. It returns what was there, and
// the new text, which the node does not have yet.
func (m *dom) spliceData(n *node, method string, offset, count goja.Value, text string) (removed, result string) {
	units := utf16.Encode([]rune(n.shadow.Data))
	from := uint32(toInt32(offset))
	if int64(from) > int64(len(units)) {
		text := fmt.Sprintf("Failed to execute '%s' on 'CharacterData': The offset %d is greater than the node's length (%d).", method, from, len(units))
		if method == "splitText" {
			text = fmt.Sprintf("Failed to execute '%s' on 'Text': The offset %d is larger than the Text node's length.", method, from)
		}
		panic(m.env.newDOMException("IndexSizeError", text))
	}
	to := min(uint64(from)+uint64(uint32(toInt32(count))), uint64(len(units)))
	return string(utf16.Decode(units[from:to])), string(utf16.Decode(units[:from])) + text + string(utf16.Decode(units[to:]))
}

// wholeText is the text of a text node and its neighbours.
func (n *node) wholeText() (text string) {
	for n.previous != nil && n.previous.kind() == html.TextNode {
		n = n.previous
	}
	for ; n != nil && n.kind() == html.TextNode; n = n.next {
		text += n.shadow.Data
	}
	return text
}

func (n *node) doctypeID(key string) string {
	for _, a := range n.shadow.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// comparePosition is a mask of the DOCUMENT_POSITION constants.
func (n *node) comparePosition(other *node) int {
	switch {
	case n == other:
		return 0
	case n.root() != other.root():
		return 1 | 32 | 2
	case n.contains(other):
		return 16 | 4
	case other.contains(n):
		return 8 | 2
	}
	root := n.root()
	for at := n; at != nil; at = at.following(root) {
		if at == other {
			return 4
		}
	}
	return 2
}

// textUnlessNull is a text, or "" for null.
func (e *env) textUnlessNull(v goja.Value) string {
	if goja.IsNull(v) {
		return ""
	}
	return e.toString(v)
}

// textOrEmpty is a text, or "" for null and undefined.
func (e *env) textOrEmpty(v goja.Value) string {
	if v == nil || goja.IsNull(v) || goja.IsUndefined(v) {
		return ""
	}
	return e.toString(v)
}
