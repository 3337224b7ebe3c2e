// The page's only script: it starts the diagnosis when 診断する is pressed. It measures nothing but onLine and
// decides nothing: it fetches the parts side by side, starts the first probe, and hands all of it to Go.

const PATIENCE = 3000 // ms until the reader is shown another way

// ask fetches past every cache and never fails: what went wrong is part of the answer.
const ask = (url, options, limit) => {
  const started = performance.now(), stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), limit)
  return fetch(url, { cache: "no-store", redirect: "manual", credentials: "omit", ...options, signal: stop.signal })
    .then(async r => {
      const ms = performance.now() - started, wall = Date.now()
      return { type: r.type, status: r.status, date: r.headers.get("date"), age: r.headers.get("age"), ms, wall, body: (await r.text()).slice(0, 9e5) }
    })
    .catch(() => ({ type: "error", status: 0, ms: performance.now() - started, late: stop.signal.aborted }))
    .finally(() => clearTimeout(timer))
}

const nonce = () => Date.now().toString(36) + Math.random().toString(36).slice(2)

const compile = async (url, integrity) => {
  const get = () => fetch(url, { integrity })
  try {
    return await WebAssembly.compileStreaming(get())
  } catch {
    return WebAssembly.compile(await (await get()).arrayBuffer()) // a host that serves .wasm as something else
  }
}

const knowledge = async (url, integrity) => {
  const r = await fetch(url, { integrity })
  if (!r.ok) throw r.status
  return new Uint8Array(await r.arrayBuffer())
}

customElements.define("help-diagnosis", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-action=start]").addEventListener("click", () => this.start(false))
    const resume = this.querySelector("[data-action=resume]")
    resume.addEventListener("click", () => this.start(true))
    try {
      resume.hidden = !localStorage.getItem("helpcenter-diagnosis")
    } catch { } // storage blocked: nothing to go on with
    // The button opens a popover without any script: a press that came before this one is kept there.
    const pressed = this.querySelector("[popover]"), early = pressed.matches(":popover-open")
    this.querySelector("[popovertarget]").removeAttribute("popovertarget")
    if (!early) return
    pressed.hidePopover()
    this.start(false)
  }

  async start(resume) {
    if (this.dataset.state != "idle" && this.dataset.state != "failed") return
    const d = this.dataset
    d.state = "loading"
    const status = this.querySelector("[data-part=status]"), fallback = this.querySelector("[data-part=fallback]")
    status.textContent = this.querySelector("[popover]").textContent
    const help = () => { fallback.hidden = false }
    const timer = setTimeout(help, PATIENCE)
    let matching // fetched once the reader has said something in their own words
    const learn = () => matching ??= knowledge(d.matching, d.matchingIntegrity).catch(() => { matching = null })
    if (resume || this.querySelector("[data-words]").value.trim()) learn()
    const handed = {
      ask, nonce, resume, learn, pressed: performance.now(), online: navigator.onLine,
      probe: resume ? null : ask("/probe.txt?n=" + nonce(), {}, 3500),
    }
    try {
      if (!d.wasm || !window.WebAssembly) throw 0
      const [widget, module, base] = await Promise.all([
        import(d.script), compile(d.wasm, d.wasmIntegrity), knowledge(d.knowledge, d.knowledgeIntegrity)])
      await widget.run(this, { ...handed, module, base })
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
