//go:build js && wasm

package main

import "helpcenter/wasm/diagnosis"

// page gathers orders to the page's script, which carries them out one by one. An order is a letter and three
// texts; the first ones draw, with a current node, at first the widget itself:
//
//	n template key        the next node of the list: the one with this key if it is there, else a new one
//	s slot                draw the list of nodes in a slot of the current node
//	e                     the list ends: what else stood in it goes; back to the node whose slot it is
//	t slot text           the text of a slot ("" is the node itself)
//	a slot name value     an attribute; "" removes it
//	h slot address text   a link to an address with a text behind it in base64url
//	f selector block      focus, and scroll there: nearest, or start for the head of the widget
//	q name url ms         ask an address; the answer is told as name, within so many milliseconds
//	b class url ms        the same with a bait on the page; whether it was hidden is told first, as bait
//	w name ms             tell name later
//	r name paths          look up values of the page's own objects, one path a line, and tell them as name
//	j name text           read JSON and tell its leaves as name: path, value, path, value …
//	d name key            open a database and tell whether that works
//	x name fields         tell the timings of requests: the speed reported, then of each its name and these fields
//	l name                fetch the matching of words and tell it
//	g name what url       fetch a text of this site, from the browser's cache too; told as name: what, text or ""
//	k key text            keep in this browser's own storage; "" forgets
//	y name text           put a text on the clipboard; told as name: whether that worked
//	z file text           save a text as a file
//	c text                set a cookie
//	v text                put the reader's words into their field
//	u run                 the orders from here on belong to this run of the checks
//	!                     give up: the knowledge cannot be read
//
// What happens because of an order from q on is told with the number of its run.
type page struct{ orders []byte }

const (
	fieldEnd = 0x1f
	orderEnd = 0x1e
)

//go:noinline
func (p *page) order(kind byte, a, b, c string) {
	p.put(kind)
	for _, s := range [...]string{a, b, c} {
		p.put(fieldEnd)
		for i := 0; i < len(s); i++ {
			if s[i] != fieldEnd && s[i] != orderEnd { // no text becomes an order
				p.put(s[i])
			}
		}
	}
	p.put(orderEnd)
}

//go:noinline
func (p *page) put(c byte) { p.orders = append(p.orders, c) }

// take returns the orders, and forgets them.
func (p *page) take() string {
	out := string(p.orders)
	p.orders = p.orders[:0]
	return out
}

// Called from many places: kept apart, each call costs the module a few bytes instead of many.

//go:noinline
func (p *page) node(template, key string) { p.order('n', template, key, "") }

// nodeOf is a node whose key an attribute tells too.
//
//go:noinline
func (p *page) nodeOf(template, attribute, key string) {
	p.node(template, key)
	p.attr("", attribute, key)
}

// item is a text of a list, with a sign before it or none.
//
//go:noinline
func (p *page) item(sign, text string) {
	p.node("item", text)
	p.text("", sign+text)
}

//go:noinline
func (p *page) in(slot string) { p.order('s', slot, "", "") }

//go:noinline
func (p *page) out() { p.order('e', "", "", "") }

//go:noinline
func (p *page) text(slot, s string) { p.order('t', slot, s, "") }

//go:noinline
func (p *page) attr(slot, name, value string) { p.order('a', slot, name, value) }

//go:noinline
func (p *page) link(slot, address, words string) {
	p.attr(slot, "href", address)
	p.text(slot, words)
}

// after tells name again, ms milliseconds later.
//
//go:noinline
func (p *page) after(name string, ms int) { p.order('w', name, diagnosis.Decimal(ms), "") }

// keep writes to this browser's own storage; "" forgets.
//
//go:noinline
func (p *page) keep(key, text string) { p.order('k', key, text, "") }
