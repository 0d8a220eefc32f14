package web

import (
	"github.com/dop251/goja"
	"golang.org/x/net/html"
)

// link puts a node without a parent into the tree, before another; nil is the
// end.
func (n *node) link(child, before *node) {
	child.parent, child.next = n, before
	if before == nil {
		child.previous, n.last = n.last, child
		n.shadow.AppendChild(&child.shadow)
	} else {
		child.previous, before.previous = before.previous, child
		n.shadow.InsertBefore(&child.shadow, &before.shadow)
	}
	if child.previous == nil {
		n.first = child
	} else {
		child.previous.next = child
	}
}

// unlink takes a node out of its tree.
func (n *node) unlink() {
	p := n.parent
	if p == nil {
		return
	}
	if n.previous == nil {
		p.first = n.next
	} else {
		n.previous.next = n.next
	}
	if n.next == nil {
		p.last = n.previous
	} else {
		n.next.previous = n.previous
	}
	p.shadow.RemoveChild(&n.shadow)
	n.parent, n.previous, n.next = nil, nil, nil
}

// remove takes a node out of its tree as a script does.
func (n *node) remove() {
	parent, previous, next := n.parent, n.previous, n.next
	n.take()
	if parent != nil {
		parent.queueTree(nil, []*node{n}, previous, next)
	}
}

// take is remove without a word to those who observe the children.
func (n *node) take() {
	if n.parent != nil && n.observed() {
		n.follow(n.parent)
	}
	if active := n.owner.active; active != nil && n.contains(&active.node) {
		n.owner.active = nil
	}
	n.unlink()
}

// insert puts a node, or what is in a fragment, before another. It has been
// checked.
func (n *node) insert(child, before *node) {
	if child == before {
		before = child.next
	}
	nodes := child.release()
	previous := n.last
	if before != nil {
		previous = before.previous
	}
	n.put(nodes, before)
	n.queueTree(nodes, nil, previous, before)
	for _, c := range nodes {
		c.inserted()
	}
}

// release takes a node, or what is in a fragment, from where it was. It returns
// what is to be inserted.
func (n *node) release() []*node {
	if n.kind() != fragmentKind {
		n.remove()
		return []*node{n}
	}
	nodes := n.children()
	for _, c := range nodes {
		c.take()
	}
	n.queueTree(nil, nodes, nil, nil)
	return nodes
}

// put links nodes that are in no tree.
func (n *node) put(nodes []*node, before *node) {
	for _, c := range nodes {
		n.owner.adopt(c)
		n.link(c, before)
	}
}

// replaceAll puts a node, or nothing, in the place of all children.
func (n *node) replaceAll(child *node) {
	removed := n.children()
	var added []*node
	if child != nil {
		added = child.release()
	}
	for n.first != nil {
		n.first.take()
	}
	n.put(added, nil)
	n.queueTree(added, removed, nil, nil)
	for _, c := range added {
		c.inserted()
	}
}

// replace puts a node in the place of another, which is a child of n.
func (n *node) replace(old, child *node) {
	before, previous := old.next, old.previous
	if before == child {
		before = child.next
	}
	if previous == child {
		previous = child.previous
	}
	var removed []*node
	nodes := child.release()
	if old.parent == n { // and has not just been released
		old.take()
		removed = []*node{old}
	}
	n.put(nodes, before)
	n.queueTree(nodes, removed, previous, before)
	for _, c := range nodes {
		c.inserted()
	}
}

// fragment makes a fragment of nodes that are in no tree.
func (d *document) fragment(nodes []*node) *node {
	f := d.newNode(fragmentKind, "")
	for _, n := range nodes {
		f.link(n, nil)
	}
	return f
}

// adopt makes a node, with all below it, one of d's.
func (d *document) adopt(n *node) {
	if n.owner == d {
		return
	}
	for at := n; at != nil; at = at.following(n) {
		at.owner = d
	}
}

// inserted does what elements do when they come into a tree.
func (n *node) inserted() {
	if el := n.element; el != nil && (el.is("option") || el.is("optgroup")) {
		if s := el.ancestor("select"); s != nil {
			s.deselected = false
		}
	}
	if !n.connected() || n.owner.page == nil {
		return
	}
	var scripts []*element
	for at := n; at != nil; at = at.following(n) {
		if at.element != nil && at.element.is("script") {
			scripts = append(scripts, at.element)
		}
	}
	for _, s := range scripts {
		if s.connected() {
			n.owner.page.runInserted(s)
		}
	}
}

