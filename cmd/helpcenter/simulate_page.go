package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"helpcenter/site"
)

//go:embed simulate.html
var simulateHTML string

var simulateTemplate = template.Must(template.New("simulate").Funcs(template.FuncMap{"percent": percent}).Parse(simulateHTML))

// cell is one square of the confusion table; its shade is a share of the row, in tenths.
type cell struct {
	X, Y, Shade int
	Right       bool
	Title       string
}

// Squares of the confusion table, the room for its labels, and the frame of the cost curve, in the drawing's own units.
const (
	cellSize             = 12
	labelRoom            = 150
	curveWide, curveHigh = 600, 240
	curveMinutes         = 60
)

// simulationPage draws a simulation as one page that needs nothing else.
func simulationPage(s *site.Simulation) []byte {
	var out bytes.Buffer
	err := simulateTemplate.Execute(&out, map[string]any{
		"S": s, "Cells": cells(s), "Labels": labels(s), "Size": cellSize, "Side": len(s.Causes) * cellSize, "Drawing": len(s.Causes)*cellSize + labelRoom, "Room": -labelRoom,
		"Plan": curvePoints(s.Plan.Curve), "Article": curvePoints(s.Article.Curve), "Wide": curveWide, "High": curveHigh, "Last": curveMinutes,
		"Mistakes": s.Mistakes[:min(2*mixupsShown, len(s.Mistakes))], "Slow": slowest(s)[:min(slowShown, len(s.Causes))],
		"Never": neverAsked(s), "Names": causeNames(s),
	})
	if err != nil {
		panic(err) // the template is part of the program, and a test runs it
	}
	return out.Bytes()
}

func causeNames(s *site.Simulation) map[string]string {
	names := map[string]string{}
	for _, c := range s.Causes {
		names[c.Cause] = c.Name
	}
	return names
}

// cells are the squares that hold anybody.
func cells(s *site.Simulation) []cell {
	var out []cell
	for i, row := range s.Table {
		for j, n := range row {
			if n > 0 {
				shade := 1 + 9*n/max(1, s.Causes[i].Customers)
				out = append(out, cell{j * cellSize, i * cellSize, min(shade, 10), i == j,
					fmt.Sprintf("%s → %s %d人", s.Causes[i].Cause, s.Causes[j].Cause, n)})
			}
		}
	}
	return out
}

// label names a row and the column of the same cause; At is where its words stand.
type label struct {
	At   int
	Name string
}

func labels(s *site.Simulation) []label {
	var out []label
	for i, c := range s.Causes {
		out = append(out, label{i*cellSize + cellSize*3/4, c.Cause})
	}
	return out
}

// curvePoints is the line of a curve's first hour, as the points of a polyline.
func curvePoints(curve []float64) string {
	var points []string
	for m, share := range curve[:curveMinutes+1] {
		points = append(points, fmt.Sprintf("%d,%.1f", m*curveWide/curveMinutes, float64(curveHigh)*(1-share)))
	}
	return strings.Join(points, " ")
}

func slowest(s *site.Simulation) []site.Fate {
	return slices.SortedStableFunc(slices.Values(s.Causes), func(a, b site.Fate) int {
		if a.Minutes > b.Minutes {
			return -1
		}
		return 1
	})
}

func neverAsked(s *site.Simulation) []string {
	var out []string
	for _, q := range s.Asked {
		if q.Customers == 0 && !q.Sign {
			out = append(out, q.Finding)
		}
	}
	return out
}
