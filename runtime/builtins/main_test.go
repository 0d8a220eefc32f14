package builtins_test

import (
	"os"
	"testing"
	"time"
)

// TestMain has all tests in UTC, as Chromium's answers are.
func TestMain(m *testing.M) {
	time.Local = time.UTC
	os.Setenv("TZ", "UTC")
	os.Exit(m.Run())
}
