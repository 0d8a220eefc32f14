package runtime

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja/file"
)

// jsonFault says what is wrong with JSON, and where; nil if nothing is.
func jsonFault(name, src string) error {
	var fault *json.SyntaxError
	if !errors.As(json.Unmarshal([]byte(src), new(any)), &fault) {
		return nil
	}
	e := &ScriptError{File: name, Message: "SyntaxError: Unexpected end of JSON input"}
	at := max(int(fault.Offset)-1, 0)
	if strings.TrimSpace(src[:at]) == strings.TrimSpace(src) || strings.Contains(fault.Error(), "unexpected end") {
		at = len(strings.TrimRight(src, " \t\r\n"))
	} else {
		token, _ := utf8.DecodeRuneInString(src[at:])
		e.Message = fmt.Sprintf("SyntaxError: Unexpected token %c in JSON", token)
	}
	before := src[:at]
	e.at(src, file.Position{Line: strings.Count(before, "\n") + 1, Column: at - strings.LastIndexByte(before, '\n')})
	return e
}
