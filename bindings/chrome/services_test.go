package chrome_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// bench is a loop with a service, and the lines of its pages. It lives in a
// bubble, where a day passes at once.
type bench struct {
	t     *testing.T
	loop  *eventloop.Loop
	lines []string
}

// onBench runs a test in a bubble.
func onBench(t *testing.T, test func(b *bench)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		loop, err := eventloop.New(eventloop.WithBackend(eventloop.Portable))
		require.NoError(t, err)
		defer loop.Close()
		test(&bench{t: t, loop: loop})
	})
}

// helpers of the scripts: try_ prints what a call throws, told makes a callback
// that prints what it gets.
const serviceHelpers = `
function say() { print([].map.call(arguments, function (v) { return typeof v === 'string' ? v : JSON.stringify(v); }).join(' ')); }
function try_(f) { try { return f(); } catch (e) { say(e.name + ': ' + e.message); } }
function told(name) {
	return function () {
		var error = chrome.runtime.lastError;
		say(name, [].slice.call(arguments), error ? error.message : 'ok');
	};
}
`

// open makes a page with a service and runs a script in it. Its lines begin
// with the name.
func (b *bench) open(name, script string, services ...interface{ Attach(*api.Binder) func() }) (closePage func()) {
	b.t.Helper()
	rt := runtime.New(b.loop, runtime.Options{Console: func(_ runtime.Level, text string) {
		b.lines = append(b.lines, name+text)
	}})
	rt.VM().Set("print", func(text string) { b.lines = append(b.lines, name+text) })
	binder := api.NewBinder(rt)
	var detach []func()
	for _, s := range services {
		detach = append(detach, s.Attach(binder))
	}
	closed := false
	closePage = func() {
		if !closed {
			closed = true
			for _, f := range detach {
				f()
			}
			rt.Close()
		}
	}
	b.t.Cleanup(closePage)
	require.NoError(b.t, rt.RunScript("test.js", serviceHelpers+script))
	return closePage
}

// run runs the loop for a time, and checks the lines.
func (b *bench) run(d time.Duration, want string) {
	b.t.Helper()
	b.loop.SetTimeout(d, b.loop.Stop)
	require.ErrorIs(b.t, b.loop.Run(), eventloop.ErrStopped)
	require.Equal(b.t, outdent(want), strings.Join(b.lines, "\n"))
	b.lines = nil
}

// The texts were recorded of Chromium.
func TestAlarmsArguments(t *testing.T) {
	onBench(t, func(b *bench) {
		service := chrome.NewAlarms(chrome.AlarmsOptions{Loop: b.loop, ManifestVersion: 2})
		b.open("", `
		var A = chrome.alarms;
		say(Object.keys(A));
		[[], [1], ['a'], [{x: 1}], ['a', {when: 'x'}], ['a', {when: NaN}], ['a', {persistAcrossSessions: 1}]].forEach(function (args) {
			try_(function () { A.create.apply(A, args); });
		});
		try_(function () { A.get(1); });
		A.create('x', {}, told('no time'));
		A.create('x', {when: 1, delayInMinutes: 1}, told('two times'));
		A.create('x', {name: 'y', when: 1}, told('two names'));
		A.create('n', {delayInMinutes: -1});
		A.create('both', {delayInMinutes: 0.02, periodInMinutes: 0.04});
		A.clearAll(told('clearAll'));
		A.clearAll(told('clearAll'));
		A.clear('x', told('clear'));
		A.get('x', told('get'));
		`, service)
		b.run(time.Second, `
			["onAlarm","clear","clearAll","create","get","getAll"]
			TypeError: Error in invocation of alarms.create(optional string name, alarms.AlarmCreateInfo alarmInfo, optional function callback): No matching signature.
			TypeError: Error in invocation of alarms.create(optional string name, alarms.AlarmCreateInfo alarmInfo, optional function callback): No matching signature.
			TypeError: Error in invocation of alarms.create(optional string name, alarms.AlarmCreateInfo alarmInfo, optional function callback): No matching signature.
			TypeError: Error in invocation of alarms.create(optional string name, alarms.AlarmCreateInfo alarmInfo, optional function callback): Error at parameter 'alarmInfo': Unexpected property: 'x'.
			TypeError: Error in invocation of alarms.create(optional string name, alarms.AlarmCreateInfo alarmInfo, optional function callback): Error at parameter 'alarmInfo': Error at property 'when': Invalid type: expected number, found string.
			TypeError: Error in invocation of alarms.create(optional string name, alarms.AlarmCreateInfo alarmInfo, optional function callback): Error at parameter 'alarmInfo': Error at property 'when': Value must not be NaN or Infinity.
			TypeError: Error in invocation of alarms.create(optional string name, alarms.AlarmCreateInfo alarmInfo, optional function callback): Error at parameter 'alarmInfo': Error at property 'persistAcrossSessions': Invalid type: expected boolean, found integer.
			TypeError: Error in invocation of alarms.get(optional string name, optional function callback): No matching signature.
			Alarm delay is less than the minimum duration of 60 seconds. In packed extensions, alarm "n" will fire after the minimum duration.
			Alarm delay is less than the minimum duration of 60 seconds. In packed extensions, alarm "both" will fire after the minimum duration.
			Alarm period is less than the minimum duration of 60 seconds. In packed extensions, alarm "both" will fire after the minimum duration.
			no time [] Must set at least one of when, delayInMinutes, or periodInMinutes.
			two times [] Cannot set both when and delayInMinutes.
			two names [] Cannot set alarm name in both separate argument and object form.
			clearAll [true] ok
			clearAll [true] ok
			clear [false] ok
			get [] ok
		`)
	})
}

