// The 診断する card. It starts the diagnosis when the button is pressed: it measures nothing but onLine and decides
// nothing, but fetches the parts side by side, starts the first probes, and hands all of it to Go. Once the page is
// quiet it has the parts ready.

const PATIENCE = 3000 // ms until the reader is shown another way

// painted waits for a frame, or a moment where there are none (a hidden tab).
const painted = () => new Promise(done => {
  requestAnimationFrame(() => setTimeout(done))
  setTimeout(done, 100)
})

// once keeps a promise that holds, and forgets one that fails: the next call tries again. Nobody need wait for it.
const once = make => {
  let kept
  return () => {
    kept ??= make()
    kept.catch(() => kept = null)
    return kept
  }
}

customElements.define("help-diagnosis", class extends HTMLElement {
  connectedCallback() {
    const d = this.dataset
    // Another body than the right one fails by its hash, an error page too.
    const file = (name, kind = "text", priority) => this[name] = once(async () => (await fetch(d[name], { integrity: d[name + "Integrity"], priority }))[kind]())
    file("wasm", "arrayBuffer")
    file("knowledge")
    file("matching", "text", "low") // for those who say something in their own words
    // Where it was not built there is no script, and no waiting.
    // What gives advice follows the script, so that the module has the line to itself.
    this.parts = once(() => Promise.all([this.wasm().then(bytes => WebAssembly.compile(bytes)), import(d.script).then(widget => widget.advise(d.advice, d.adviceIntegrity) && widget)]))
    this.words = this.querySelector("[data-words]")
    this.words.addEventListener("input", () => frugal || this.matching(), { once: true })
    this.querySelector("[data-action=start]").addEventListener("click", () => this.start())
    const resume = this.resume = this.querySelector("[data-action=resume]")
    resume.addEventListener("click", () => this.start(true))
    try {
      resume.hidden = !localStorage.getItem("helpcenter-diagnosis")
    } catch { } // storage blocked: nothing to go on with
    if (d.wasm && !(frugal && resume.hidden)) this.prepare()
    // The button opens a popover without any script: a press that came before this one is kept there.
    this.pressed = this.querySelector("[popover]")
    const early = this.pressed.matches(":popover-open")
    this.querySelector("[popovertarget]").removeAttribute("popovertarget")
    if (early) {
      this.pressed.hidePopover()
      this.start()
    }
  }

  // prepare fetches and compiles the parts when the page is quiet and the button comes near: where data is to be
  // saved only if a former visit has left them in the browser's cache.
  prepare() {
    const quiet = window.requestIdleCallback ?? (f => setTimeout(f, 500))
    const all = () => {
      this.parts()
      this.knowledge()
    }
    const make = () => frugal ? fetch(this.dataset.wasm, { cache: "only-if-cached", mode: "same-origin" }).then(all, () => { }) : all()
    // A module runs before the page has loaded; of several entries the last one is how it stands now.
    addEventListener("load", () => new IntersectionObserver(entries => entries.at(-1).isIntersecting && quiet(make), { rootMargin: "300px" }).observe(this))
  }

  async start(resume) {
    this.resume.hidden = true
    const d = this.dataset, status = this.querySelector("[data-part=status]"), fallback = this.querySelector("[data-part=fallback]")
    if (!/idle|failed/.test(d.state)) return
    d.state = "loading"
    status.textContent = this.pressed.textContent
    const help = () => {
      fallback.hidden = false
      fallback.scrollIntoView({ block: "nearest" })
    }
    const timer = setTimeout(help, PATIENCE)
    // The first probe, the parts, a second probe, a third behind the first, and the published windows: on a slow phone
    // each request takes 10 ms to send.
    const probe = () => ask("/probe.txt?n=" + nonce(), {}, PATIENCE), first = resume || probe(), parts = this.parts()
    const handed = {
      ask, nonce, resume, learn: () => this.matching().catch(() => null), pressed: performance.now(), online: navigator.onLine,
      probes: resume ? [] : [first, probe(), first.then(probe)],
      summary: resume || ask("/api/v2/summary.json?n=" + nonce(), {}, PATIENCE),
    }
    try {
      const knowledge = this.knowledge()
      parts.then(() => (resume || this.words.value.trim()) && handed.learn(), () => { })
      // The answer to the press is seen before the program takes the processor: by those too who watch for it.
      const [[module, widget]] = await Promise.all([parts, Promise.resolve().then(painted)])
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
