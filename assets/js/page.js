// The page's only script. It starts the diagnosis when 診断する is pressed: it measures nothing but onLine and
// decides nothing, but fetches the parts side by side, starts the first probe, and hands all of it to Go.
// Once the page is quiet it has the parts ready, and the page behind a link that is about to be followed.

const PATIENCE = 3000 // ms until the reader is shown another way
const KEPT = "helpcenter-diagnosis"

const line = navigator.connection
const frugal = line?.saveData || /2g/.test(line?.effectiveType)

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
      if (!d.wasm || !window.WebAssembly) throw "no WebAssembly"
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
      resume.hidden = !localStorage.getItem(KEPT)
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
    const begin = () => near.observe(this)
    document.readyState == "complete" ? begin() : addEventListener("load", begin)
  }

  async start(resume) {
    this.querySelector("[data-action=resume]").hidden = true
    const d = this.dataset, status = this.find("status"), fallback = this.find("fallback")
    if (d.state != "idle" && d.state != "failed") return
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

// Of the parts that differ by device the reader's own stands first and open, as the styles have guessed it; all
// are open where none is the reader's.
const agent = navigator.userAgent
const own = document.documentElement.dataset.own = /Android/.test(agent) ? "android" : /iP/.test(agent) || CSS.supports("-webkit-touch-callout:none") ? "iphone" : "pc"
for (const parts of document.querySelectorAll(".devices")) {
  const mine = parts.querySelector(`[data-device~=${own}]`)
  if (mine) parts.prepend(mine)
  for (const part of mine ? [mine] : parts.children) part.open = true
}
// Windows on the page turn by themselves (later/windows.js) once one is less than a day ahead.
const turn = document.body.dataset.windows
const near = () => {
  const soon = [...document.querySelectorAll("[data-window]")].some(w => parseInt(w.dataset.window) * 6e4 - Date.now() < 864e5)
  if (soon) import(turn).then(m => m.keep(ask, nonce), () => setTimeout(near, 6e4))
  else setTimeout(near, 36e5)
}
if (turn) document.readyState == "complete" ? near() : addEventListener("load", near)

// The page that the pointer is on or pressing is fetched ahead.
if (!frugal) {
  const ahead = e => {
    const a = e.target.closest?.("a[href]")
    if (!a || a.origin != location.origin || a.pathname == location.pathname || a.ahead) return
    a.ahead = true
    const link = document.createElement("link")
    link.rel = "prefetch"
    link.href = a.pathname
    document.head.append(link)
  }
  addEventListener("pointerover", ahead, { passive: true })
  addEventListener("pointerdown", ahead, { passive: true })
}

// Opening a report, on /support/: the same, where a file or field is used or the address holds one.
const report = e => import("/report.js").then(r => r.open(e))
for (const what of ["click", "change"]) document.querySelector("help-report")?.addEventListener(what, report)
const linked = () => location.hash.startsWith("#r=") && report()
addEventListener("hashchange", linked)
linked()

// Search: its script comes when somebody goes to the field, or where the address holds words.
const seek = input => import("/search.js").then(s => s.start(input))
const toField = e => {
  if (e.ctrlKey || e.metaKey) return
  e.preventDefault()
  let field = document.querySelector("[name=q]")
  if (!field) {
    const link = document.querySelector(".search-link")
    field = Object.assign(document.createElement("input"), { name: "q", link })
    link.replaceWith(field)
  }
  field.focus()
}
addEventListener("focusin", e => e.target.name == "q" && seek(e.target).catch(() => e.target.form || location.assign("/search/")))
addEventListener("click", e => e.target.closest(".search-link") && toField(e))
addEventListener("keydown", e => e.key == "/" && !e.target.matches("input,textarea") && toField(e))
if (/^\/search\/|#words=/.test(location.pathname + location.hash)) seek()
// What answers to 役に立ちましたか is fetched at the tap.
const helpful = document.querySelector(".helpful")
helpful?.addEventListener("click", e => e.target.name && import(helpful.dataset.script).then(m => m.answer(helpful, e.target)))

// A link to what is folded opens it. Last of all, because addresses may be malformed.
const reveal = () => (document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details") ?? {}).open = true
addEventListener("hashchange", reveal)
reveal()
