package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A site is the repository the benchmark runs in, and the place for what it builds.
type site struct {
	ctx   context.Context
	root  string
	dir   string
	given string
	built string
	npm   string // the folder of npm packages

	programs map[string]string // what program has found
}

func newSite(ctx context.Context, sockhost string) (*site, error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "sockhost-bench-")
	return &site{ctx: ctx, root: root, dir: dir, given: sockhost, programs: map[string]string{}}, err
}

func (s *site) close() {
	os.RemoveAll(s.dir)
}

// sockhost returns the binary to measure and builds it the first time.
func (s *site) sockhost() (string, error) {
	if s.given != "" {
		return filepath.Abs(s.given)
	}
	if s.built != "" {
		return s.built, nil
	}
	path := filepath.Join(s.dir, "sockhost")
	build := exec.CommandContext(s.ctx, "go", "build", "-o", path, "./cmd/sockhost")
	build.Dir = s.root
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // as the README says
	if output, err := build.CombinedOutput(); err != nil {
		return "", buildFailed(err, output)
	}
	s.built = path
	return path, nil
}

// npmVariable names a folder whose node_modules is used instead of npm's global packages.
const npmVariable = "SOCKHOST_NPM"

// npmFolder returns the folder of npm packages.
func (s *site) npmFolder() (string, error) {
	if s.npm == "" {
		if folder := os.Getenv(npmVariable); folder != "" {
			s.npm = filepath.Join(folder, "node_modules")
		} else if global, err := s.output("npm", "root", "-g"); err == nil {
			s.npm = global
		} else {
			return "", notInstalled("npm")
		}
	}
	return filepath.Abs(s.npm)
}

// npmPackage returns the folder of an installed npm package.
func (s *site) npmPackage(name string) (string, error) {
	folder, err := s.npmFolder()
	if err != nil {
		return "", err
	}
	folder = filepath.Join(folder, name)
	if _, err := os.Stat(filepath.Join(folder, "package.json")); err != nil {
		return "", notInstalled("the npm package " + name)
	}
	return folder, nil
}

// program finds a program in the PATH or among the npm packages. A package that brings a binary keeps it in another
// package for the platform, and moves it to its place in a script that npm may have been told not to run: hence the
// second pattern, and the question for the version.
func (s *site) program(name string) (string, error) {
	if path, known := s.programs[name]; known {
		return path, nil
	}
	var candidates []string
	if path, err := exec.LookPath(name); err == nil {
		candidates = append(candidates, path)
	}
	if folder, err := s.npmFolder(); err == nil {
		for _, pattern := range []string{".bin/" + name, "@*/" + name + "-*/bin/" + name, "@" + name + "/*/" + name} {
			found, _ := filepath.Glob(filepath.Join(folder, pattern))
			candidates = append(candidates, found...)
		}
	}
	for _, path := range candidates {
		if _, err := s.output(path, "--version"); err == nil {
			s.programs[name] = path
			return path, nil
		}
	}
	return "", notInstalled(name)
}

// commit names the state of the repository.
func (s *site) commit() string {
	hash, err := s.output("git", "-C", s.root, "rev-parse", "--short=10", "HEAD")
	if err != nil {
		return "unknown"
	}
	if changes, err := s.output("git", "-C", s.root, "status", "--porcelain"); err != nil || changes != "" {
		return hash + " with changes"
	}
	return hash
}

// output runs a short command and returns the line it prints.
func (s *site) output(name string, args ...string) (string, error) {
	output, err := exec.CommandContext(s.ctx, name, args...).Output()
	return strings.TrimSpace(string(output)), err
}

// moduleRoot finds the folder of this module's go.mod, here or above.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		content, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(content), "module github.com/sockhost/sockhost\n") {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errNoModule
		}
		dir = parent
	}
}
