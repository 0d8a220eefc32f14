package web_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

func TestBlob(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`(b => [b.size, b.type])(new Blob())`, "[ 0, '' ]"},
		{`(b => [b.size, b.type])(new Blob(['aé', bytes(1, 2).buffer, bytes(1, 2, 3).subarray(1), new Blob(['xy']), 5, null], { type: 'TEXT/Plain' }))`, "[ 14, 'text/plain' ]"},
		{`new Blob(['a'], { type: 'té' }).type`, ""},
		{`new Blob(bytes(1, 2, 30)).size`, "4"},
		{`new Blob(['a\r\nb\nc\rd'], { endings: 'native' }).size`, "7"},
		{`(b => [b.slice(-3).size, b.slice(2, -1).size, b.slice(5, 2).size, b.slice(NaN).size, b.slice(1, 99).size, b.slice(1).type, b.slice(0, 1, 'X/Y').type].join())(new Blob(['abcdef'], { type: 'a/b' }))`,
			"3,3,0,6,5,,x/y"},
		{`(f => [f.name, f.size, f.type, f.lastModified, f.lastModifiedDate.getTime(), f instanceof Blob, f.webkitRelativePath].join())(new File(['ab'], 'n.txt', { type: 't/x', lastModified: 5.7 }))`,
			"n.txt,2,t/x,5,5,true,"},
		{`Math.abs(new File([], 'x').lastModified - Date.now()) < 10000`, "true"},
		{`String(new Blob()) + new File([], 'x')`, "[object Blob][object File]"},
		{`(f => [f instanceof File, f.name, f.size].join())(structuredClone({ f: new File(['abc'], 'n') }).f)`, "true,n,3"},
		{`(f => [f.constructor.name, f.type, f.size].join())(structuredClone(new Blob(['abc'], { type: 'a/b' })))`, "Blob,a/b,3"},
		{`thrown(() => new Blob(5))`, "TypeError: Failed to construct 'Blob': The provided value cannot be converted to a sequence."},
		{`thrown(() => new Blob('abc'))`, "TypeError: Failed to construct 'Blob': The provided value cannot be converted to a sequence."},
		{`thrown(() => new Blob({}))`, "TypeError: Failed to construct 'Blob': The object must have a callable @@iterator property."},
		{`thrown(() => new Blob([], 5))`, "TypeError: Failed to construct 'Blob': The provided value is not of type 'BlobPropertyBag'."},
		{`thrown(() => new Blob([], { endings: 'x' }))`, "TypeError: Failed to construct 'Blob': Failed to read the 'endings' property from 'BlobPropertyBag': The provided value 'x' is not a valid enum value of type EndingType."},
		{`thrown(() => new File([]))`, "TypeError: Failed to construct 'File': 2 arguments required, but only 1 present."},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, c.script)) })
	}
	require.Equal(t, "first\naé\n2 true\nUint8Array(2) [ 97, 98 ]", text(t, `
		new Blob(['\uFEFFaé']).text().then(console.log).then(() => new Blob(['ab']).arrayBuffer()).then(b => console.log(b.byteLength, b instanceof ArrayBuffer))
			.then(() => new Blob(['ab']).bytes()).then(console.log)
		console.log('first')`))
}

