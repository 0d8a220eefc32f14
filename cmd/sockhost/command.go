package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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
	eval     []string
	module   bool
	logLevel string
	maxHeap  int
	allow    allowFlags
	insecure bool
	workers  int
	profile  profileFlags
	app      appFlags
}

// run is the whole program, from its arguments to its exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	code := exitOK
	root := newCommand(stdin, stdout, stderr, &code)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	if err := root.Execute(); err != nil {
		fmt.Fprintln(stderr, prefix+err.Error())
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
	root.SetHelpCommand(&cobra.Command{Use: "help", Hidden: true, RunE: func(_ *cobra.Command, args []string) error {
		about, _, err := root.Find(args)
		if err != nil || about == root {
			return root.Help()
		}
		return about.Help()
	}})
	root.SetUsageTemplate(usageTemplate)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return flagError(err) })
	root.Flags().BoolP("version", "v", false, flagVersion)
	root.PersistentFlags().BoolP("help", "h", false, flagHelp)
	runs := func(c *cobra.Command) {
		var f flags
		c.Args = cobra.ArbitraryArgs
		c.Flags().StringArrayVarP(&f.eval, "eval", "e", nil, flagEval)
		c.Flags().BoolVar(&f.module, "module", false, flagModule)
		c.Flags().StringVar(&f.logLevel, "log-level", "warn", flagLogLevel)
		c.Flags().StringVar(&f.allow.manifest, "manifest", "", flagManifest)
		c.Flags().StringArrayVar(&f.allow.connect, "allow-connect", nil, flagConnect)
		c.Flags().StringArrayVar(&f.allow.listen, "allow-listen", nil, flagListen)
		c.Flags().StringArrayVar(&f.allow.udp, "allow-udp", nil, flagUDP)
		c.Flags().BoolVar(&f.insecure, "insecure-tls", false, flagInsecure)
		f.app.register(c.Flags())
		c.Flags().IntVar(&f.workers, "workers", 1, flagWorkers)
		f.profile.register(c.Flags())
		c.Flags().IntVar(&f.maxHeap, "max-heap", 4096, flagMaxHeap)
		c.RunE = func(c *cobra.Command, args []string) error {
			p := &program{stdin: stdin, stdout: stdout, stderr: stderr}
			err := p.prepare(f, args, c.ArgsLenAtDash())
			if err == nil {
				*code = p.run()
			}
			return err
		}
	}
	runs(root)
	long := &cobra.Command{Use: helpRunUse, Short: helpRunShort}
	runs(long)
	root.AddCommand(long, newTestCommand(stdout, stderr, code))
	return root
}

// flagError says what is wrong with a flag.
func flagError(err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	text := err.Error()
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		text = fmt.Sprintf(wordNoFlag, "-"+unknown.GetSpecifiedName())
	case errors.As(err, &unknown):
		text = fmt.Sprintf(wordNoFlag, "--"+unknown.GetSpecifiedName())
	case errors.As(err, &missing):
		text = fmt.Sprintf(wordNoValue, missing.GetFlag().Name)
	case errors.As(err, &invalid):
		text = fmt.Sprintf(wordBadValue, invalid.GetFlag().Name, invalid.GetValue())
	}
	return &usageError{text + wordSeeHelp}
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
