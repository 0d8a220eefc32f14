package web

// userAgent is what scripts and servers learn of the browser, in the reduced
// form that Chrome has.
const userAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
