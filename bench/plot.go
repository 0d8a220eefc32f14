package main

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// The plot's measures, in pixels.
const (
	plotWidth, plotHeight                    = 760, 440
	plotLeft, plotRight, plotTop, plotBottom = 80, 630, 40, 380
	labelGap                                 = 17
)

// plotColors are for curves in their order; each can be told from a white and from a black ground, and so can plotGray.
var plotColors = []string{"#2f9e6e", "#8f6fc4", "#3a86c8", "#d1495b", "#768ba0", "#c2549d", "#c98a1b", "#8a8a2a"}

const plotGray = "#768390"

// A curve is one peer's figures.
type curve struct {
	name, color string
	points      []point
}

type point struct{ x, y float64 }

// curves are the TCP echo of every peer that took part, by the number of connections.
func (r *report) curves() []curve {
	var curves []curve
	for _, p := range r.Peers {
		c := curve{name: p.Name, color: plotColors[len(curves)%len(plotColors)]}
		for _, row := range r.Results {
			connections, ok := strings.CutPrefix(row.Work, "echo-")
			count, err := strconv.Atoi(connections)
			if ok && err == nil && row.Peer == p.Name {
				c.points = append(c.points, point{float64(count), row.Figure})
			}
		}
		if len(c.points) > 0 {
			curves = append(curves, c)
		}
	}
	return curves
}

// plot draws operations per second against connections as SVG.
func (r *report) plot() string {
	curves := r.curves()
	most, widest := 1.0, 1.0
	for _, c := range curves {
		for _, p := range c.points {
			most, widest = max(most, p.y), max(widest, p.x)
		}
	}
	step := niceStep(most / 5)
	top := math.Ceil(most/step) * step
	decades := max(1, math.Log10(widest))
	x := func(v float64) float64 { return plotLeft + (plotRight-plotLeft)*math.Log10(v)/decades }
	y := func(v float64) float64 { return plotBottom - (plotBottom-plotTop)*v/top }

	var svg strings.Builder
	draw := func(format string, args ...any) { fmt.Fprintf(&svg, format+"\n", args...) }
	draw(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" font-family="sans-serif" font-size="13">`,
		plotWidth, plotHeight, plotWidth, plotHeight)
	draw(`<title>TCP echo of 64 bytes: operations per second against connections</title>`)
	draw(`<style>text { fill: %s } line { stroke: %s }</style>`, plotGray, plotGray)
	for v := 0.0; v <= top; v += step {
		draw(`<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke-opacity="%.2f"/>`, plotLeft, plotRight, y(v), y(v), gridOpacity(v))
		draw(`<text x="%d" y="%.1f" text-anchor="end">%s</text>`, plotLeft-8, y(v)+4.5, thousands(v))
	}
	for v := 1.0; v <= math.Pow(10, decades); v *= 10 {
		draw(`<line x1="%.1f" x2="%.1f" y1="%d" y2="%d"/>`, x(v), x(v), plotBottom, plotBottom+5)
		draw(`<text x="%.1f" y="%d" text-anchor="middle">%s</text>`, x(v), plotBottom+21, thousands(v))
	}
	draw(`<text x="%d" y="%d" text-anchor="middle">connections</text>`, (plotLeft+plotRight)/2, plotBottom+46)
	draw(`<text x="%d" y="%d">operations per second</text>`, 10, plotTop-18)
	for _, c := range curves {
		var path []string
		for _, p := range c.points {
			path = append(path, fmt.Sprintf("%.1f,%.1f", x(p.x), y(p.y)))
		}
		draw(`<polyline points="%s" fill="none" stroke="%s" stroke-width="%s" stroke-linejoin="round"/>`, strings.Join(path, " "), c.color, c.width())
		for _, p := range c.points {
			draw(`<circle cx="%.1f" cy="%.1f" r="3.5" fill="%s"/>`, x(p.x), y(p.y), c.color)
		}
	}
	ends := make([]float64, len(curves))
	for i, c := range curves {
		ends[i] = y(c.points[len(c.points)-1].y)
	}
	for i, at := range apartBy(labelGap, ends) {
		draw(`<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" style="stroke: %s" stroke-opacity="0.5"/>`, plotRight+5, ends[i], plotRight+20, at, curves[i].color)
		draw(`<text x="%d" y="%.1f" style="fill: %s" font-weight="bold">%s</text>`, plotRight+24, at+4.5, curves[i].color, escaped(curves[i].name))
	}
	draw(`</svg>`)
	return svg.String()
}

// width makes the line that the plot is about stand out.
func (c curve) width() string {
	if c.name == "sockhost" {
		return "3.5"
	}
	return "2"
}

// gridOpacity makes the axis stand out among the lines of the grid.
func gridOpacity(v float64) float64 {
	if v == 0 {
		return 1
	}
	return 0.25
}

// niceStep rounds up to 1, 2 or 5 times a power of ten.
func niceStep(least float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(least)))
	for _, factor := range []float64{1, 2, 5} {
		if factor*unit >= least {
			return factor * unit
		}
	}
	return 10 * unit
}

// apartBy moves positions, as little as it takes, so that none is nearer than gap to another.
func apartBy(gap float64, positions []float64) []float64 {
	order := make([]int, len(positions))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(positions[a], positions[b]) })
	// Those that touch move as a group around their common middle.
	type group struct {
		members []int
		sum     float64 // of the members' wishes for the group's first place
	}
	var groups []group
	start := func(g group) float64 { return g.sum / float64(len(g.members)) }
	for _, i := range order {
		groups = append(groups, group{[]int{i}, positions[i]})
		for len(groups) > 1 {
			last, before := groups[len(groups)-1], groups[len(groups)-2]
			if start(before)+gap*float64(len(before.members)) <= start(last) {
				break
			}
			shift := gap * float64(len(before.members))
			merged := group{append(before.members, last.members...), before.sum + last.sum - shift*float64(len(last.members))}
			groups = append(groups[:len(groups)-2], merged)
		}
	}
	placed := make([]float64, len(positions))
	for _, g := range groups {
		for n, i := range g.members {
			placed[i] = start(g) + gap*float64(n)
		}
	}
	return placed
}

func escaped(text string) string {
	var out strings.Builder
	xml.EscapeText(&out, []byte(text)) // a strings.Builder takes everything
	return out.String()
}
