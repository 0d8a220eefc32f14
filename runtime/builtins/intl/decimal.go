package intl

import (
	"strconv"
	"strings"
)

// decimal is a number in decimal digits: 0.digits × 10^point.
type decimal struct {
	negative bool
	digits   string // without zeros at either end; "" is zero
	point    int
}

// decimalOf is the shortest decimal that is f.
func decimalOf(f float64) decimal {
	return parseDecimal(strconv.FormatFloat(f, 'e', -1, 64))
}

// parseDecimal reads what FormatFloat writes, and integers.
func parseDecimal(text string) (d decimal) {
	text, d.negative = strings.CutPrefix(text, "-")
	text, exponent, _ := strings.Cut(text, "e")
	whole, fraction, _ := strings.Cut(text, ".")
	d.digits, d.point = whole+fraction, len(whole)
	if n, err := strconv.Atoi(exponent); err == nil {
		d.point += n
	}
	return d.normal()
}

func (d decimal) normal() decimal {
	trimmed := strings.TrimLeft(d.digits, "0")
	d.point -= len(d.digits) - len(trimmed)
	d.digits = strings.TrimRight(trimmed, "0")
	if d.digits == "" {
		d.point = 0
	}
	return d
}

func (d decimal) isZero() bool { return d.digits == "" }

// Rounding is a way to leave digits off.
type Rounding string

// round leaves off all but n digits of the number's own, n may be negative.
func (d decimal) round(n int, mode Rounding) decimal {
	if n >= len(d.digits) {
		return d
	}
	var kept string
	var next byte = '0'
	rest := d.digits
	if n >= 0 {
		kept, rest = d.digits[:n], d.digits[n:]
		next = rest[0]
	} else {
		rest = "0" + rest
	}
	half := 0 // how the rest compares with a half
	switch {
	case next > '5' || next == '5' && strings.Trim(rest[1:], "0") != "":
		half = 1
	case next < '5':
		half = -1
	}
	odd := kept != "" && (kept[len(kept)-1]-'0')%2 == 1
	up := false
	switch mode {
	case "ceil":
		up = !d.negative
	case "floor":
		up = d.negative
	case "expand":
		up = true
	case "trunc":
	case "halfCeil":
		up = half > 0 || half == 0 && !d.negative
	case "halfFloor":
		up = half > 0 || half == 0 && d.negative
	case "halfTrunc":
		up = half > 0
	case "halfEven":
		up = half > 0 || half == 0 && odd
	default: // halfExpand
		up = half >= 0
	}
	point := d.point
	if n < 0 {
		point -= n // the unit that is left, above all digits
	}
	if up {
		b := []byte(kept)
		i := len(b) - 1
		for ; i >= 0 && b[i] == '9'; i-- {
			b[i] = '0'
		}
		if i >= 0 {
			b[i]++
		} else {
			b = append([]byte{'1'}, b...)
			point++
		}
		kept = string(b)
	}
	return decimal{d.negative, kept, point}.normal()
}

// fixed writes d with a number of digits after the point, and of the integer.
func (d decimal) fixed(minInteger, minFraction int) (integer, fraction string) {
	switch {
	case d.point <= 0:
		fraction = strings.Repeat("0", -d.point) + d.digits
	case d.point >= len(d.digits):
		integer = d.digits + strings.Repeat("0", d.point-len(d.digits))
	default:
		integer, fraction = d.digits[:d.point], d.digits[d.point:]
	}
	if d.isZero() {
		fraction = ""
	}
	integer = strings.Repeat("0", max(0, minInteger-len(integer))) + integer
	fraction += strings.Repeat("0", max(0, minFraction-len(fraction)))
	return integer, fraction
}

// Digits says how many digits of a number are shown.
type Digits struct {
	MinInteger                     int
	MinFraction, MaxFraction       int
	MinSignificant, MaxSignificant int // 0 if they do not count
	// Compact rounds to two digits if the integer has one, as short forms do when
	// nothing else is said.
	Compact bool
	Mode    Rounding
}

func (g Digits) apply(d decimal) (rounded decimal, integer, fraction string) {
	switch {
	case g.MaxSignificant > 0:
		d = d.round(g.MaxSignificant, g.Mode)
		minFraction := 0
		if g.MinSignificant > 0 {
			minFraction = max(0, g.MinSignificant-max(d.point, 1))
			if d.point < 1 && !d.isZero() {
				minFraction = g.MinSignificant - d.point
			}
		}
		integer, fraction = d.fixed(max(1, g.MinInteger), minFraction)
	case g.Compact:
		d = d.round(max(2, d.point), g.Mode)
		integer, fraction = d.fixed(max(1, g.MinInteger), 0)
	default:
		d = d.round(d.point+g.MaxFraction, g.Mode)
		integer, fraction = d.fixed(max(1, g.MinInteger), g.MinFraction)
	}
	return d, integer, fraction
}

// Write writes a number with these digits, as "1234.50".
func (g Digits) Write(x float64) string {
	_, integer, fraction := g.apply(decimalOf(x))
	if fraction != "" {
		return integer + "." + fraction
	}
	return integer
}
