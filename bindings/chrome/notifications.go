package chrome

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
)

// Notification is what an app wants a person to see.
type Notification struct{ ID, Type, Title, Message string }

// Notifications is chrome.notifications. Nobody looks at them: each is logged,
// and stays until the app clears it. Their images are not loaded.
type Notifications struct {
	// Show, if set, is called for each notification when it is made or updated.
	Show func(Notification)

	log   func(text string)
	shown []*Notification // in the order of making
	pages group[map[string]*api.EventSource]
}

// NewNotifications makes the service. log receives a line for each
// notification and for each change of its text.
func NewNotifications(log func(text string)) *Notifications { return &Notifications{log: log} }

// Attach installs chrome.notifications in a page.
func (n *Notifications) Attach(b *api.Binder) (detach func()) {
	return n.pages.add(b, b.Install(notificationsNamespace(n)))
}

// Clicked fires onClicked for a notification that is shown.
func (n *Notifications) Clicked(id string) {
	if n.index(id) < 0 {
		return
	}
	for _, m := range n.pages.all() {
		m.p["onClicked"].Emit(m.b.Runtime().VM().ToValue(id))
	}
}

// Dismissed removes a notification that the person has closed, and fires
// onClosed.
func (n *Notifications) Dismissed(id string) {
	if n.remove(id) {
		n.closed(id, true)
	}
}

func (n *Notifications) index(id string) int {
	return slices.IndexFunc(n.shown, func(s *Notification) bool { return s.ID == id })
}

// remove removes a notification, and tells whether there was one.
func (n *Notifications) remove(id string) bool {
	i := n.index(id)
	if i >= 0 {
		n.shown = slices.Delete(n.shown, i, i+1)
	}
	return i >= 0
}

// closed fires onClosed.
func (n *Notifications) closed(id string, byPerson bool) {
	for _, m := range n.pages.all() {
		vm := m.b.Runtime().VM()
		m.p["onClosed"].Emit(vm.ToValue(id), vm.ToValue(byPerson))
	}
}

// show tells of a notification. What it says stands on one line.
func (n *Notifications) show(s *Notification) {
	n.log("notification: " + strings.Join(strings.Fields(s.Title+": "+s.Message), " "))
	if n.Show != nil {
		n.Show(*s)
	}
}

// maxNotificationID is the longest id in UTF-16 units.
const maxNotificationID = 500

// create is chrome.notifications.create.
func (n *Notifications) create(c *api.Call) {
	d, id := c.Dict(), c.String(0)
	if id == "" {
		id = guid()
	}
	result := c.Binder().Runtime().VM().ToValue(id)
	refuse := func(message string) { fail(c, message, result) }
	icon, bitmap := d.String("iconUrl"), given(d, "iconBitmap")
	switch {
	case d.String("type") == nil, icon == nil && !bitmap, d.String("title") == nil, d.String("message") == nil:
		refuse("Some of the required properties are missing: type, iconUrl, title and message.")
		return
	case result.(goja.String).Length() > maxNotificationID:
		refuse("The notification's ID should be 500 characters or less")
		return
	case !bitmap && *icon == "":
		refuse("Unable to successfully use the provided image.")
		return
	}
	s := &Notification{ID: id, Type: *d.String("type"), Title: *d.String("title"), Message: *d.String("message")}
	fault := faultOf(d, s.Type)
	switch {
	case fault != "":
	case (s.Type == "image") != hasImage(d):
		fault = wrongImage
	case (s.Type == "list") != hasItems(d):
		fault = wrongItems
	}
	if fault != "" {
		refuse(fault)
		return
	}
	n.remove(id)
	n.shown = append(n.shown, s)
	n.show(s)
	reply(c, result)
}

// update is chrome.notifications.update.
func (n *Notifications) update(c *api.Call) {
	d, vm := c.Dict(), c.Binder().Runtime().VM()
	i := n.index(c.String(0))
	if i < 0 {
		reply(c, vm.ToValue(false))
		return
	}
	changed := *n.shown[i]
	for name, text := range map[string]*string{"type": &changed.Type, "title": &changed.Title, "message": &changed.Message} {
		if s := d.String(name); s != nil {
			*text = *s
		}
	}
	if fault := faultOf(d, changed.Type); fault != "" {
		fail(c, fault, vm.ToValue(false))
		return
	}
	before := *n.shown[i]
	*n.shown[i] = changed
	if changed.Title != before.Title || changed.Message != before.Message {
		n.show(n.shown[i])
	}
	reply(c, vm.ToValue(true))
}

// What is wrong with options, in Chrome's words.
const (
	lowPriority     = "Low-priority notifications are deprecated on this platform."
	wrongImage      = "Image resource provided for notification type != image"
	wrongItems      = "List items provided for notification type != list"
	wrongProgress   = "The progress value should not be specified for non-progress notification"
	unboundProgress = "The progress value should range from 0 to 100"
)

// faultOf tells what in the options does not go with a type, or "".
func faultOf(d api.Dict, kind string) string {
	progress := d.Int("progress")
	switch priority := d.Int("priority"); {
	case priority != nil && *priority < 0:
		return lowPriority
	case kind != "image" && hasImage(d):
		return wrongImage
	case kind != "list" && hasItems(d):
		return wrongItems
	case progress != nil && kind != "progress":
		return wrongProgress
	case progress != nil && (*progress < 0 || *progress > 100):
		return unboundProgress
	}
	return ""
}

func given(d api.Dict, name string) bool {
	_, is := d[name]
	return is
}

