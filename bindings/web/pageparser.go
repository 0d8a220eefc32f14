package web

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// parse builds the document. The file has been parsed as a whole by package
// html; here its nodes come into the document one after the other, and a script
// runs when it is complete, so it finds what a browser's parser would have made
// so far.
func (d *Document) parse() {
	parsed, err := html.Parse(strings.NewReader(withPlaces(d.opts.HTML)))
	if err != nil {
		d.report(fmt.Sprintf("%s cannot be parsed: %v", d.name(), err))
		return
	}
	d.parsing = true
	defer func() { d.parsing = false }()
	root := d.document.root()
	for c := parsed.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			n := d.document.plant(c)
			before := &root.node
			if root.parent != &d.document.node || c.Type == html.CommentNode && root.first != nil {
				before = nil
			}
			d.document.link(n, before)
			continue
		}
		root.shadow.Attr, root.place = takePlace(c.Attr)
		root.readHandlers()
		for child := c.FirstChild; child != nil; child = child.NextSibling {
			d.grow(&root.node, child)
		}
	}
}

// grow brings a parsed node with all below it into the document, and runs
// scripts on the way.
func (d *Document) grow(parent *node, p *html.Node) {
	if d.env.rt.Closed() {
		return
	}
	n := d.document.plant(p)
	at := n
	if n.element != nil && n.element.content != nil {
		for c := p.FirstChild; c != nil; c = c.NextSibling {
			n.element.content.link(d.document.grow(c), nil)
		}
		p = &html.Node{}
	}
	parent.link(n, nil)
	parent.queueTree([]*node{n}, nil, n.previous, nil)
	for c := p.FirstChild; c != nil; c = c.NextSibling {
		d.grow(at, c)
	}
	if n.element != nil && n.element.is("script") {
		d.runParsed(n.element)
		d.insertWritten(parent)
	}
}

// write takes what a script writes.
func (d *Document) write(text string) {
	if !d.parsing {
		d.env.rt.Console(warnLevel, "document.write() does nothing once the page has been parsed")
		return
	}
	d.written.WriteString(text)
}

// insertWritten parses what a script has written, and puts it after the script.
func (d *Document) insertWritten(parent *node) {
	if d.written.Len() == 0 {
		return
	}
	text := d.written.String()
	d.written.Reset()
	context := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: bodyAtom}
	if parent.element != nil {
		context = &html.Node{Type: html.ElementNode, Data: parent.shadow.Data, DataAtom: parent.shadow.DataAtom, Namespace: parent.shadow.Namespace}
	}
	nodes, err := html.ParseFragment(strings.NewReader(text), context)
	if err != nil {
		d.report(fmt.Sprintf("what %s writes cannot be parsed: %v", d.name(), err))
		return
	}
	for _, n := range nodes {
		d.grow(parent, n)
	}
}

// name is that of the page, for people.
func (d *Document) name() string {
	if d.opts.Name != "" {
		return d.opts.Name
	}
	return d.opts.URL
}
