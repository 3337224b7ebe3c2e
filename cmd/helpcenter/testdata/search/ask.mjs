// Asks the built program, as the page would: ask.mjs GLUE WASM FINDER INDEX QUERIES, a query a line; the answers as JSON.
import { existsSync, readFileSync } from "node:fs"
import { runInThisContext } from "node:vm"

const [glue, wasm, finder, index, queries] = process.argv.slice(2)
runInThisContext(readFileSync(glue, "utf8"))
const go = new Go()
const { instance } = await WebAssembly.instantiate(readFileSync(wasm), go.importObject)
go.run(instance)
if (existsSync(finder)) await go.add(await WebAssembly.compile(readFileSync(finder)))
go.exited = false
if (helpSearch(readFileSync(index, "utf8"))) throw "the index cannot be read"
const lines = readFileSync(queries, "utf8").split("\n")
const before = instance.exports.memory.buffer.byteLength
const answers = lines.map(q => helpSearch(q))
for (let i = 0; i < 4; i++) lines.map(q => helpSearch(q)) // memory grows by doubling: many keystrokes tell more
process.stdout.write(JSON.stringify({ answers, grown: instance.exports.memory.buffer.byteLength - before }), () => process.exit())