func hasImage(d api.Dict) bool {
	url := d.String("imageUrl")
	return url != nil && *url != "" || given(d, "imageBitmap")
}

func hasItems(d api.Dict) bool {
	items, _ := d["items"].([]any)
	return len(items) > 0
}

// Types of chrome.notifications.
var (
	notificationTemplate = &api.Type{Kind: api.String, Name: "notifications.TemplateType", Enum: []string{"basic", "image", "list", "progress"}}
	notificationLevel    = &api.Type{Kind: api.String, Name: "notifications.PermissionLevel", Enum: []string{"granted", "denied"}}
	notificationItem     = &api.Type{Kind: api.Object, Name: "notifications.NotificationItem", Properties: []api.Param{
		{Name: "title", Type: api.StringType},
		{Name: "message", Type: api.StringType},
	}}
	notificationBitmap = &api.Type{Kind: api.Object, Name: "notifications.NotificationBitmap", Properties: []api.Param{
		{Name: "width", Type: api.IntegerType},
		{Name: "height", Type: api.IntegerType},
		{Name: "data", Type: api.BinaryType, Optional: true},
	}}
	notificationButton = &api.Type{Kind: api.Object, Name: "notifications.NotificationButton", Properties: []api.Param{
		{Name: "title", Type: api.StringType},
		{Name: "iconUrl", Type: api.StringType, Optional: true},
		{Name: "iconBitmap", Type: notificationBitmap, Optional: true},
	}}
	notificationOptions = &api.Type{Kind: api.Object, Name: "notifications.NotificationOptions", Properties: []api.Param{
		{Name: "type", Type: notificationTemplate, Optional: true},
		{Name: "iconUrl", Type: api.StringType, Optional: true},
		{Name: "iconBitmap", Type: notificationBitmap, Optional: true},
		{Name: "appIconMaskUrl", Type: api.StringType, Optional: true},
		{Name: "appIconMaskBitmap", Type: notificationBitmap, Optional: true},
		{Name: "title", Type: api.StringType, Optional: true},
		{Name: "message", Type: api.StringType, Optional: true},
		{Name: "contextMessage", Type: api.StringType, Optional: true},
		{Name: "priority", Type: api.IntegerType, Optional: true},
		{Name: "eventTime", Type: api.NumberType, Optional: true},
		{Name: "buttons", Type: api.ArrayOf(notificationButton), Optional: true},
		{Name: "expandedMessage", Type: api.StringType, Optional: true},
		{Name: "imageUrl", Type: api.StringType, Optional: true},
		{Name: "imageBitmap", Type: notificationBitmap, Optional: true},
		{Name: "items", Type: api.ArrayOf(notificationItem), Optional: true},
		{Name: "progress", Type: api.IntegerType, Optional: true},
		{Name: "isClickable", Type: api.BooleanType, Optional: true},
		{Name: "requireInteraction", Type: api.BooleanType, Optional: true},
		{Name: "silent", Type: api.BooleanType, Optional: true},
	}}
)

func notificationsNamespace(n *Notifications) *api.Namespace {
	id := api.Param{Name: "notificationId", Type: api.StringType}
	options := api.Param{Name: "options", Type: notificationOptions}
	return &api.Namespace{
		Name:       "notifications",
		Permission: "notifications",
		Types: []*api.Type{
			notificationLevel, notificationTemplate, notificationItem, notificationBitmap, notificationButton, notificationOptions,
		},
		Methods: []api.Method{
			{
				Name:    "create",
				Params:  []api.Param{{Name: id.Name, Type: id.Type, Optional: true}, options},
				Results: []api.Param{id},
				Do:      n.create,
			},
			{
				Name:    "update",
				Params:  []api.Param{id, options},
				Results: []api.Param{{Name: "wasUpdated", Type: api.BooleanType}},
				Do:      n.update,
			},
			{
				Name:    "clear",
				Params:  []api.Param{id},
				Results: []api.Param{{Name: "wasCleared", Type: api.BooleanType}},
				Do: func(c *api.Call) {
					id, rt := c.String(0), c.Binder().Runtime()
					cleared := n.remove(id)
					if cleared {
						rt.Loop().Post(func() { n.closed(id, false) })
					}
					reply(c, rt.VM().ToValue(cleared))
				},
			},
			{
				Name:    "getAll",
				Results: []api.Param{{Name: "notifications", Type: api.ObjectType}},
				Do: func(c *api.Call) {
					var fields []api.Field
					for _, s := range n.shown {
						fields = append(fields, field(c.Binder(), s.ID, true))
					}
					slices.SortFunc(fields, func(x, y api.Field) int { return strings.Compare(x.Name, y.Name) })
					reply(c, object(c.Binder(), fields...))
				},
			},
			{
				Name:    "getPermissionLevel",
				Results: []api.Param{{Name: "level", Type: notificationLevel}},
				Do:      func(c *api.Call) { reply(c, c.Binder().Runtime().VM().ToValue("granted")) },
			},
		},
		Events: []api.Event{
			{Name: "onClosed", Params: []api.Param{id, {Name: "byUser", Type: api.BooleanType}}},
			{Name: "onClicked", Params: []api.Param{id}},
			{Name: "onButtonClicked", Params: []api.Param{id, {Name: "buttonIndex", Type: api.IntegerType}}},
			{Name: "onPermissionLevelChanged", Params: []api.Param{{Name: "level", Type: notificationLevel}}},
			{Name: "onShowSettings"},
		},
	}
}
