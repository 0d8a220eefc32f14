package app_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/app"
)

// actions are all actions by their first letters; s is Suspend.
var actions = map[byte]app.Action{'L': app.Load, 'l': app.Launch, 'i': app.Idle, 'a': app.Activity, 's': app.Suspend, 'u': app.Unload}

// reach makes an app that ran before, in the same version, and takes actions.
func reach(t testing.TB, path string) *app.Life {
	l := &app.Life{Version: "1", Previous: "1"}
	for _, c := range []byte(path) {
		_, err := l.Do(actions[c])
		require.NoError(t, err, path)
	}
	return l
}

// TestTransitions is the whole table: every action in every state.
func TestTransitions(t *testing.T) {
	const refused = ""
	for path, want := range map[string]map[byte]string{
		"":    {'L': "running start [runtime.onStartup] all", 'l': refused, 'i': refused, 'a': refused, 's': refused, 'u': refused},
		"L":   {'L': refused, 'l': "running [app.runtime.onLaunched] all", 'i': "suspending [runtime.onSuspend] all", 'a': "running [] all", 's': refused, 'u': "unloaded stop [] none"},
		"Li":  {'L': refused, 'l': "running [runtime.onSuspendCanceled app.runtime.onLaunched] all", 'i': refused, 'a': "running [runtime.onSuspendCanceled] all", 's': "suspended stop [] persistent", 'u': "unloaded stop [] none"},
		"Lis": {'L': refused, 'l': "running start [app.runtime.onLaunched] all", 'i': refused, 'a': "running start [] all", 's': refused, 'u': "unloaded [] none"},
	} {
		require.Len(t, want, len(actions))
		for letter, outcome := range want {
			l := reach(t, path)
			before := l.State()
			got, err := l.Do(actions[letter])
			name := fmt.Sprintf("%v in state %v", actions[letter], before)
			require.Equal(t, got.To, l.State(), name)
			if outcome == refused {
				require.EqualError(t, err, fmt.Sprintf("cannot %v an app that is %v", actions[letter], before))
				require.Equal(t, before, l.State(), name)
				continue
			}
			require.NoError(t, err, name)
			words := []string{got.To.String()}
			if got.Start {
				words = append(words, "start")
			}
			if got.Stop {
				words = append(words, "stop")
			}
			words = append(words, fmt.Sprint(got.Events), map[app.Sockets]string{app.AllSockets: "all", app.PersistentSockets: "persistent", app.NoSockets: "none"}[got.Sockets])
			require.Equal(t, outcome, strings.Join(words, " "), name)
		}
	}
}

func TestInstalled(t *testing.T) {
	for previous, want := range map[string]struct {
		installed *app.Installed
		events    []app.Event
	}{
		"":  {&app.Installed{Reason: "install"}, []app.Event{app.OnInstalled}},
		"1": {&app.Installed{Reason: "update", PreviousVersion: "1"}, []app.Event{app.OnStartup, app.OnInstalled}},
		"2": {nil, []app.Event{app.OnStartup}},
	} {
		l := &app.Life{Version: "2", Previous: previous}
		require.Equal(t, want.installed, l.Installed())
		first, err := l.Do(app.Load)
		require.NoError(t, err)
		require.Equal(t, want.events, first.Events)
		_, err = l.Do(app.Unload)
		require.NoError(t, err)
		again, err := l.Do(app.Load)
		require.NoError(t, err)
		require.Equal(t, []app.Event{app.OnStartup}, again.Events, "the version has run now")
	}
}

func TestPersistentPageNeverSuspends(t *testing.T) {
	l := &app.Life{Version: "1", Persistent: true}
	_, err := l.Do(app.Load)
	require.NoError(t, err)
	_, err = l.Do(app.Idle)
	require.EqualError(t, err, "cannot idle an app that is running")
}

func TestSurvives(t *testing.T) {
	for rule, want := range map[app.Sockets][2]bool{app.AllSockets: {true, true}, app.PersistentSockets: {false, true}, app.NoSockets: {false, false}} {
		require.Equal(t, want, [2]bool{rule.Survives(false), rule.Survives(true)})
	}
}

// TestLives: in whatever life, every onSuspendCanceled follows an onSuspend,
// a page starts only where none runs, and onInstalled comes once.
func TestLives(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		l := &app.Life{Version: "1"}
		page, suspending, installed := false, false, 0
		for range 100 {
			got, err := l.Do(app.Action(random.IntN(len(actions))))
			if err != nil {
				require.ErrorAs(t, err, new(*app.LifeError))
				continue
			}
			if got.Start {
				require.False(t, page)
				page = true
			}
			for _, e := range got.Events {
				require.True(t, page, "an event needs a page")
				switch e {
				case app.OnSuspend:
					require.False(t, suspending)
					suspending = true
				case app.OnSuspendCanceled:
					require.True(t, suspending)
					suspending = false
				case app.OnInstalled:
					installed++
				}
			}
			if got.Stop {
				require.True(t, page)
				page, suspending = false, false
			}
			require.Equal(t, page, slices.Contains([]app.State{app.Running, app.Suspending}, l.State()))
			require.Equal(t, suspending, l.State() == app.Suspending)
		}
		require.LessOrEqual(t, installed, 1)
	}
}