func TestFileReader(t *testing.T) {
	const setup = `
		var r = new FileReader()
		for (const k of ['loadstart', 'progress', 'load', 'error', 'abort', 'loadend'])
			r['on' + k] = e => console.log(k, e.constructor.name, r.readyState, e.loaded + '/' + e.total, e.lengthComputable, e.target === r, e.target.result)
		`
	for _, c := range []struct{ name, script, want string }{
		{"text", `console.log(r.readyState, r.result, r.error); r.readAsText(new Blob(['aé'])); console.log(r.readyState, r.result)`,
			"0 null null\n1 null\nloadstart ProgressEvent 1 0/3 true true null\nprogress ProgressEvent 1 3/3 true true null\nload ProgressEvent 2 3/3 true true aé\nloadend ProgressEvent 2 3/3 true true aé"},
		{"nothing", `r.readAsText(new Blob([]))`, "loadstart ProgressEvent 1 0/0 true true null\nload ProgressEvent 2 0/0 true true \nloadend ProgressEvent 2 0/0 true true "},
		{"abort", `r.readAsText(new Blob(['abc'])); r.abort(); console.log(r.readyState, r.result, r.error.name); r.abort()`,
			"abort ProgressEvent 2 0/0 false true null\nloadend ProgressEvent 2 0/0 false true null\n2 null AbortError"},
		{"abort when nothing is read", `r.abort(); console.log(r.readyState)`, "0"},
		{"abort at the start", `r = new FileReader(); r.onloadstart = () => { console.log('start'); r.abort() }; r.onabort = () => console.log('abort'); r.onload = () => console.log('load'); r.onloadend = () => console.log('end'); r.readAsText(new Blob(['x']))`,
			"start\nabort\nend"},
		{"abort and read", `r = new FileReader(); r.onload = () => console.log(r.result); r.readAsText(new Blob(['one'])); r.abort(); r.readAsText(new Blob(['two']))`, "two"},
		{"again in load", `r = new FileReader(); r.onload = () => { console.log(r.result); r.onload = () => console.log(r.result); r.readAsText(new Blob(['two'])) }; r.onloadend = () => console.log('end'); r.readAsText(new Blob(['one']))`,
			"one\ntwo\nend"},
		{"busy", `r = new FileReader(); r.readAsText(new Blob(['one'])); try { r.readAsText(new Blob()) } catch (e) { console.log(String(e)) }`,
			"InvalidStateError: Failed to execute 'readAsText' on 'FileReader': The object is already busy reading Blobs."},
		{"no blob", `try { r.readAsText('x') } catch (e) { console.log(String(e)) }`, "TypeError: Failed to execute 'readAsText' on 'FileReader': parameter 1 is not of type 'Blob'."},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, text(t, setup+c.script)) })
	}
	for _, c := range []struct{ read, want string }{
		{`r.readAsArrayBuffer(new Blob(['abc']))`, "ArrayBuffer { [Uint8Contents]: <61 62 63>, byteLength: 3 }"},
		{`r.readAsBinaryString(new Blob([new Uint8Array([0, 233, 255])]))`, "'\\x00éÿ'"},
		{`r.readAsDataURL(new Blob(['abc']))`, "'data:application/octet-stream;base64,YWJj'"},
		{`r.readAsDataURL(new Blob([], { type: 'text/plain' }))`, "'data:text/plain;base64,'"},
		{`r.readAsText(new Blob([new Uint8Array([0xE9])]), 'latin1')`, "'é'"},
		{`r.readAsText(new Blob([new Uint8Array([0xE9])], { type: 'text/plain;charset=latin1' }))`, "'é'"},
		{`r.readAsText(new Blob([new Uint8Array([0xFF, 0xFE, 0x61, 0])]), 'utf-8')`, "'a'"},
		{`r.readAsText(new Blob([new Uint8Array([0xEF, 0xBB, 0xBF, 0x61, 0xFF])]), 'nonsense')`, "'a\uFFFD'"},
		{`r.readAsText(new File(['abc'], 'n'))`, "'abc'"},
	} {
		t.Run(c.read, func(t *testing.T) {
			require.Equal(t, "[ "+c.want+" ]", text(t, `var r = new FileReader(); r.onload = e => console.log([e.target.result]); `+c.read))
		})
	}
}

// A Blob that would not fit is an error of the script's, not the end of the
// process.
func TestBlobMemory(t *testing.T) {
	loop, err := eventloop.New(eventloop.WithBackend(eventloop.Portable))
	require.NoError(t, err)
	defer loop.Close()
	rt := runtime.New(loop, runtime.Options{HeapLimit: 256 << 20})
	defer rt.Close()
	web.Install(rt, web.Options{})
	err = rt.RunScript("test.js", `let b = new Blob(['x'.repeat(1024)]); for (let i = 0; i < 50; i++) b = new Blob([b, b])`)
	require.ErrorContains(t, err, "RangeError: Array buffer allocation failed")
}
