package web

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// htmlClass is a class of HTML elements. The attributes that do no more than
// show an attribute of the element stand in words: "htmlFor=for" is the property
// htmlFor of the attribute for; without "=" the attribute has the property's
// name in lower case.
type htmlClass struct {
	name, tags string
	texts      string
	flags      string
	numbers    string // "size:20" is 20 if there is no number
	urls       string
}

var htmlClasses = []htmlClass{
	{"HTMLAnchorElement", "a", "target download rel hreflang type ping referrerPolicy charset coords name rev shape", "", "", ""},
	{"HTMLAreaElement", "area", "alt coords shape target download rel ping referrerPolicy", "noHref", "", ""},
	{"HTMLAudioElement", "audio", "preload crossOrigin", "autoplay loop controls defaultMuted=muted", "", "src"},
	{"HTMLBRElement", "br", "clear", "", "", ""},
	{"HTMLBaseElement", "base", "target", "", "", "href"},
	{"HTMLBodyElement", "body", "text link vLink aLink bgColor background", "", "", ""},
	{"HTMLButtonElement", "button", "name value formTarget formMethod", "disabled autofocus formNoValidate", "", "formAction"},
	{"HTMLCanvasElement", "canvas", "", "", "width:300 height:150", ""},
	{"HTMLDListElement", "dl", "", "compact", "", ""},
	{"HTMLDataListElement", "datalist", "", "", "", ""},
	{"HTMLDetailsElement", "details", "name", "open", "", ""},
	{"HTMLDialogElement", "dialog", "", "open", "", ""},
	{"HTMLDivElement", "div", "align", "", "", ""},
	{"HTMLEmbedElement", "embed", "type width height align name", "", "", "src"},
	{"HTMLFieldSetElement", "fieldset", "name", "disabled", "", ""},
	{"HTMLFontElement", "font", "color face size", "", "", ""},
	{"HTMLFormElement", "form", "acceptCharset=accept-charset autocomplete name target rel", "noValidate", "", "action"},
	{"HTMLFrameElement", "frame", "name scrolling frameBorder longDesc marginHeight marginWidth", "noResize", "", "src"},
	{"HTMLFrameSetElement", "frameset", "cols rows", "", "", ""},
	{"HTMLHRElement", "hr", "align color size width", "noShade", "", ""},
	{"HTMLHeadElement", "head", "", "", "", ""},
	{"HTMLHeadingElement", "h1 h2 h3 h4 h5 h6", "align", "", "", ""},
	{"HTMLHtmlElement", "html", "version", "", "", ""},
	{"HTMLIFrameElement", "iframe", "srcdoc name allow width height referrerPolicy loading align scrolling frameBorder", "allowFullscreen", "", "src"},
	{"HTMLImageElement", "img", "alt srcset sizes crossOrigin useMap referrerPolicy decoding loading name align border", "isMap", "width:0 height:0 hspace:0 vspace:0", "src"},
	{"HTMLInputElement", "input", "accept alt autocomplete defaultValue=value dirName formTarget formMethod max min name pattern placeholder step align useMap", "defaultChecked=checked disabled autofocus formNoValidate multiple readOnly required webkitdirectory incremental", "maxLength:-1 minLength:-1 size:20 width:0 height:0", "src formAction"},
	{"HTMLLIElement", "li", "type", "", "value:0", ""},
	{"HTMLLabelElement", "label", "htmlFor=for", "", "", ""},
	{"HTMLLegendElement", "legend", "align", "", "", ""},
	{"HTMLLinkElement", "link", "rel media hreflang type as crossOrigin integrity charset rev target", "disabled", "", "href"},
	{"HTMLMapElement", "map", "name", "", "", ""},
	{"HTMLMarqueeElement", "marquee", "behavior direction", "", "", ""},
	{"HTMLMenuElement", "menu", "", "compact", "", ""},
	{"HTMLMetaElement", "meta", "name httpEquiv=http-equiv content media scheme", "", "", ""},
	{"HTMLModElement", "del ins", "dateTime", "", "", "cite"},
	{"HTMLOListElement", "ol", "type", "reversed compact", "start:1", ""},
	{"HTMLObjectElement", "object", "type name useMap width height standby codeType", "declare", "", "data"},
	{"HTMLOptGroupElement", "optgroup", "label", "disabled", "", ""},
	{"HTMLOptionElement", "option", "", "disabled defaultSelected=selected", "", ""},
	{"HTMLOutputElement", "output", "name", "", "", ""},
	{"HTMLParagraphElement", "p", "align", "", "", ""},
	{"HTMLParamElement", "param", "name value type valueType", "", "", ""},
	{"HTMLPictureElement", "picture", "", "", "", ""},
	{"HTMLPreElement", "pre listing xmp", "", "", "width:0", ""},
	{"HTMLQuoteElement", "blockquote q", "", "", "", "cite"},
	{"HTMLScriptElement", "script", "type crossOrigin charset event htmlFor=for integrity referrerPolicy", "noModule defer", "", "src"},
	{"HTMLSelectElement", "select", "name autocomplete", "disabled autofocus multiple required", "size:0", ""},
	{"HTMLSlotElement", "slot", "name", "", "", ""},
	{"HTMLSourceElement", "source", "type srcset sizes media", "", "width:0 height:0", "src"},
	{"HTMLSpanElement", "span", "", "", "", ""},
	{"HTMLStyleElement", "style", "media type", "disabled", "", ""},
	{"HTMLTableCaptionElement", "caption", "align", "", "", ""},
	{"HTMLTableCellElement", "td th", "headers abbr scope align axis height width ch=char vAlign bgColor", "noWrap", "colSpan:1 rowSpan:1", ""},
	{"HTMLTableColElement", "col colgroup", "align ch=char vAlign width", "", "span:1", ""},
	{"HTMLTableElement", "table", "align border frame rules summary width bgColor cellPadding cellSpacing", "", "", ""},
	{"HTMLTableRowElement", "tr", "align ch=char vAlign bgColor", "", "", ""},
	{"HTMLTableSectionElement", "tbody tfoot thead", "align ch=char vAlign", "", "", ""},
	{"HTMLTemplateElement", "template", "", "", "", ""},
	{"HTMLTextAreaElement", "textarea", "autocomplete dirName name placeholder wrap", "disabled autofocus readOnly required", "cols:20 rows:2 maxLength:-1 minLength:-1", ""},
	{"HTMLTimeElement", "time", "dateTime", "", "", ""},
	{"HTMLTitleElement", "title", "", "", "", ""},
	{"HTMLTrackElement", "track", "kind srclang label", "default", "", "src"},
	{"HTMLUListElement", "ul", "type", "compact", "", ""},
	{"HTMLVideoElement", "video", "preload crossOrigin", "autoplay loop controls defaultMuted=muted playsInline", "width:0 height:0", "src poster"},
	{"HTMLProgressElement", "progress", "", "", "", ""},
	{"HTMLMeterElement", "meter", "", "", "", ""},
}

