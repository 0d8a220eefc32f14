package app_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/app"
)

func TestLanguages(t *testing.T) {
	for language, want := range map[string][]string{
		"":            {"en-US", "en"},
		"C":           {"en-US", "en"},
		"de":          {"de"},
		"pt_BR.UTF-8": {"pt-BR", "pt"},
		"zh-hant-tw":  {"zh-Hant-TW", "zh-Hant", "zh"},
	} {
		require.Equal(t, want, app.Languages(language), language)
	}
}
