package web

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// voidElements have no content and no end tag.
var voidElements = strings.Fields("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")

// rawElements have text that is written as it is.
var rawElements = strings.Fields("style script xmp iframe noembed noframes plaintext noscript")

var (
	textEscapes      = strings.NewReplacer("&", "&amp;", "\u00A0", "&nbsp;", "<", "&lt;", ">", "&gt;")
	attributeEscapes = strings.NewReplacer("&", "&amp;", "\u00A0", "&nbsp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
)

// markup is a node as HTML.
func markup(n *node) string {
	var b strings.Builder
	writeMarkup(&b, n)
	return b.String()
}

// innerMarkup is the content of an element as HTML.
func innerMarkup(el *element) string {
	var b strings.Builder
	writeContent(&b, el)
	return b.String()
}

func writeContent(b *strings.Builder, el *element) {
	at := &el.node
	if el.content != nil {
		at = el.content
	}
	for c := at.first; c != nil; c = c.next {
		writeMarkup(b, c)
	}
}

func writeMarkup(b *strings.Builder, n *node) {
	switch n.kind() {
	case html.TextNode:
		if p := n.parent; p != nil && p.element != nil && p.element.html() && slices.Contains(rawElements, p.shadow.Data) {
			b.WriteString(n.shadow.Data)
		} else {
			textEscapes.WriteString(b, n.shadow.Data)
		}
	case html.CommentNode:
		b.WriteString("<!--" + n.shadow.Data + "-->")
	case html.DoctypeNode:
		b.WriteString("<!DOCTYPE " + n.shadow.Data + ">")
	case html.ElementNode:
		b.WriteString("<" + n.shadow.Data)
		for _, a := range n.shadow.Attr {
			b.WriteString(" " + qualifiedName(a) + `="`)
			attributeEscapes.WriteString(b, a.Val)
			b.WriteString(`"`)
		}
		b.WriteString(">")
		if n.element.html() && slices.Contains(voidElements, n.shadow.Data) {
			return
		}
		writeContent(b, n.element)
		b.WriteString("</" + n.shadow.Data + ">")
	default:
		for c := n.first; c != nil; c = c.next {
			writeMarkup(b, c)
		}
	}
}

// parseFragment parses HTML as the content of an element, which may be nil.
// Scripts in it will not run.
func (d *document) parseFragment(in *element, source string) (nodes []*node) {
	context := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	if in != nil && !(in.is("html")) {
		context = &html.Node{Type: html.ElementNode, Data: in.shadow.Data, DataAtom: in.shadow.DataAtom, Namespace: in.shadow.Namespace}
	}
	parsed, err := html.ParseFragment(strings.NewReader(source), context)
	if err != nil {
		// Elements stand in each other too deep: what there is, is text.
		return []*node{d.newText(source)}
	}
	for _, p := range parsed {
		n := d.grow(p)
		for at := n; at != nil; at = at.following(n) {
			if at.element != nil {
				at.element.script.started = true
			}
		}
		nodes = append(nodes, n)
	}
	return nodes
}

// plant makes a node, without children, of one that package html has parsed.
func (d *document) plant(p *html.Node) *node {
	if p.Type != html.ElementNode {
		n := d.newNode(p.Type, p.Data)
		n.shadow.Attr = p.Attr
		return n
	}
	el := d.newElement(p.Data, p.Namespace)
	el.shadow.Attr, el.place = takePlace(p.Attr)
	el.readHandlers()
	return &el.node
}

// grow plants a node with all below it.
func (d *document) grow(p *html.Node) *node {
	n := d.plant(p)
	at := n
	if n.element != nil && n.element.content != nil {
		at = n.element.content
	}
	for c := p.FirstChild; c != nil; c = c.NextSibling {
		at.link(d.grow(c), nil)
	}
	return n
}

// setMarkup is innerHTML's setter.
func (el *element) setMarkup(source string) {
	nodes := el.owner.parseFragment(el, source)
	at := &el.node
	if el.content != nil {
		at = el.content
	}
	at.replaceAll(el.owner.fragment(nodes))
}
