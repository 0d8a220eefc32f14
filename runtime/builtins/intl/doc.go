// Package intl formats numbers, dates, lists and relative times as browsers do it
// for a locale.
//
// The data of the locales is locales.txt, taken from a browser by locales.js (see
// the command record): patterns with a name in braces for each field, and the
// names of months, days, currencies and so on. It is read when a locale is first
// asked for. Locales that are not in it are those of the language or, without
// one, American English.
//
// There is only the Gregorian calendar, and only Western digits. A Locale and
// what is made with it may be used by any goroutine.
package intl
