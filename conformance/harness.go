package conformance

import (
	_ "embed"
	"encoding/json"
)

// Harness is the script that makes chrome.test; it must run before a case, as
// HarnessName, and finds the globals __config and __report.
//
//go:embed harness.js
var Harness string

// Kit is the script that makes kit, the helpers of the cases. It comes after
// the harness, as KitName.
//
//go:embed kit.js
var Kit string

// WSKit is what kit has for websocketserver besides. It comes after Kit, as
// WSKitName, and not in Chromium.
//
//go:embed ws-kit.js
var WSKit string

// Names of the scripts; the harness leaves them out of stacks.
const (
	HarnessName = "harness.js"
	KitName     = "kit.js"
	WSKitName   = "ws-kit.js"
)

// Config is the global __config of a case. The harness, the kit and cases read
// it.
type Config struct {
	// Name of the test if the script is a single one.
	Name string `json:"name"`
	// Backend of sockhost; empty in Chromium.
	Backend string `json:"backend,omitempty"`
	// Token tells this run from others that use the peer at the same time.
	Token string `json:"token"`
	// Peer is the port of the scriptable peer; Peers are the others.
	Peer  int    `json:"peer,omitempty"`
	Peers *Ports `json:"peers,omitempty"`
	// Answers to chrome.test.sendMessage.
	Answers map[string]string `json:"answers,omitempty"`
	// CustomArg and TestServer are what chrome.test.getConfig tells.
	CustomArg  string      `json:"customArg,omitempty"`
	TestServer *TestServer `json:"testServer,omitempty"`
}

// TestServer is where a script finds the server it was written for.
type TestServer struct {
	Port int `json:"port"`
}

// Script is the source of the global __config.
func (c Config) Script() string {
	text, err := json.Marshal(c)
	if err != nil {
		panic(err) // plain data
	}
	return "var __config = " + string(text) + ";\n"
}
