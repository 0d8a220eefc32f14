// Package pattern rewrites the regular expressions of ECMAScript that the engine
// does not understand to some that mean the same and that it does: property
// escapes become classes, the set notation of the flag v is computed, and
// modifiers are carried out on the characters they are about.
//
// It knows the properties of the Unicode edition that Go has; of the emoji
// properties it has tables of its own. There are no Script_Extensions.
package pattern
