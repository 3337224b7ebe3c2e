// The glue between the page and the Go program; the compiler's own wasm_exec.js stands above it in the same file.
// Go has no try: attempt calls what may throw and says whether it did.

const attempt = (object, method, ...values) => {
  try {
    return { ok: true, value: object[method](...values) }
  } catch {
    return { ok: false }
  }
}

export const run = async (element, handed) => {
  const go = new Go()
  const instance = await WebAssembly.instantiate(handed.module, go.importObject)
  go.run(instance)
  go.exited = false // TinyGo's main returns at once; the program lives on in its callbacks
  if (!globalThis.helpDiagnosis(element, { ...handed, attempt })) throw 0 // the knowledge cannot be read
}
