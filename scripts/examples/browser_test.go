package examples_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestChatInChromium drives two pages of ws-chat.js in a real browser. SOCKHOST_NPM names the folder with the node_modules that
// has playwright-core, otherwise npm is asked for its global one; a picture of the page goes to SOCKHOST_SCREENSHOTS, if set.
func TestChatInChromium(t *testing.T) {
	node, chromium := lookFor(t, "node"), lookFor(t, "chromium", "chromium-browser", "google-chrome")
	modules := npmModules(t, "playwright-core")
	folder := os.Getenv("SOCKHOST_SCREENSHOTS")
	if folder == "" {
		folder = t.TempDir()
	}
	screenshot := filepath.Join(folder, "ws-chat.png")

	p := serve(t, "ws-chat.js", "0")
	drive := exec.CommandContext(t.Context(), node, filepath.Join("testdata", "chat.js"), p.addr, chromium, screenshot)
	drive.Env = append(os.Environ(), "NODE_PATH="+modules)
	output, err := drive.CombinedOutput()
	if err != nil || strings.TrimSpace(string(output)) != "ok" {
		t.Fatalf("%v\n%s", err, output)
	}
	if info, err := os.Stat(screenshot); err != nil || info.Size() == 0 {
		t.Errorf("no screenshot: %v", err)
	}
	p.stop()
}

// lookFor finds the first of some programs, or skips the test.
func lookFor(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skipf("%s is not installed", names[0])
	return ""
}

// npmModules is the node_modules folder that has a package, or skips the test.
func npmModules(t *testing.T, name string) string {
	t.Helper()
	var modules string
	if folder := os.Getenv("SOCKHOST_NPM"); folder != "" {
		modules = filepath.Join(folder, "node_modules")
	} else {
		output, err := exec.Command(lookFor(t, "npm"), "root", "-g").Output()
		if err != nil {
			t.Skipf("npm does not know its global folder: %v", err)
		}
		modules = strings.TrimSpace(string(output))
	}
	if _, err := os.Stat(filepath.Join(modules, name)); err != nil {
		t.Skipf("the npm package %s is not installed", name)
	}
	return modules
}
