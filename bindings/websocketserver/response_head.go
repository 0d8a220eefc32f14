package websocketserver

import (
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// What a response begins with.
const (
	defaultStatus  = "200 OK"
	defaultType    = "text/html"
	defaultCharset = "utf-8"
)

// fields is the object headers.
func (r *response) fields() *goja.Object {
	if o, ok := r.headers.(*goja.Object); ok {
		return o
	}
	o := r.x.b.vm.NewObject()
	r.headers = o
	return o
}

// statusCode reads a status: a number, or text that begins with one.
func (b *binding) statusCode(v goja.Value) (int, bool) {
	digits, _, _ := strings.Cut(strings.TrimSpace(b.text(v)), " ")
	code, err := strconv.Atoi(digits)
	return code, err == nil && code >= 200 && code <= 999
}

// head makes the head of the answer of what the script has set. It may run code
// of the app, and throws what that throws.
func (r *response) head() (status int, header http.Header) {
	status = http.StatusOK
	if r.status != nil {
		var ok bool
		if status, ok = r.x.b.statusCode(r.status); !ok {
			panic(r.x.b.rangeError("a status is 200 to 999"))
		}
	}
	header = r.allFields()
	if header["Content-Type"] == nil && status != http.StatusNoContent && status != http.StatusNotModified {
		if kind := r.mediaType(); kind != "" {
			header.Set("Content-Type", kind)
		}
	}
	if r.keepAlive != nil && !r.keepAlive.ToBoolean() {
		header.Set("Connection", "close")
	}
	return status, header
}

// upgradeHead makes the further fields of a 101. Its subprotocol is the first
// one offered, if the script has not chosen.
func (r *response) upgradeHead(offered string) http.Header {
	header := r.allFields()
	for _, name := range []string{"Connection", "Upgrade", "Sec-Websocket-Accept", "Sec-Websocket-Extensions", "Content-Type", "Content-Length", "Transfer-Encoding"} {
		header.Del(name)
	}
	if chosen := header.Get(protocolField); chosen != "" && chosen == offered {
		header.Set(protocolField, firstToken(offered))
	}
	return header
}

// allFields are preheaders, headers and cookies.
func (r *response) allFields() http.Header {
	header := http.Header{}
	r.addFields(header, r.preheaders)
	r.addFields(header, r.headers)
	r.addCookies(header)
	return header
}

// mediaType is the field Content-Type.
func (r *response) mediaType() string {
	kind, charset := defaultType, defaultCharset
	if r.contentType != nil {
		if omitted(r.contentType) {
			return ""
		}
		kind = r.x.b.text(r.contentType)
	}
	if r.charset != nil {
		charset = ""
		if !omitted(r.charset) {
			charset = r.x.b.text(r.charset)
		}
	}
	checkField(r.x.b, "Content-Type", kind+charset)
	if charset == "" || !isText(kind) || strings.Contains(kind, "charset=") {
		return kind
	}
	return kind + "; charset=" + charset
}

// isText tells the types that a charset makes sense for.
func isText(kind string) bool {
	kind, _, _ = strings.Cut(strings.ToLower(kind), ";")
	kind = strings.TrimSpace(kind)
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "json") || strings.HasSuffix(kind, "javascript") || strings.HasSuffix(kind, "xml")
}

// addFields puts the properties of an object into a head, instead of what is
// there. Null is none, an array a repeated field.
func (r *response) addFields(header http.Header, from goja.Value) {
	o, ok := from.(*goja.Object)
	if !ok {
		return
	}
	for _, name := range o.Keys() {
		checkName(r.x.b, name)
		key := textproto.CanonicalMIMEHeaderKey(name)
		header.Del(key)
		values := []goja.Value{o.Get(name)}
		if list, ok := values[0].(*goja.Object); ok && list.ClassName() == "Array" {
			values = r.x.b.items(list)
		}
		for _, v := range values {
			if !omitted(v) {
				text := r.x.b.text(v)
				checkField(r.x.b, name, text)
				header.Add(key, text)
			}
		}
	}
}

// items are the items of an array.
func (b *binding) items(list *goja.Object) []goja.Value {
	var items []goja.Value
	for i := range list.Get("length").ToInteger() {
		items = append(items, list.Get(strconv.FormatInt(i, 10)))
	}
	return items
}

// checkName throws if the head cannot have a field of that name.
func checkName(b *binding, name string) {
	if !isToken(name) {
		panic(b.vm.NewTypeError("%q is not the name of a field", name))
	}
}

// checkField throws if a field cannot have that value.
func checkField(b *binding, name, value string) {
	if strings.ContainsFunc(value, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7f }) {
		panic(b.vm.NewTypeError("the field %s has a control character in it", name))
	}
}

func isToken(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool {
		return c <= ' ' || c >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, c)
	})
}

// addCookies adds the cookies, and that of a session that the client does not
// know yet.
func (r *response) addCookies(header http.Header) {
	if o, ok := r.cookies.(*goja.Object); ok {
		for _, name := range o.Keys() {
			checkName(r.x.b, name)
			header.Add("Set-Cookie", r.cookie(name, o.Get(name)).String())
		}
	}
	if s := r.x.session; s != nil && s.fresh && s.id != "" {
		s.fresh = false
		header.Add("Set-Cookie", s.cookie(r.x.request.TLS != nil).String())
	}
}

// cookie reads an entry of cookies.
func (r *response) cookie(name string, v goja.Value) *http.Cookie {
	c := &http.Cookie{Name: name}
	o, ok := v.(*goja.Object)
	if !ok {
		c.Value = r.x.b.cookieValue(v)
		return c
	}
	text := func(name string) string {
		if v := o.Get(name); !omitted(v) {
			s := r.x.b.text(v)
			checkField(r.x.b, "Set-Cookie", s)
			return s
		}
		return ""
	}
	truth := func(name string) bool { v := o.Get(name); return v != nil && v.ToBoolean() }
	c.Value = r.x.b.cookieValue(o.Get("value"))
	c.Domain, c.Path, c.HttpOnly, c.Secure = text("domain"), text("path"), truth("httpOnly"), truth("secure")
	switch strings.ToLower(text("sameSite")) {
	case "lax":
		c.SameSite = http.SameSiteLaxMode
	case "strict":
		c.SameSite = http.SameSiteStrictMode
	case "none":
		c.SameSite = http.SameSiteNoneMode
	}
	if v := o.Get("maxAge"); !omitted(v) {
		if c.MaxAge = int(v.ToInteger()); c.MaxAge <= 0 {
			c.MaxAge = -1 // written as 0: at once
		}
	}
	c.Expires = r.expiry(o.Get("expires"))
	return c
}

// expiry reads the property expires: a Date, or the text of one.
func (r *response) expiry(v goja.Value) time.Time {
	if omitted(v) {
		return time.Time{}
	}
	if date, ok := v.Export().(time.Time); ok {
		return date
	}
	date, err := http.ParseTime(r.x.b.text(v))
	if err != nil {
		panic(r.x.b.vm.NewTypeError("expires of a cookie must be a Date, or text like \"Sun, 06 Nov 1994 08:49:37 GMT\""))
	}
	return date
}

// cookieValue encodes what a cookie cannot have, and the sign of that.
func (b *binding) cookieValue(v goja.Value) string {
	if omitted(v) {
		return ""
	}
	var encoded strings.Builder
	for _, c := range []byte(b.text(v)) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`",;\%`, c) >= 0 {
			encoded.WriteString("%" + strings.ToUpper(strconv.FormatUint(uint64(c)|0x100, 16)[1:]))
		} else {
			encoded.WriteByte(c)
		}
	}
	return encoded.String()
}