// plainElements are the elements that have no class of their own.
var plainElements = "abbr acronym address article aside b basefont bdi bdo big center cite code dd dfn dt em figcaption figure footer header hgroup i kbd main mark nav nobr noembed noframes noscript plaintext rb rp rt rtc ruby s samp search section small strike strong sub summary sup tt u var wbr"

// only throws if the object is of another class than c.
func (m *dom) only(c htmlClass, el *element) *element {
	if !slices.Contains(strings.Fields(c.tags), el.shadow.Data) {
		m.env.throwType("Illegal invocation")
	}
	return el
}

// reflected makes the attributes that stand in the words of c.
func (m *dom) reflected(c htmlClass) (list []attribute[*element]) {
	e := m.env
	each := func(words string, f func(property, attr string) attribute[*element]) {
		for _, word := range strings.Fields(words) {
			property, attr, ok := strings.Cut(word, "=")
			if !ok {
				attr = strings.ToLower(property)
			}
			list = append(list, f(property, attr))
		}
	}
	each(c.texts, func(property, attr string) attribute[*element] { return text[*element](e, property, attr) })
	each(c.flags, func(property, attr string) attribute[*element] {
		return attribute[*element]{property, func(el *element) any { return el.has(attr) }, func(el *element, v goja.Value) { el.flag(attr, v.ToBoolean()) }}
	})
	each(c.urls, func(property, attr string) attribute[*element] {
		return attribute[*element]{property, func(el *element) any { return e.page.resolve(el, attr) }, func(el *element, v goja.Value) { el.set(attr, e.toString(v)) }}
	})
	for _, word := range strings.Fields(c.numbers) {
		property, missing, _ := strings.Cut(word, ":")
		attr, fallback := strings.ToLower(property), atoi(missing)
		list = append(list, attribute[*element]{property, func(el *element) any {
			if n, err := strconv.Atoi(strings.TrimFunc(el.get(attr), isSpace)); err == nil && (n >= 0 || fallback == 0) {
				return n
			}
			return fallback
		}, func(el *element, v goja.Value) { el.set(attr, strconv.Itoa(int(toInt32(v)))) }})
	}
	for i, a := range list {
		list[i].get = func(el *element) any { return a.get(m.only(c, el)) }
		list[i].set = func(el *element, v goja.Value) { a.set(m.only(c, el), v) }
	}
	return list
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func (m *dom) installHTML() {
	e := m.env
	e.lazily(htmlStandard, func() {
		own := m.mediaMembers()
		define(e, class[*element]{name: "HTMLMediaElement", parent: e.class("HTMLElement").constructor, attributes: own.attributes, methods: own.methods})
	}, "HTMLMediaElement")
	members := sync.OnceValue(m.members)
	for _, c := range htmlClasses {
		e.lazily(htmlStandard, func() {
			parent := "HTMLElement"
			if c.name == "HTMLAudioElement" || c.name == "HTMLVideoElement" {
				parent = "HTMLMediaElement"
			}
			m.installHTMLClass(c, e.class(parent).constructor, members()[c.name])
		}, c.name)
		for tag := range strings.FieldsSeq(c.tags) {
			m.tags[tag] = c.name
		}
	}
	e.lazily(htmlStandard, func() {
		define(e, class[*element]{name: "HTMLUnknownElement", parent: e.class("HTMLElement").constructor})
	}, "HTMLUnknownElement")
	for tag := range strings.FieldsSeq(plainElements) {
		m.tags[tag] = "HTMLElement"
	}
	m.installShortConstructors()
}

// installHTMLClass installs one of htmlClasses.
func (m *dom) installHTMLClass(c htmlClass, base *goja.Object, own members) {
	for i, a := range own.attributes {
		own.attributes[i].get = func(el *element) any { return a.get(m.only(c, el)) }
		if a.set != nil {
			own.attributes[i].set = func(el *element, v goja.Value) { a.set(m.only(c, el), v) }
		}
	}
	for i, f := range own.methods {
		own.methods[i].call = func(el *element, call goja.FunctionCall) goja.Value { return f.call(m.only(c, el), call) }
	}
	define(m.env, class[*element]{name: c.name, parent: base, attributes: append(m.reflected(c), own.attributes...), methods: own.methods})
	switch c.name {
	case "HTMLFormElement", "HTMLSelectElement":
		m.iterable(c.name, false)
	}
}

// mediaMembers are those of a sound or a film that never plays.
func (m *dom) mediaMembers() members {
	e := m.env
	return members{[]attribute[*element]{
		{"paused", func(*element) any { return true }, nil},
		{"currentTime", func(*element) any { return 0 }, func(*element, goja.Value) {}},
		{"duration", func(*element) any { return nan }, nil},
		{"volume", func(*element) any { return 1 }, func(*element, goja.Value) {}},
		{"muted", func(el *element) any { return el.has("muted") }, func(*element, goja.Value) {}},
	}, []elementMethod{nothing[*element]("load"), nothing[*element]("pause"), {"play", 0, func(*element, goja.FunctionCall) goja.Value {
		p := e.newPromise()
		e.rt.Loop().Post(func() {
			p.settle(func() goja.Value {
				panic(e.newDOMException("NotSupportedError", "The element has no supported sources."))
			})
		})
		return p.object
	}}}}
}

// installShortConstructors installs Image and Option.
func (m *dom) installShortConstructors() {
	e := m.env
	short := func(name, tag string, give func(el *element, args []goja.Value)) {
		e.lazily(htmlStandard, func() {
			f := e.vm.ToValue(func(c goja.ConstructorCall) *goja.Object {
				el := e.page.document.newElement(tag, "")
				give(el, c.Arguments)
				return el.object()
			}).(*goja.Object)
			f.DefineDataProperty("prototype", e.prototype(m.tags[tag]), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
			f.DefineDataProperty("name", e.vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
			e.define(name, f, goja.FLAG_FALSE)
		}, name)
	}
	short("Image", "img", func(el *element, args []goja.Value) {
		for i, attr := range []string{"width", "height"} {
			if v := argument(args, i); !goja.IsUndefined(v) {
				el.set(attr, strconv.Itoa(int(toInt32(v))))
			}
		}
	})
	short("Option", "option", func(el *element, args []goja.Value) {
		if v := argument(args, 0); !goja.IsUndefined(v) {
			el.node.setText(e.toString(v))
		}
		if v := argument(args, 1); !goja.IsUndefined(v) {
			el.set("value", e.toString(v))
		}
		el.flag("selected", truthy(argument(args, 2)))
		if v := argument(args, 3); truthy(v) {
			el.choose(true)
		}
	})
}
