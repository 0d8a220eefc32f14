package chrome_test

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/runtime/app"
)

// messages are those of a package for a language.
func messages(t *testing.T, language string, files map[string]string) *app.Messages {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	pkg, err := app.Open(dir)
	require.NoError(t, err)
	defer pkg.Close()
	m, err := pkg.Messages(language)
	require.NoError(t, err)
	return m
}

// The answers were recorded of Chromium.
func TestI18n(t *testing.T) {
	onBench(t, func(b *bench) {
		m := messages(t, "", map[string]string{
			"manifest.json": `{"name": "x", "version": "1", "manifest_version": 2, "default_locale": "en", "app": {"background": {"scripts": ["bg.js"]}}}`,
			"bg.js":         ``,
			"_locales/en/messages.json": `{
				"a": {"message": "<b>$1|$2|$9</b>"}, "plain": {"message": "1 < 2 <"}, "dollar": {"message": "cost $$5 of $1"}
			}`,
		})
		b.open("", `
		var I = chrome.i18n;
		say(Object.keys(I));
		['x', 1, {a: 1}, null, undefined, [1, 2], [null, undefined], [{}, []], ['x', ['y', 'z']], Array(3), [], Symbol('q'), [Symbol('q')],
			[{toString: function () { return 'ts'; }}], [{toString: function () { throw new Error('boom'); }}], new String('s'), [1e21, -0]
		].forEach(function (s) { say(I.getMessage('a', s)); });
		say(I.getMessage('a', '<i>', {escapeLt: true}), I.getMessage('plain', null, {escapeLt: true}), I.getMessage('plain', [], {escapeLt: false}));
		say(I.getMessage('dollar', '$1'), I.getMessage('PLAIN'), typeof I.getMessage('none', Array(10)), I.getMessage('@@ui_locale'), '[' + I.getMessage('none', 1) + ']');
		say(typeof I.getMessage('none', Array(4e9)));
		[[], [1], ['n', 'a', {x: 1}], ['n', 'a', {escapeLt: 1}], ['n', 'a', {}, 1], [undefined, 'a']].forEach(function (args) {
			try_(function () { I.getMessage.apply(I, args); });
		});
		try_(function () { I.getUILanguage(1); });
		say(I.getUILanguage());
		I.getAcceptLanguages(told('languages'));
		I.detectLanguage('', told('detected'));
		`, chrome.NewI18n(func() *app.Messages { return m }, ""))
		b.run(time.Second, `
			["detectLanguage","getAcceptLanguages","getMessage","getUILanguage"]
			<b>x||</b>
			<b>||</b>
			<b>||</b>
			<b>||</b>
			<b>||</b>
			<b>1|2|</b>
			<b>null|undefined|</b>
			<b>[object Object]||</b>
			<b>x|y,z|</b>
			<b>undefined|undefined|</b>
			<b>||</b>
			<b>||</b>
			<b>||</b>
			<b>ts||</b>
			<b>||</b>
			<b>||</b>
			<b>1e+21|0|</b>
			&lt;b><i>||&lt;/b> 1 &lt; 2 &lt; 1 < 2 <
			cost $5 of $1 1 < 2 < undefined en_US []
			undefined
			TypeError: Error in invocation of i18n.getMessage(string messageName, optional any substitutions, optional object options): No matching signature.
			TypeError: Error in invocation of i18n.getMessage(string messageName, optional any substitutions, optional object options): No matching signature.
			TypeError: Error in invocation of i18n.getMessage(string messageName, optional any substitutions, optional object options): Error at parameter 'options': Unexpected property: 'x'.
			TypeError: Error in invocation of i18n.getMessage(string messageName, optional any substitutions, optional object options): Error at parameter 'options': Error at property 'escapeLt': Invalid type: expected boolean, found integer.
			TypeError: Error in invocation of i18n.getMessage(string messageName, optional any substitutions, optional object options): No matching signature.
			TypeError: Error in invocation of i18n.getMessage(string messageName, optional any substitutions, optional object options): No matching signature.
			TypeError: Error in invocation of i18n.getUILanguage(): No matching signature.
			en-US
			languages [["en-US","en"]] ok
			detected [{"isReliable":false,"languages":[]}] ok
		`)
	})
}

