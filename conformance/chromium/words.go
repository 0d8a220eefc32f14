package main

// Every word the command prints stands here. Lines are lowercase sentences
// without a full stop; what is missing comes with what to do.
const (
	wordNoChromium = "conformance: there is no chromium in the path; install it, on Debian with: apt-get install -y chromium"
	wordNoNode     = "conformance: there is no node in the path; install it (18 or newer), on Debian with: apt-get install -y nodejs"
	wordFault      = "conformance: %v\n"
	wordNoStore    = "conformance: there is no certutil in the path, so %d cases with TLS are left out; on Debian: apt-get install -y libnss3-tools\n"
	wordNoCases    = "conformance: no case is called %q below %s\n"
	wordAppOnly    = "conformance: recordings are made as app; --ctx=%s is for looking only\n"
	wordBadContext = "conformance: --ctx is app or app2, not %q\n"

	wordCase    = "%s\n"              // path
	wordTest    = "  %-7s %s%s\n"     // status, name, remark
	wordMessage = "          %s\n"    // a line of a message or log
	wordUnlike  = " (recorded as %s)" // remark
	wordListed  = " (deviation, row %d: %s)"
	wordSummary = "%s: %d cases, %d tests: %d pass, %d fail, %d time out, %d crash\n"
	wordWritten = "wrote %s\n"
	wordCurrent = "every recording is current\n"
)