func TestAlarmsReachEveryPage(t *testing.T) {
	onBench(t, func(b *bench) {
		service := chrome.NewAlarms(chrome.AlarmsOptions{Loop: b.loop, ManifestVersion: 3})
		const listen = `
		var A = chrome.alarms, start = Date.now();
		A.onAlarm.addListener(function (a) {
			say(Object.keys(a), a.name, Math.round(a.scheduledTime - start), 'at', Date.now() - start);
		});
		`
		b.open("first: ", listen+`
		A.create({delayInMinutes: 2});
		A.create('tick', {when: start + 1500, periodInMinutes: 1, persistAcrossSessions: false});
		A.create({name: 'tock', delayInMinutes: 9});
		A.clear('tock');
		A.getAll(function (all) { say(all.map(function (a) { return [a.name, a.periodInMinutes, a.persistAcrossSessions]; })); });
		`, service)
		b.open("second: ", listen, service)
		b.run(2*time.Minute+500*time.Millisecond, `
			first: [["",null,true],["tick",1,false]]
			first: ["name","periodInMinutes","persistAcrossSessions","scheduledTime"] tick 1500 at 1500
			second: ["name","periodInMinutes","persistAcrossSessions","scheduledTime"] tick 1500 at 1500
			first: ["name","periodInMinutes","persistAcrossSessions","scheduledTime"] tick 61500 at 61500
			second: ["name","periodInMinutes","persistAcrossSessions","scheduledTime"] tick 61500 at 61500
			first: ["name","persistAcrossSessions","scheduledTime"]  120000 at 120000
			second: ["name","persistAcrossSessions","scheduledTime"]  120000 at 120000
		`)
	})
}

// A packed app has to wait; a suspended one is woken.
func TestAlarmsOfASuspendedApp(t *testing.T) {
	onBench(t, func(b *bench) {
		service := chrome.NewAlarms(chrome.AlarmsOptions{Loop: b.loop, Packed: true, ManifestVersion: 3})
		const listen = `chrome.alarms.onAlarm.addListener(function (a) { say(a.name); });`
		leave := b.open("first: ", listen+`
		chrome.alarms.create('x', {periodInMinutes: 0.1});
		`, service)
		b.run(10*time.Second, `
			first: Alarm period is less than the minimum duration of 30 seconds. Alarm "x" will fire after the minimum duration.
			first: x
		`)
		leave()
		service.Sleep(func() {
			b.lines = append(b.lines, "woken")
			b.open("second: ", listen, service)
			service.Resume()
		})
		b.run(25*time.Second, ``)
		b.run(time.Minute, `
			woken
			second: x
			second: x
		`)
	})
}

func TestNetworkInterfaces(t *testing.T) {
	onBench(t, func(b *bench) {
		b.open("", `
		try_(function () { chrome.system.network.getNetworkInterfaces(1); });
		chrome.system.network.getNetworkInterfaces(function (list) {
			list.forEach(function (i) {
				if (Object.keys(i).join() !== 'address,name,prefixLength') say(i);
				if (!/^[0-9a-f.:]+$/.test(i.address) || i.prefixLength < 1 || /^127/.test(i.address)) say(i);
			});
			say(Array.isArray(list));
		});
		`, chrome.NewSystemNetwork())
		b.run(time.Second, `
			TypeError: Error in invocation of system.network.getNetworkInterfaces(optional function callback): No matching signature.
			true
		`)
	})
}
