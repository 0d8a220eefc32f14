package web

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// table prints rows and columns in a drawn frame, or logs what is no object.
func (c *console) table(args []goja.Value) {
	data, ok := argument(args, 0).(*goja.Object)
	if !ok || c.kindOf(data) == kindFunction {
		c.print(runtime.Info, c.format(args[:min(1, len(args))]))
		return
	}
	var text string
	if !c.try(func() { text = c.tableOf(data, argument(args, 1)).String() }) {
		text = c.show(data)
	}
	c.print(runtime.Info, text)
}

func (c *console) tableOf(data *goja.Object, filter goja.Value) *table {
	const rowNumber, value = "(iteration index)", "Values"
	var t table
	switch c.kindOf(data) {
	case kindMap:
		for i, entry := range c.entries(data) {
			row := t.row(rowNumber, strconv.Itoa(i))
			row["Key"], row[value] = c.cell(entry[0]), c.cell(entry[1])
		}
		t.columns = []string{rowNumber, "Key", value}
	case kindSet:
		for i, member := range c.members(data) {
			t.row(rowNumber, strconv.Itoa(i))[value] = c.cell(member)
		}
		t.columns = []string{rowNumber, value}
	default:
		c.fill(&t, data, c.columnNames(filter), value)
	}
	return &t
}

// fill makes a row of each property of data, and a column of each property of
// those, or of those that filter names.
func (c *console) fill(t *table, data *goja.Object, filter []string, value string) {
	const name = "(index)"
	t.columns = append([]string{name}, filter...)
	primitives := false
	for _, key := range data.Keys() {
		row := t.row(name, key)
		v := data.Get(key)
		item, isObject := v.(*goja.Object)
		if !isObject {
			if filter == nil {
				primitives = true
				row[value] = c.cell(v)
			}
			continue
		}
		names := filter
		if names == nil {
			names = item.Keys()
		}
		for _, column := range names {
			if !slices.Contains(t.columns, column) {
				t.columns = append(t.columns, column)
			}
			if _, own := c.ownProperty(item, c.vm.ToValue(column)); own {
				row[column] = c.cell(item.Get(column))
			}
		}
	}
	if primitives {
		t.columns = append(t.columns, value)
	}
}

// columnNames reads the argument that chooses columns; nil means all.
func (c *console) columnNames(v goja.Value) []string {
	list, ok := v.(*goja.Object)
	if !ok || c.kindOf(list) != kindArray {
		return nil
	}
	names := []string{}
	c.vm.ForOf(list, func(v goja.Value) bool {
		names = append(names, c.plain(v))
		return true
	})
	return names
}

// cell shows a value on one line, an object with more than two properties only
// by its name.
func (c *console) cell(v goja.Value) string {
	in := c.inspector()
	in.depth, in.maxItems, in.width = 0, 3, math.MaxInt
	if o, ok := v.(*goja.Object); ok {
		if k := c.kindOf(o); k != kindArray && k != kindTypedArray && k != kindFunction && len(o.Keys()) > 2 {
			in.depth = -1
		}
	}
	return in.value(v, 0)
}

// table is text in rows and named columns; cells may be missing.
type table struct {
	columns []string
	rows    []map[string]string
}

// row adds a row that has one cell so far.
func (t *table) row(column, text string) map[string]string {
	row := map[string]string{column: text}
	t.rows = append(t.rows, row)
	return row
}

func (t *table) String() string {
	widths := make([]int, len(t.columns))
	var head []string
	for i, column := range t.columns {
		widths[i] = columns(column)
		for _, row := range t.rows {
			widths[i] = max(widths[i], columns(row[column]))
		}
		head = append(head, column)
	}
	lines := []string{rule("┌", "┬", "┐", widths), cells(head, widths), rule("├", "┼", "┤", widths)}
	for _, row := range t.rows {
		var texts []string
		for _, column := range t.columns {
			texts = append(texts, row[column])
		}
		lines = append(lines, cells(texts, widths))
	}
	return strings.Join(append(lines, rule("└", "┴", "┘", widths)), "\n")
}

func rule(left, middle, right string, widths []int) string {
	var bars []string
	for _, w := range widths {
		bars = append(bars, strings.Repeat("─", w+2))
	}
	return left + strings.Join(bars, middle) + right
}

func cells(texts []string, widths []int) string {
	var padded []string
	for i, text := range texts {
		padded = append(padded, text+strings.Repeat(" ", widths[i]-columns(text)))
	}
	return "│ " + strings.Join(padded, " │ ") + " │"
}
