package web_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime"
)

// items are those of a localStorage that has room for values of 20 bytes.
type items map[string]string

func (m items) keys() []string   { return slices.Sorted(maps.Keys(m)) }
func (m items) Len() int         { return len(m) }
func (m items) Key(i int) string { return m.keys()[i] }
func (m items) Remove(k string)  { delete(m, k) }
func (m items) Clear()           { clear(m) }

func (m items) Get(key string) (string, bool) {
	v, ok := m[key]
	return v, ok
}

func (m items) Set(key, value string) error {
	if len(value) > 20 {
		return errors.New("no room")
	}
	m[key] = value
	return nil
}

// What Chromium says, but for the order of keys, which it does not promise.
func TestLocalStorage(t *testing.T) {
	tests := []struct{ script, want string }{
		{`l.setItem('b', 1); l.a = {}; l[5] = null; l.z = undefined; [JSON.stringify(l), Object.keys(l), l.length]`, `{"5":"null","a":"[object Object]","b":"1","z":"undefined"},5,a,b,z,4`},
		{`l.b = 1; l.a = 2; [l.key(0), l.key(1), l.key(2) === null, l.key(-1) === null]`, `a,b,true,true`},
		{`l.a = 1; ['a' in l, 'q' in l, 'getItem' in l, l.q, l.getItem('q') === null, typeof l.a]`, `true,false,true,,true,string`},
		{`l.a = 1; [delete l.a, l.a, l.getItem('a') === null, delete l.q, l.removeItem('q')]`, `true,,true,true,`},
		{`l.b = 1; JSON.stringify(Object.getOwnPropertyDescriptor(l, 'b'))`, `{"value":"1","writable":true,"enumerable":true,"configurable":true}`},
		{`l.setItem('length', 'x'); l.length = 7; [l.length, l.getItem('length'), Object.keys(l)]`, `1,x,`},
		{`l.getItem = 5; [typeof l.getItem, Object.keys(l), Storage.prototype.getItem.call(l, 'getItem') === null, delete l.getItem, typeof l.getItem]`, `number,getItem,true,true,function`},
		{`l.setItem('toString', 1); [typeof l.toString, l.getItem('toString')]`, `function,1`},
		{`l.a = 1; var r = []; for (var k in l) r.push(k); r.sort()`, `a,clear,getItem,key,length,removeItem,setItem`},
		{`l.a = 1; l.b = 2; l.clear(); l.length`, `0`},
		{`localStorage = 5; [localStorage === l, String(l), Object.getPrototypeOf(l) === Storage.prototype, l instanceof Storage]`, `true,[object Storage],true,true`},
		{`var d = Object.getOwnPropertyDescriptor(window, 'localStorage'); [typeof d.get, d.enumerable, d.configurable]`, `function,true,true`},
		{`[l.setItem.length, l.setItem.name, Object.getOwnPropertyNames(Storage.prototype).sort()]`, `2,setItem,clear,constructor,getItem,key,length,removeItem,setItem`},
		{`new Storage()`, `TypeError: Failed to construct 'Storage': Illegal constructor`},
		{`l.setItem('b')`, `TypeError: Failed to execute 'setItem' on 'Storage': 2 arguments required, but only 1 present.`},
		{`l.getItem()`, `TypeError: Failed to execute 'getItem' on 'Storage': 1 argument required, but only 0 present.`},
		{`Storage.prototype.getItem.call({}, 'a')`, `TypeError: Illegal invocation`},
		{`l.setItem('k', 'x'.repeat(21))`, `QuotaExceededError: Failed to execute 'setItem' on 'Storage': Setting the value of 'k' exceeded the quota.`},
		{`l.y = 'x'.repeat(21)`, `QuotaExceededError: Failed to set a named property 'y' on 'Storage': Setting the value of 'y' exceeded the quota.`},
		{`try { l.y = 'x'.repeat(21) } catch (e) { [e instanceof DOMException, e.code, l.y] }`, `true,22,`},
		{`l.y = {toString() { throw new RangeError('mine') }}`, `RangeError: mine`},
	}
	for _, test := range tests {
		t.Run(test.script, func(t *testing.T) {
			p := newPage(t)
			p.platform.InstallLocalStorage(items{})
			p.VM().Set("window", p.VM().GlobalObject())
			p.VM().Set("source", test.script)
			lines := p.run(t, `var l = localStorage; try { console.log(String((0, eval)(source))) } catch (e) { console.log(e.name + ': ' + e.message) }`)
			require.Equal(t, test.want, strings.Join(lines, "\n"))
		})
	}
}

// Pages share their items.
func TestLocalStorageOfTwoPages(t *testing.T) {
	shared := items{}
	one, two := newPage(t), newPage(t)
	one.platform.InstallLocalStorage(shared)
	two.platform.InstallLocalStorage(shared)
	one.run(t, `localStorage.a = 1`)
	require.Equal(t, []string{"1 1"}, two.run(t, `console.log(localStorage.a, localStorage.length)`))
}

// A packaged app has none, and may make its own.
func TestLocalStorageDenied(t *testing.T) {
	p := newPage(t)
	p.platform.DenyLocalStorage()
	const report = "window.localStorage is not available in packaged apps. Use chrome.storage.local instead."
	lines := p.run(t, `console.log(typeof localStorage, 'localStorage' in this); localStorage = 5; console.log(localStorage);`)
	require.Equal(t, []string{report, "undefined true", "5"}, lines)
	require.Equal(t, runtime.Error, p.levels[0])
}
