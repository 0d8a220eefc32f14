package wsserver

import (
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"
)

// indexName is the file that stands for its folder.
const indexName = "index.html"

// serveFile answers with a file below root. It blocks.
func serveFile(w http.ResponseWriter, r *http.Request, root, name string) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	folder, err := os.OpenRoot(root)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer folder.Close()
	slash := strings.HasSuffix(name, "/")
	name, ok := localName(name)
	if !ok {
		http.NotFound(w, r)
		return
	}
	info, err := folder.Stat(name)
	if err == nil && info.IsDir() {
		if !strings.HasSuffix(r.URL.Path, "/") {
			// What the page refers to is relative to the folder.
			redirectToFolder(w, r)
			return
		}
		name, slash = path.Join(name, indexName), false
		info, err = folder.Stat(name)
	}
	// Opening what is no regular file may block.
	if err != nil || slash || !info.Mode().IsRegular() {
		http.NotFound(w, r)
		return
	}
	sendFile(w, r, folder, name)
}

func sendFile(w http.ResponseWriter, r *http.Request, folder *os.Root, name string) {
	file, err := folder.Open(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		http.NotFound(w, r)
		return
	}
	if w.Header().Get("ETag") == "" {
		w.Header().Set("ETag", etag(info))
	}
	http.ServeContent(w, r, name, info.ModTime(), file)
}

// localName is the name below the root that a path means, unless a part of it
// is hidden or cannot be a file name everywhere. Whether it leads out of the
// root, through links too, is for [os.Root] to say.
func localName(name string) (string, bool) {
	if strings.ContainsAny(name, "\\\x00") {
		return "", false
	}
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	if name == "" {
		return ".", true
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") {
			return "", false
		}
	}
	return name, true
}

// etag is a strong validator, as precise as the file system's times.
func etag(info fs.FileInfo) string {
	return fmt.Sprintf(`"%x-%x"`, info.Size(), info.ModTime().UnixNano())
}

// redirectToFolder adds the slash that is missing. The target is relative, so
// it cannot lead to another host.
func redirectToFolder(w http.ResponseWriter, r *http.Request) {
	target := url.URL{Path: path.Base(r.URL.Path) + "/", RawQuery: r.URL.RawQuery}
	w.Header().Set("Location", target.String())
	w.WriteHeader(http.StatusMovedPermanently)
}
