package web

import (
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/net/html"
)

// nodeObject is the Go side of a Node, or of a class that inherits from it.
type nodeObject interface{ asNode() *node }

// node is what all nodes of a document have. Its object is made when a script
// first sees it.
type node struct {
	eventTarget
	owner *document

	parent, first, last, previous, next *node

	// shadow has the node's type, its name or text, and its attributes. It
	// stands in a tree of the same form, for selectors.
	shadow html.Node

	element   *element // nil for what is none
	observers []*registration
	objects   map[string]*goja.Object // that it keeps, such as its childNodes
}

// fragmentKind is the type of a DocumentFragment, for which package html has no
// name.
const fragmentKind = html.NodeType(100)

// nodeKinds are the nodeType and nodeName of the types; elements and document
// types have names of their own.
var nodeKinds = map[html.NodeType]struct {
	number int
	name   string
}{
	html.ElementNode:  {1, ""},
	html.TextNode:     {3, "#text"},
	html.CommentNode:  {8, "#comment"},
	html.DocumentNode: {9, "#document"},
	html.DoctypeNode:  {10, ""},
	fragmentKind:      {11, "#document-fragment"},
}

func (n *node) asNode() *node       { return n }
func (n *node) kind() html.NodeType { return n.shadow.Type }

// isText tells the nodes that are text: CharacterData.
func (n *node) isText() bool { return n.kind() == html.TextNode || n.kind() == html.CommentNode }

func (n *node) name() string {
	switch n.kind() {
	case html.ElementNode:
		return n.element.tagName()
	case html.DoctypeNode:
		return n.shadow.Data
	}
	return nodeKinds[n.kind()].name
}

// newNode makes a node that has no parent.
func (d *document) newNode(kind html.NodeType, data string) *node {
	n := &node{owner: d, shadow: html.Node{Type: kind, Data: data}}
	n.tree = n
	return n
}

func (d *document) newText(text string) *node { return d.newNode(html.TextNode, text) }

// object returns the node's object.
func (n *node) object() *goja.Object {
	if n.self == nil {
		n.owner.env.dom.wrap(n)
	}
	return n.self
}

// objectOf returns the object of a node, or null for nil.
func objectOf(n *node) goja.Value {
	if n == nil {
		return goja.Null()
	}
	return n.object()
}

// above is what an event goes to from here: the parent, and from the document
// the window, except that the window has a load of its own.
func (n *node) above(kind string) *eventTarget {
	switch e := n.owner.env; {
	case n.parent != nil:
		return &n.parent.eventTarget
	case n == &e.page.document.node && kind != "load":
		return e.page.window.listening()
	}
	return nil
}

// root is the topmost node of the tree that n is in.
func (n *node) root() *node {
	for n.parent != nil {
		n = n.parent
	}
	return n
}

func (n *node) connected() bool { return n.root().kind() == html.DocumentNode }

// contains tells whether other is n or below it.
func (n *node) contains(other *node) bool {
	for ; other != nil; other = other.parent {
		if other == n {
			return true
		}
	}
	return false
}

// following is the node after n in the order of the tree below root, or nil.
func (n *node) following(root *node) *node {
	if n.first != nil {
		return n.first
	}
	for ; n != root; n = n.parent {
		if n.next != nil {
			return n.next
		}
	}
	return nil
}

// find returns the first element below n that matches, or nil.
func (n *node) find(matches func(*element) bool) *element {
	for at := n.following(n); at != nil; at = at.following(n) {
		if at.element != nil && matches(at.element) {
			return at.element
		}
	}
	return nil
}

// findAll lists the elements below n that match, in the order of the tree.
func (n *node) findAll(matches func(*element) bool) (found []*node) {
	for at := n.following(n); at != nil; at = at.following(n) {
		if at.element != nil && matches(at.element) {
			found = append(found, at)
		}
	}
	return found
}

func (n *node) children() (list []*node) {
	for c := n.first; c != nil; c = c.next {
		list = append(list, c)
	}
	return list
}

func (n *node) elements() (list []*node) {
	for c := n.first; c != nil; c = c.next {
		if c.element != nil {
			list = append(list, c)
		}
	}
	return list
}

// text is the text of a node, or of all text nodes below it.
func (n *node) text() string {
	if n.isText() {
		return n.shadow.Data
	}
	var b strings.Builder
	for at := n.following(n); at != nil; at = at.following(n) {
		if at.kind() == html.TextNode {
			b.WriteString(at.shadow.Data)
		}
	}
	return b.String()
}

// nearest is the first node from n on, in the direction of step, that is an
// element.
func nearest(n *node, step func(*node) *node) *node {
	for n != nil && n.element == nil {
		n = step(n)
	}
	return n
}

func nextSibling(n *node) *node     { return n.next }
func previousSibling(n *node) *node { return n.previous }
