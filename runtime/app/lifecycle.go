package app

import (
	"fmt"
	"time"
)

// How long Chrome waits before it suspends a background page: so long without
// activity until onSuspend, and so long for its listeners to end.
const (
	IdleTime    = 10 * time.Second
	SuspendTime = 5 * time.Second
)

// State is a state of an app's background page.
type State int

// The states of an app. It starts and ends Unloaded.
const (
	Unloaded   State = iota // nothing runs, and no socket is open
	Running                 // the background page runs
	Suspending              // onSuspend was raised; a moment is left
	Suspended               // no page runs; an event brings it back
)

// String is the state in one word.
func (s State) String() string {
	return [...]string{"unloaded", "running", "suspending", "suspended"}[s]
}

// Action is something that happens to an app.
type Action int

// What happens to an app.
const (
	Load     Action = iota // the host starts it
	Launch                 // a user opens it
	Idle                   // nothing happened for IdleTime
	Activity               // an event, an open window, a call under way
	Suspend                // onSuspend has been heard, or SuspendTime is over
	Unload                 // the host ends it
)

// String is the action in one word.
func (a Action) String() string {
	return [...]string{"load", "launch", "idle", "activity", "suspend", "unload"}[a]
}

// Event is an event that an app hears about its own life, by its name below
// chrome.
type Event string

// The events of an app's life.
const (
	OnInstalled       Event = "runtime.onInstalled"
	OnStartup         Event = "runtime.onStartup"
	OnSuspend         Event = "runtime.onSuspend"
	OnSuspendCanceled Event = "runtime.onSuspendCanceled"
	OnLaunched        Event = "app.runtime.onLaunched"
)

// Sockets says which sockets live on after a transition.
type Sockets int

// The rules for sockets.
const (
	AllSockets        Sockets = iota // all that are open
	PersistentSockets                // only those with persistent: true, unchanged
	NoSockets                        // none, persistent or not
)

// Survives says whether a socket lives on.
func (s Sockets) Survives(persistent bool) bool {
	return s == AllSockets || s == PersistentSockets && persistent
}

// Transition is what an action leads to.
type Transition struct {
	To State
	// Start says that a new background page is made, and its scripts run,
	// before the events.
	Start bool
	// Events are raised in order, once the scripts of a new page have run.
	Events []Event
	// Stop says that the page ends.
	Stop bool
	// Sockets are those that live on.
	Sockets Sockets
}

// transitions are all there are: what a state is not said to do, it cannot. A
// page that comes back hears nothing of it but the event that woke it.
var transitions = map[State]map[Action]Transition{
	Unloaded: {
		Load: {To: Running, Start: true},
	},
	Running: {
		Launch:   {To: Running, Events: []Event{OnLaunched}},
		Activity: {To: Running},
		Idle:     {To: Suspending, Events: []Event{OnSuspend}},
		Unload:   {To: Unloaded, Stop: true, Sockets: NoSockets},
	},
	Suspending: {
		Launch:   {To: Running, Events: []Event{OnSuspendCanceled, OnLaunched}},
		Activity: {To: Running, Events: []Event{OnSuspendCanceled}},
		Suspend:  {To: Suspended, Stop: true, Sockets: PersistentSockets},
		Unload:   {To: Unloaded, Stop: true, Sockets: NoSockets},
	},
	Suspended: {
		Launch:   {To: Running, Start: true, Events: []Event{OnLaunched}},
		Activity: {To: Running, Start: true},
		Unload:   {To: Unloaded, Sockets: NoSockets},
	},
}

// Installed is the argument of onInstalled.
type Installed struct {
	// Reason is "install" or "update".
	Reason string `json:"reason"`
	// PreviousVersion is the version before an update.
	PreviousVersion string `json:"previousVersion,omitempty"`
}

// Life is where an app is in its life. Its zero value is an app that is not
// loaded and that is installed by loading it. It belongs to one goroutine.
type Life struct {
	// Version is the app's version.
	Version string
	// Previous is the version that ran last, or "" if none did.
	Previous string
	// Persistent says that the page is never suspended.
	Persistent bool

	state State
}

// State is the present state.
func (l *Life) State() State { return l.state }

// Installed is what onInstalled says when the app is loaded, or nil if that
// version ran before.
func (l *Life) Installed() *Installed {
	switch l.Previous {
	case "":
		return &Installed{Reason: "install"}
	case l.Version:
		return nil
	}
	return &Installed{Reason: "update", PreviousVersion: l.Previous}
}

// loadEvents: an app that is new was not there when the browser started.
func (l *Life) loadEvents() (events []Event) {
	if l.Previous != "" {
		events = append(events, OnStartup)
	}
	if l.Installed() != nil {
		events = append(events, OnInstalled)
	}
	return events
}

// Do takes an action. It is an error if the state does not allow it; the state
// then stays.
func (l *Life) Do(a Action) (Transition, error) {
	t, ok := transitions[l.state][a]
	if !ok || l.Persistent && a == Idle {
		return Transition{To: l.state}, &LifeError{l.state, a}
	}
	if a == Load {
		t.Events = l.loadEvents()
	}
	l.state = t.To
	if t.To == Unloaded {
		// Who loads it again has loaded it before.
		l.Previous = l.Version
	}
	return t, nil
}

// LifeError is an action that a state does not allow.
type LifeError struct {
	State  State
	Action Action
}

// Error is one line.
func (e *LifeError) Error() string {
	return fmt.Sprintf("cannot %v an app that is %v", e.Action, e.State)
}
