package main

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sockhost/sockhost"
)

// Exit codes.
const (
	exitOK     = 0
	exitScript = 1
	exitUsage  = 2
	exitSignal = 128 // plus the signal's number
)

// usageError is a mistake on the command line.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

// flags are the flags of the command.
type flags struct {
	eval     string
	logLevel string
	maxHeap  int
}

// run is the whole program, from its arguments to its exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	code := exitOK
	root := newCommand(stdin, stdout, stderr, &code)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	if err := root.Execute(); err != nil {
		text := err.Error()
		if _, ours := err.(*usageError); !ours {
			text += wordSeeHelp
		}
		fmt.Fprintln(stderr, prefix+text)
		return exitUsage
	}
	return code
}

func newCommand(stdin io.Reader, stdout, stderr io.Writer, code *int) *cobra.Command {
	root := &cobra.Command{
		Use:               helpUse,
		Short:             helpShort,
		Long:              helpLong,
		Example:           helpExample,
		Version:           sockhost.Version,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetHelpCommand(&cobra.Command{Hidden: true})
	runs := func(c *cobra.Command) {
		var f flags
		c.Args = cobra.ArbitraryArgs
		c.Flags().StringVarP(&f.eval, "eval", "e", "", flagEval)
		c.Flags().StringVar(&f.logLevel, "log-level", "warn", flagLogLevel)
		c.Flags().IntVar(&f.maxHeap, "max-heap", 4096, flagMaxHeap)
		c.RunE = func(c *cobra.Command, args []string) error {
			p := &program{stdin: stdin, stdout: stdout, stderr: stderr}
			err := p.prepare(f, c.Flags().Changed("eval"), args, c.ArgsLenAtDash())
			if err == nil {
				*code = p.run()
			}
			return err
		}
	}
	runs(root)
	long := &cobra.Command{Use: "run [flags] SCRIPT… [-- ARGS…]", Short: helpRunShort}
	runs(long)
	root.AddCommand(long)
	return root
}

// levels are the words of --log-level.
var levels = map[string]slog.Level{
	"debug":  slog.LevelDebug,
	"info":   slog.LevelInfo,
	"warn":   slog.LevelWarn,
	"error":  slog.LevelError,
	"silent": slog.LevelError + 1,
}

func parseLevel(word string) (slog.Level, error) {
	level, ok := levels[strings.ToLower(word)]
	if !ok {
		return 0, &usageError{fmt.Sprintf(wordBadLevel, word)}
	}
	return level, nil
}
