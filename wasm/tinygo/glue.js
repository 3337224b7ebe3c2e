// Stands where Go's wasm_exec.js does when TinyGo is the compiler: the program's functions take and give texts alone,
// through its memory (wasm/bridge_tinygo.go). That needs a tenth of TinyGo's own glue, which is made for syscall/js.
globalThis.Go = class {
  importObject = {
    wasi_snapshot_preview1: {
      fd_write: () => 0, fd_close: () => 0, fd_seek: () => 0, proc_exit() { },
      random_get: (at, size) => {
        crypto.getRandomValues(new Uint8Array(this.memory.buffer, at, size))
        return 0
      },
    },
    gojs: { "runtime.ticks": () => performance.now(), "runtime.sleepTicks"() { } },
  }

  // The program may come in parts (tinygo/split.mjs): this one is started, others are added to it.
  run({ exports }) {
    const parts = [exports]
    this.add = async module => parts.push((await WebAssembly.instantiate(module, { p: exports })).exports)
    this.memory = exports.memory
    exports._start()
    const fact = v => typeof v == "string" ? "s" + v.replaceAll("\x1f", " ") : typeof v == "number" ? "n" + v.toFixed(3) :
      typeof v == "boolean" ? "t" + v : v ? "o" : "u"
    // Until the part that diagnoses is there the checks answer in its place.
    for (const [name, ahead] of [["helpDiagnosis", "helpChecks"], ["helpSearch"]]) globalThis[name] = (...facts) => {
      const bytes = new TextEncoder().encode(facts.map(v => fact(v) + "\x1f").join(""))
      const room = exports.room(bytes.length)
      new Uint8Array(exports.memory.buffer).set(bytes, room)
      const at = (parts.find(part => part[name])?.[name] ?? exports[ahead])()
      return new TextDecoder().decode(new Uint8Array(exports.memory.buffer, at, exports.size()))
    }
  }
}
