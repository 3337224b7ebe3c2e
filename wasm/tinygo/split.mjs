// Splits what only one export needs off a module, so that a reader who needs it not is spared the bytes:
//
//	node split.mjs whole.wat export first.wat rest.wat
//
// The rest imports memory and functions of the first module, as "p", and is started after it. The first one can be
// split again by another export. Reads and writes the text that binaryen's wasm-dis writes: one form at a time,
// functions named $0, $1, …
import { readFileSync, writeFileSync } from "node:fs"

const [whole, name, first, rest] = process.argv.slice(2)
const forms = readFileSync(whole, "utf8").match(/^ \([^]*?\n(?= \(|\))/gm) // a form of the module stands one space in
const kind = form => form.match(/\((\w+)/)[1]
const of = wanted => forms.filter(form => kind(form) == wanted)

const functions = new Map([...of("func"), ...of("import").filter(form => form.includes("(func "))].map(form => [form.match(/\(func (\$\S+?)[\s)]/)[1], form]))
const exported = form => form.match(/\(func (\$\S+?)\)/)?.[1]

// reached are the functions that some functions call, and these themselves.
const reached = (names, all = new Set()) => {
  for (const f of names) {
    if (all.has(f)) continue
    all.add(f)
    if (functions.get(f).startsWith(" (func")) reached([...functions.get(f).matchAll(/\((?:return_)?call (\$\S+?)[\s)]/g)].map(m => m[1]), all)
  }
  return all
}

const ours = of("export").find(form => form.includes(`"${name}"`))
const others = of("export").filter(form => form != ours)
const table = of("elem").flatMap(form => form.match(/\$\d+\b/g)) // called through the table: from anywhere
const stays = reached([...others.map(exported).filter(f => f), ...table])
const goes = [...reached([exported(ours)])].filter(f => !stays.has(f))
const moved = goes.map(f => functions.get(f)).join("")
const shared = [...stays].filter(f => new RegExp(`\\(call \\${f}[\\s)]`).test(moved))
const globals = of("global").filter(form => moved.includes(form.match(/\$\S+/)[0]))
const tables = moved.includes("call_indirect") ? of("table") : []

const called = i => name[4] + i.toString(36) // helpSearch lends S0, S1, …
const lend = (form, i) => ` (export "${called(i)}" (${kind(form)} ${form.match(/\((?:func|global|table) (\$\S+?)[\s)]/)[1]}))\n`
const borrow = (form, i) => {
  const [head, , id, type] = form.match(/\((func|global|table) (\$\S+?)((?: \((?:param|result|mut)[^)]*\)| \d+ \d+ funcref)*)[\s)]/).slice(0)
  return ` (import "p" "${called(i)}" (${kind(form)} ${id}${type.replace(/\(param \$\d+ /g, "(param ")}))\n`
}

const lent = [...shared.map(f => functions.get(f)), ...globals, ...tables]
if (shared.some(f => !functions.get(f).startsWith(" (func"))) throw "the rest calls the page itself"
const write = (file, forms) => writeFileSync(file, `(module\n${forms.join("")})\n`)
write(first, [...forms.filter(form => form != ours && !goes.includes(form.match(/^ \(func (\$\S+?)[\s)]/)?.[1])), ...lent.map(lend)])
write(rest, [...of("type"), ` (import "p" "memory" (memory ${of("memory")[0].match(/\$\d+/)[0]} 0))\n`, ...lent.map(borrow), ours, moved])
