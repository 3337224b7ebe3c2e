// The stand-in's loader: as assets/js/page.js, with a diagnosis in plain JavaScript to be fetched instead of a module.
// It is measured beside the real one and never published.

const ask = (url, options, limit) => {
  const started = performance.now(), stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), limit)
  return fetch(url, { cache: "no-store", redirect: "manual", credentials: "omit", ...options, signal: stop.signal })
    .then(async r => {
      const ms = performance.now() - started, wall = Date.now()
      return { type: r.type, status: r.status, date: r.headers.get("date"), ms, wall, body: await r.text() }
    })
    .catch(() => ({ type: "error", status: 0, ms: performance.now() - started, late: stop.signal.aborted }))
    .finally(() => clearTimeout(timer))
}

const nonce = () => Date.now().toString(36) + Math.random().toString(36).slice(2)

const file = async (url, integrity) => {
  const r = await fetch(url, { integrity })
  if (!r.ok) throw r.status
  return r.text()
}

customElements.define("help-diagnosis", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("[popovertarget]").removeAttribute("popovertarget")
    this.querySelector("[data-action=start]").addEventListener("click", () => this.start())
  }

  async start() {
    const d = this.dataset, words = this.querySelector("[data-words]").value.trim()
    d.state = "loading"
    this.querySelector("[data-part=status]").textContent = this.querySelector("[popover]").textContent
    const pressed = performance.now(), probe = () => ask("/probe.txt?n=" + nonce(), {}, 3500)
    const probes = [probe()]
    for (let i = 1; i < 3; i++) probes[i] = probes[i - 1].then(probe)
    const summary = ask("/api/v2/summary.json?n=" + nonce(), {}, 3500)
    try {
      const [program, base, matching] = await Promise.all([
        import(d.script), 
        Promise.all([file(d.knowledge, d.knowledgeIntegrity), file(d.advice, d.adviceIntegrity)]).then(parts => parts.join("")), words ? file(d.matching, d.matchingIntegrity) : ""])
      program.run(this, { ask, nonce, probes, summary, pressed, words, base, matching })
    } catch (e) {
      console.error(e)
      d.state = "failed"
    }
  }
})
