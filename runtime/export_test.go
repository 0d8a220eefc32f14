package runtime

// Compile lets tests compile without running.
var Compile = compile
