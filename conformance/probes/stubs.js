// @notest   what the probes ask for and sockhost does not have yet
//
// Each stub gives way to the real thing.
if (typeof Blob === 'undefined') {
  globalThis.Blob = class { get [Symbol.toStringTag]() { return 'Blob'; } };
}
if (typeof SharedArrayBuffer === 'undefined') {
  globalThis.SharedArrayBuffer = class { get [Symbol.toStringTag]() { return 'SharedArrayBuffer'; } };
}
if (typeof navigator === 'undefined') {
  globalThis.navigator = {userAgent: 'no navigator yet'};
}
