package chrome_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/chrome"
)

// newNotifications logs among the lines of the pages.
func newNotifications(b *bench) *chrome.Notifications {
	return chrome.NewNotifications(func(text string) { b.lines = append(b.lines, text) })
}

// The texts were recorded of Chromium.
func TestNotificationsThatAreRefused(t *testing.T) {
	onBench(t, func(b *bench) {
		b.open("", `
		var N = chrome.notifications, n = 0;
		function create(change) {
			var o = {type: 'basic', iconUrl: 'i.png', title: 'T', message: 'M'};
			for (var k in change) o[k] = change[k];
			try_(function () { N.create('n' + ++n, o, told('create')); });
		}
		[[], [1], [{x: 1}], [{type: 'zzz'}], [{buttons: [{}]}], [{eventTime: NaN}]].forEach(function (args) { try_(function () { N.create.apply(N, args); }); });
		try_(function () { N.update('id'); });
		try_(function () { N.clear(); });
		N.create('long', {}, told('nothing'));
		create({type: null}); create({iconUrl: null}); create({title: null}); create({message: null});
		create({iconUrl: ''});
		create({priority: -1, progress: 5});
		create({progress: 10}); create({type: 'progress', progress: 101}); create({progress: 5, items: [{title: 'a', message: 'b'}]});
		create({type: 'list'}); create({type: 'list', items: []}); create({imageUrl: 'i.png', progress: 3}); create({type: 'image'});
		N.create(new Array(502).join('x'), {type: 'basic', iconUrl: 'i.png', title: 'T', message: 'M'}, function () { told('long')(); });
		N.getAll(told('all'));
		`, newNotifications(b))
		const create = `TypeError: Error in invocation of notifications.create(optional string notificationId, notifications.NotificationOptions options, optional function callback): `
		b.run(time.Second, create+`No matching signature.
			`+create+`No matching signature.
			`+create+`Error at parameter 'options': Unexpected property: 'x'.
			`+create+`Error at parameter 'options': Error at property 'type': Value must be one of basic, image, list, progress.
			`+create+`Error at parameter 'options': Error at property 'buttons': Error at index 0: Missing required property 'title'.
			`+create+`Error at parameter 'options': Error at property 'eventTime': Value must not be NaN or Infinity.
			TypeError: Error in invocation of notifications.update(string notificationId, notifications.NotificationOptions options, optional function callback): No matching signature.
			TypeError: Error in invocation of notifications.clear(string notificationId, optional function callback): No matching signature.
			nothing ["long"] Some of the required properties are missing: type, iconUrl, title and message.
			create ["n1"] Some of the required properties are missing: type, iconUrl, title and message.
			create ["n2"] Some of the required properties are missing: type, iconUrl, title and message.
			create ["n3"] Some of the required properties are missing: type, iconUrl, title and message.
			create ["n4"] Some of the required properties are missing: type, iconUrl, title and message.
			create ["n5"] Unable to successfully use the provided image.
			create ["n6"] Low-priority notifications are deprecated on this platform.
			create ["n7"] The progress value should not be specified for non-progress notification
			create ["n8"] The progress value should range from 0 to 100
			create ["n9"] List items provided for notification type != list
			create ["n10"] List items provided for notification type != list
			create ["n11"] List items provided for notification type != list
			create ["n12"] Image resource provided for notification type != image
			create ["n13"] Image resource provided for notification type != image
			long [] The notification's ID should be 500 characters or less
			all [{}] ok
		`)
	})
}

func TestNotifications(t *testing.T) {
	onBench(t, func(b *bench) {
		service := newNotifications(b)
		var shown []chrome.Notification
		service.Show = func(n chrome.Notification) { shown = append(shown, n) }
		const listen = `
		var N = chrome.notifications;
		N.onClosed.addListener(function (id, byUser) { say('onClosed', id, byUser); });
		N.onClicked.addListener(function (id) { say('onClicked', id); });
		`
		b.open("other: ", listen, service)
		b.open("", listen+`
		say(Object.keys(N), N.PermissionLevel, N.TemplateType);
		N.getPermissionLevel(told('level'));
		var o = {type: 'basic', iconUrl: 'i.png', title: 'Title', message: 'two\nlines'};
		N.create(o, function (id) {
			say(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id));
			N.clear(id, told('clear'));
		});
		N.create('b', o); N.clear('b'); N.create('b', o); N.create('a', o); N.create('a', o, told('again'));
		N.create('bar', {type: 'progress', iconBitmap: {width: 1, height: 1, data: new ArrayBuffer(4)}, title: 'P', message: '', progress: 1});
		N.update('bar', {progress: 2}, told('update'));
		N.update('bar', {title: 'Q', type: 'basic'}, told('update'));
		N.update('bar', {progress: 3}, told('update'));
		N.update('none', {priority: -1}, told('update'));
		N.clear('none', told('clear'));
		later(function () { N.getAll(told('all')); });
		function later(f) { N.getAll(function () { N.getAll(f); }); }
		`, service)
		b.run(time.Second, `
			["onShowSettings","onPermissionLevelChanged","onButtonClicked","onClicked","onClosed","clear","create","getAll","getPermissionLevel","update","PermissionLevel","TemplateType"] {"DENIED":"denied","GRANTED":"granted"} {"BASIC":"basic","IMAGE":"image","LIST":"list","PROGRESS":"progress"}
			notification: Title: two lines
			notification: Title: two lines
			notification: Title: two lines
			notification: Title: two lines
			notification: Title: two lines
			notification: P:
			notification: Q:
			level ["granted"] ok
			true
			other: onClosed b false
			onClosed b false
			again ["a"] ok
			update [true] ok
			update [true] ok
			update [false] The progress value should not be specified for non-progress notification
			update [false] ok
			clear [false] ok
			other: onClosed `+shown[0].ID+` false
			onClosed `+shown[0].ID+` false
			clear [true] ok
			all [{"a":true,"b":true,"bar":true}] ok
		`)
		require.Equal(t, chrome.Notification{ID: "bar", Type: "basic", Title: "Q"}, shown[6])

		b.loop.Post(func() {
			service.Clicked("a")
			service.Dismissed("a")
			service.Clicked("a")
			service.Dismissed("a")
		})
		b.run(time.Second, `
			other: onClicked a
			onClicked a
			other: onClosed a true
			onClosed a true
		`)
	})
}