func TestIdle(t *testing.T) {
	onBench(t, func(b *bench) {
		b.open("", `
		var I = chrome.idle;
		say(Object.keys(I), I.IdleState);
		[[], [14], [1.5], [-5]].forEach(function (args) { try_(function () { I.queryState.apply(I, args); }); });
		try_(function () { I.setDetectionInterval(1); });
		try_(function () { I.setDetectionInterval(20, function () {}); });
		say(I.setDetectionInterval(20) === undefined);
		I.queryState(15, told('state'));
		I.queryState(1e9, told('state'));
		I.getAutoLockDelay(told('delay'));
		`, chrome.NewIdle())
		b.run(time.Second, `
			["onStateChanged","getAutoLockDelay","queryState","setDetectionInterval","IdleState"] {"ACTIVE":"active","IDLE":"idle","LOCKED":"locked"}
			TypeError: Error in invocation of idle.queryState(integer detectionIntervalInSeconds, optional function callback): No matching signature.
			TypeError: Error in invocation of idle.queryState(integer detectionIntervalInSeconds, optional function callback): Error at parameter 'detectionIntervalInSeconds': Value must be at least 15.
			TypeError: Error in invocation of idle.queryState(integer detectionIntervalInSeconds, optional function callback): No matching signature.
			TypeError: Error in invocation of idle.queryState(integer detectionIntervalInSeconds, optional function callback): Error at parameter 'detectionIntervalInSeconds': Value must be at least 15.
			TypeError: Error in invocation of idle.setDetectionInterval(integer intervalInSeconds): Error at parameter 'intervalInSeconds': Value must be at least 15.
			TypeError: Error in invocation of idle.setDetectionInterval(integer intervalInSeconds): No matching signature.
			true
			state ["active"] ok
			state ["active"] ok
			delay [0] ok
		`)
	})
}

func TestPower(t *testing.T) {
	onBench(t, func(b *bench) {
		var log bytes.Buffer
		service := chrome.NewPower(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
		b.open("", `
		var P = chrome.power;
		say(Object.keys(P), P.Level);
		try_(function () { P.requestKeepAwake(); });
		try_(function () { P.requestKeepAwake('x'); });
		try_(function () { P.requestKeepAwake('system', function () {}); });
		say(P.requestKeepAwake('display') === undefined, P.releaseKeepAwake() === undefined);
		P.reportActivity(told('reported'));
		`, service)
		b.run(time.Second, `
			["releaseKeepAwake","reportActivity","requestKeepAwake","Level"] {"DISPLAY":"display","SYSTEM":"system"}
			TypeError: Error in invocation of power.requestKeepAwake(power.Level level): No matching signature.
			TypeError: Error in invocation of power.requestKeepAwake(power.Level level): Error at parameter 'level': Value must be one of display, system.
			TypeError: Error in invocation of power.requestKeepAwake(power.Level level): No matching signature.
			true true
			reported [] ok
		`)
		require.Regexp(t, `(?s)DEBUG msg=chrome.power.requestKeepAwake level=display.*releaseKeepAwake.*reportActivity`, log.String())
	})
}

// What the values are, package system knows; here is their form.
func TestSystem(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells all of this")
	}
	onBench(t, func(b *bench) {
		b.open("", `
		var S = chrome.system;
		say(Object.keys(S).sort(), Object.keys(S.storage));
		function form(v) {
			if (Array.isArray(v)) return v.length ? [form(v[0])] : [];
			if (typeof v !== 'object') return typeof v;
			return Object.keys(v).map(function (k) { return [k, k === 'temperatures' || k === 'features' ? Array.isArray(v[k]) : form(v[k])]; });
		}
		try_(function () { S.cpu.getInfo(1); });
		try_(function () { S.storage.ejectDevice(); });
		S.cpu.getInfo(function (info) { say(form(info)); });
		S.memory.getInfo(function (info) { say(form(info), info.capacity > info.availableCapacity); });
		S.storage.ejectDevice('x', told('eject'));
		S.storage.getAvailableCapacity('x', told('capacity'));
		S.storage.getInfo(function (units) {
			S.storage.getInfo(function (again) { say('the same', JSON.stringify(again) === JSON.stringify(units)); });
			units.forEach(function (u) {
				if (Object.keys(u).join() !== 'capacity,id,name,type') say(u);
				S.storage.ejectDevice(u.id, function (result) { if (result !== 'failure') say(result); });
				S.storage.getAvailableCapacity(u.id, function (info) {
					if (Object.keys(info).join() !== 'availableCapacity,id' || info.id !== u.id || !(info.availableCapacity >= 0)) say(info);
				});
			});
		});
		`, chrome.NewSystemCPU(), chrome.NewSystemMemory(), chrome.NewSystemStorage())
		b.run(time.Second, `
			["cpu","memory","storage"] ["onDetached","onAttached","ejectDevice","getAvailableCapacity","getInfo","EjectDeviceResultCode","StorageUnitType"]
			TypeError: Error in invocation of system.cpu.getInfo(optional function callback): No matching signature.
			TypeError: Error in invocation of system.storage.ejectDevice(string id, optional function callback): No matching signature.
			[["archName","string"],["features",true],["modelName","string"],["numOfProcessors","number"],["processors",[[["usage",[["idle","number"],["kernel","number"],["total","number"],["user","number"]]]]]],["temperatures",true]]
			[["availableCapacity","number"],["capacity","number"]] true
			eject ["no_such_device"] ok
			capacity [] Error occurred when querying available capacity.
			the same true
		`)
	})
}
