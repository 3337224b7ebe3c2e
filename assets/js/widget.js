// The 診断する card. It starts the diagnosis when the button is pressed: it measures nothing but onLine and decides
// nothing, but fetches the parts side by side, starts the first probes, and hands all of it to Go. Once the page is
// quiet it has the parts ready.

const PATIENCE = 3000 // ms until the reader is shown another way

const compile = async (url, integrity) => {
  const get = () => fetch(url, { integrity })
  try {
    return await WebAssembly.compileStreaming(get())
  } catch {
    return WebAssembly.compile(await (await get()).arrayBuffer()) // a host that serves .wasm as something else
  }
}

const text = async (url, integrity, priority) => {
  const r = await fetch(url, { integrity, priority })
  if (!r.ok) throw r.status
  return r.text()
}

// painted waits for a frame, or a moment where there are none (a hidden tab).
const painted = () => new Promise(done => {
  requestAnimationFrame(() => setTimeout(done))
  setTimeout(done, 100)
})

// once keeps a promise that holds, and forgets one that fails: the next call tries again.
const once = make => {
  let kept
  return () => kept ??= make().catch(e => {
    kept = null
    throw e
  })
}

customElements.define("help-diagnosis", class extends HTMLElement {
  connectedCallback() {
    const d = this.dataset
    this.find = name => this.querySelector(`[data-part=${name}]`)
    this.parts = once(async () => {
      if (!d.wasm) throw 0 // it was not built
      return Promise.all([import(d.script), compile(d.wasm, d.wasmIntegrity)])
    })
    this.knowledge = once(() => text(d.knowledge, d.knowledgeIntegrity))
    this.matching = once(() => text(d.matching, d.matchingIntegrity, "low")) // for those who say something in their own words
    this.words = this.querySelector("[data-words]")
    this.words.addEventListener("input", () => frugal || this.matching().catch(() => { }), { once: true })
    this.querySelector("[data-action=start]").addEventListener("click", () => this.start(false))
    const resume = this.querySelector("[data-action=resume]")
    resume.addEventListener("click", () => this.start(true))
    try {
      resume.hidden = !localStorage.getItem("helpcenter-diagnosis")
    } catch { } // storage blocked: nothing to go on with
    // The button opens a popover without any script: a press that came before this one is kept there.
    this.pressed = this.querySelector("[popover]")
    const early = this.pressed.matches(":popover-open")
    this.querySelector("[popovertarget]").removeAttribute("popovertarget")
    if (early) {
      this.pressed.hidePopover()
      this.start(false)
    } else if (!frugal && d.wasm) this.prepare()
  }

  // prepare fetches and compiles the parts when the page is quiet and the button comes near.
  prepare() {
    const near = new IntersectionObserver(entries => {
      if (!entries.at(-1).isIntersecting) return // the last one is how it stands now
      near.disconnect()
      const quiet = window.requestIdleCallback ?? (f => setTimeout(f, 500))
      quiet(() => Promise.all([this.parts(), this.knowledge()]).catch(() => { }))
    }, { rootMargin: "300px" })
    addEventListener("load", () => near.observe(this)) // a module runs before it
  }

  async start(resume) {
    this.querySelector("[data-action=resume]").hidden = true
    const d = this.dataset, status = this.find("status"), fallback = this.find("fallback")
    if (!/idle|failed/.test(d.state)) return
    d.state = "loading"
    status.textContent = this.pressed.textContent
    const help = () => {
      fallback.hidden = false
      fallback.scrollIntoView({ block: "nearest" })
    }
    const timer = setTimeout(help, PATIENCE)
    const learn = () => this.matching().catch(() => null)
    // The words' file stands back until the module is nearly here; where the module is quicker, it asks itself.
    if (resume || this.words.value.trim()) setTimeout(learn, 700)
    const handed = { ask, nonce, resume, learn, pressed: performance.now(), online: navigator.onLine, probes: [] }
    if (!resume) {
      // Two first probes, a third behind them, and the published windows are under way while the parts travel.
      const probe = () => ask("/probe.txt?n=" + nonce(), {}, PATIENCE)
      handed.probes = [probe(), probe()]
      handed.probes[2] = handed.probes[0].then(probe)
      handed.summary = ask("/api/v2/summary.json?n=" + nonce(), {}, PATIENCE)
    }
    try {
      const parts = this.parts(), knowledge = this.knowledge()
      knowledge.catch(() => { })
      const [widget, module] = await parts
      await painted() // the answer to the press is seen before the program takes the processor
      await widget.run(this, module, knowledge, handed)
      fallback.hidden = true
    } catch (e) {
      console.error(e)
      d.state = "failed"
      status.textContent = ""
      help()
    }
    clearTimeout(timer)
  }
})