// setText is textContent's setter.
func (n *node) setText(text string) {
	switch {
	case n.isText():
		n.setData(text)
	case n.kind() == html.DocumentNode || n.kind() == html.DoctypeNode:
	default:
		var child *node
		if text != "" {
			child = n.owner.newText(text)
		}
		n.replaceAll(child)
	}
}

// mayInsert throws unless child can be put before another node in n, instead of
// replaced, which may be nil.
func (n *node) mayInsert(child, before, replaced *node, failed string) {
	e := n.owner.env
	fault := func(name, text string) { panic(e.newDOMException(name, failed+": "+text)) }
	switch {
	case n.isText() || n.kind() == html.DoctypeNode:
		fault("HierarchyRequestError", "This node type does not support this method.")
	case child.contains(n):
		fault("HierarchyRequestError", "The new child element contains the parent.")
	case replaced != nil && replaced.parent != n:
		fault("NotFoundError", "The node to be replaced is not a child of this node.")
	case before != nil && before.parent != n:
		fault("NotFoundError", "The node before which the new node is to be inserted is not a child of this node.")
	case child.kind() == html.DocumentNode, child.kind() == html.DoctypeNode && n.kind() != html.DocumentNode,
		child.kind() == html.TextNode && n.kind() == html.DocumentNode:
		fault("HierarchyRequestError", "Nodes of type '"+child.name()+"' may not be inserted inside nodes of type '"+n.name()+"'.")
	case n.kind() == html.DocumentNode:
		n.mayHoldOnly(child, replaced, fault)
	}
}

// mayHoldOnly sees to it that a document has one element at most.
func (n *node) mayHoldOnly(child, replaced *node, fault func(name, text string)) {
	elements := 0
	for _, c := range n.elements() {
		if c != replaced && c != child {
			elements++
		}
	}
	nodes := []*node{child}
	if child.kind() == fragmentKind {
		nodes = child.children()
	}
	for _, c := range nodes {
		switch {
		case c.element != nil:
			elements++
		case c.kind() == html.TextNode:
			fault("HierarchyRequestError", "Nodes of type '#text' may not be inserted inside nodes of type '#document'.")
		}
	}
	if elements > 1 {
		fault("HierarchyRequestError", "Only one element on document allowed.")
	}
}

// clone copies a node; deep copies all below it too.
func (n *node) clone(deep bool) *node {
	var c *node
	switch {
	case n.element != nil:
		c = &n.element.copy().node
	case n.kind() == html.DocumentNode:
		c = &n.owner.env.newDocument(nil).node
	default:
		c = n.owner.newNode(n.kind(), n.shadow.Data)
		c.shadow.Attr = n.shadow.Attr // of a document type; they never change
	}
	if deep {
		for child := n.first; child != nil; child = child.next {
			copied := child.clone(true)
			if c.owner != n.owner {
				c.owner.adopt(copied)
			}
			c.link(copied, nil)
		}
		if n.element != nil && n.element.content != nil {
			c.element.content = n.element.content.clone(true)
		}
	}
	return c
}

// normalize joins neighbouring text nodes.
func (n *node) normalize() {
	for at := n.first; at != nil; {
		next := at.next
		switch {
		case at.kind() != html.TextNode:
			at.normalize()
		case at.shadow.Data == "":
			at.remove()
		case at.previous != nil && at.previous.kind() == html.TextNode:
			at.previous.setData(at.previous.shadow.Data + at.shadow.Data)
			at.remove()
		}
		at = next
	}
}

// argumentNode returns the node that an argument is, or throws.
func (e *env) argumentNode(v goja.Value, failed, parameter string) *node {
	if o, ok := v.(*goja.Object); ok {
		if n, ok := e.platform(o).(nodeObject); ok {
			return n.asNode()
		}
	}
	e.throwType("%s: parameter %s is not of type 'Node'.", failed, parameter)
	return nil
}

// optionalNode is argumentNode for an argument that may be null.
func (e *env) optionalNode(v goja.Value, failed, parameter string) *node {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return nil
	}
	return e.argumentNode(v, failed, parameter)
}

// mixed makes one node, maybe a fragment, of the arguments of append and its
// like: nodes and texts.
func (d *document) mixed(args []goja.Value) *node {
	var nodes []*node
	for _, v := range args {
		if o, ok := v.(*goja.Object); ok {
			if n, ok := d.env.platform(o).(nodeObject); ok {
				nodes = append(nodes, n.asNode())
				continue
			}
		}
		nodes = append(nodes, d.newText(d.env.toString(v)))
	}
	if len(nodes) == 1 {
		return nodes[0]
	}
	f := d.newNode(fragmentKind, "")
	for _, n := range nodes {
		f.insert(n, nil)
	}
	return f
}
