package api_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// What is absent does not exist for scripts; its first use is reported once.
func TestAbsent(t *testing.T) {
	loop, err := eventloop.New()
	require.NoError(t, err)
	defer loop.Close()
	var printed []string
	rt := runtime.New(loop, runtime.Options{Console: func(_ runtime.Level, text string) { printed = append(printed, text) }})
	defer rt.Close()
	b := api.NewBinder(rt)
	b.Absent([]string{"serial", "usb"})
	require.NoError(t, rt.RunScript("app.js", `
		var seen = [typeof chrome.unknown, 'serial' in chrome, Object.keys(chrome).join(), chrome.hasOwnProperty('usb')];
		function use() {
			return chrome.serial;
		}
		seen.push(typeof use(), typeof chrome.serial, typeof chrome.runtime);
		chrome.usb = 5;
		seen.push(chrome.usb);
		seen = seen.join();`))
	require.Equal(t, "undefined,false,runtime,false,undefined,undefined,object,5", rt.VM().Get("seen").String())
	require.Equal(t, []string{"chrome.serial is not available in sockhost (app.js:4:18)"}, printed)
}
