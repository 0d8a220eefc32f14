package app

// program reads "app" and "background": what runs.
func (r *reader) program() {
	root := r.m.root
	background, extension := root.get("background")
	app, ok := root.get("app")
	if ok {
		r.m.App = true
		if extension {
			r.warn(background, "'background' is only allowed for extensions, legacy packaged apps, hosted apps, login screen extensions, and chromeos system extensions, but this is a packaged app.",
				"the app's program is \"app.background\"")
		}
		r.app(app)
		return
	}
	if !extension {
		r.fault(root, noProgram, `add "app": {"background": {"scripts": ["main.js"]}}; without it there is nothing to run`)
		return
	}
	if background.kind() != '{' {
		r.invalid(background, `it must be an object, as {"scripts": ["main.js"]}`)
		return
	}
	r.extension(background)
}

func (r *reader) app(app node) {
	background, ok := app.get("background")
	if !ok {
		_, launch := app.get("launch")
		switch {
		case launch:
			r.fault(app, noProgram, `an app that only has "launch" is a web page`)
		case app.kind() != '{':
			r.invalid(app, `it must be an object, as {"background": {"scripts": ["main.js"]}}`)
		default:
			r.fault(app, "Either 'app.launch.local_path' or 'app.launch.web_url' is required.", `or, for a Chrome App, "background": {"scripts": ["main.js"]}`)
		}
		return
	}
	if persistent, ok := background.get("persistent"); ok && persistent.kind() == 't' {
		r.warn(persistent, "Invalid value for 'app.background.persistent'. Packaged apps do not support persistent background pages and must use event pages.", "it is ignored")
	}
	before := len(r.m.faults)
	r.scripts(background)
	r.page(background)
	r.onlyOne(background)
	b := &r.m.Background
	if len(b.Scripts) == 0 && b.Page == "" && len(r.m.faults) == before {
		advice := `add "scripts": ["main.js"]`
		if _, ok := background.get("service_worker"); ok {
			advice = "only extensions have service workers; name the file in \"scripts\""
		}
		r.fault(background, noProgram, advice)
	}
}

func (r *reader) extension(background node) {
	old := r.m.ManifestVersion == 2
	worker, hasWorker := background.get("service_worker")
	if hasWorker {
		r.worker(background, worker)
	}
	before := len(r.m.faults)
	// From version 3 on Chrome ignores the old keys. An extension that has
	// nothing else is run by them here.
	for _, key := range []string{"scripts", "page", "persistent"} {
		if n, ok := background.get(key); ok && !old {
			r.warn(n, "'"+n.path+"' requires manifest version of 2 or lower.", "")
		}
	}
	_, scripts := background.get("scripts")
	_, page := background.get("page")
	b := &r.m.Background
	if old || !hasWorker {
		r.scripts(background)
		r.page(background)
		b.Persistent = scripts || page
	}
	if old {
		r.onlyOne(background)
	}
	if persistent, ok := background.get("persistent"); ok && old {
		value, isBool := persistent.boolean()
		switch {
		case !isBool:
			r.invalid(persistent, "it must be true or false")
		case !scripts && !page:
			r.fault(persistent, "Must specify one of background.page or background.scripts to use background.persistent.", "")
		default:
			b.Persistent = value
		}
	}
	if len(b.Scripts) == 0 && b.Page == "" && !hasWorker && len(r.m.faults) == before {
		r.fault(background, noProgram, `add "scripts": ["main.js"] or "service_worker": "main.js"; without it there is nothing to run`)
	}
}

// file reads the name of a file that must be there.
func (r *reader) file(n node, missing string) (string, bool) {
	text, ok := n.str()
	if !ok {
		r.invalid(n, "it must be a string, the name of a file in the package")
		return "", false
	}
	name, err := cleanName(text)
	if err != nil {
		r.invalid(n, err.Error())
		return "", false
	}
	r.use(n, name, missing, true)
	return name, true
}

const (
	missingScript = "Could not load background script '%s'."
	missingPage   = "Could not load background page '%s'."
)

func (r *reader) scripts(background node) {
	list, ok := background.get("scripts")
	if !ok {
		return
	}
	if list.kind() != '[' {
		r.invalid(list, `it must be an array of strings, as ["main.js"]`)
		return
	}
	for _, n := range list.elements() {
		if name, ok := r.file(n, missingScript); ok {
			r.m.Background.Scripts = append(r.m.Background.Scripts, name)
		}
	}
}

func (r *reader) page(background node) {
	if n, ok := background.get("page"); ok {
		r.m.Background.Page, _ = r.file(n, missingPage)
	}
}

func (r *reader) worker(background, worker node) {
	b := &r.m.Background
	b.ServiceWorker, _ = r.file(worker, missingScript)
	n, ok := background.get("type")
	if !ok {
		return
	}
	switch kind, _ := n.str(); kind {
	case "module":
		b.Module = true
	case "classic":
	default:
		r.invalid(n, `it must be "module" or "classic"`)
	}
}

// onlyOne faults a background that is several things at once.
func (r *reader) onlyOne(background node) {
	count := 0
	for _, key := range []string{"page", "scripts", "service_worker"} {
		if n, ok := background.get(key); ok && (key != "service_worker" || !r.m.App) && n.kind() != 'n' {
			count++
		}
	}
	if count > 1 {
		r.fault(background, "Only one of 'background.page', 'background.scripts', and 'background.service_worker' can be specified.", "")
	}
}
