// @notest   what the probes ask for and sockhost does not have yet
//
// Each stub gives way to the real thing.
if (typeof SharedArrayBuffer === 'undefined') {
  globalThis.SharedArrayBuffer = class { get [Symbol.toStringTag]() { return 'SharedArrayBuffer'; } };
}
