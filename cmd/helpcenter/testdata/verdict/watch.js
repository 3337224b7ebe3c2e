// Stands in every page that the benchmark opens and notes, in the page's own clock, what the reader sees how long
// after the press of 診断する. It changes nothing.
(() => {
  const seen = globalThis.verdict = {}
  let pressed, over
  seen.done = new Promise(done => { over = done })

  const note = name => { seen[name] ??= performance.now() - pressed }

  // painted is a moment behind the next frame: the change is on the screen then.
  const painted = name => requestAnimationFrame(() => setTimeout(() => note(name)))

  const shown = element => element && !element.closest("[hidden]")

  const look = () => {
    const widget = document.querySelector("help-diagnosis")
    if (pressed === undefined || !widget) return
    const state = widget.dataset.state
    if (state == "failed") over("failed")
    if (state == "idle" || state == "failed") return
    if (!seen.answered) painted("response")
    seen.answered = true
    if (state != "loading") note("running")
    if (widget.querySelector("[data-check][data-result]")) note("evidence")
    if (!seen.advice && [...widget.querySelectorAll("[data-recommendation], [data-question]")].some(shown)) note("advice")
    if (state != "asking" && state != "advising") return
    note("over")
    over("")
  }

  addEventListener("click", e => {
    if (pressed !== undefined || !e.target.closest?.("[data-action=start]")) return
    pressed = e.timeStamp
    seen.ahead = performance.getEntriesByType("resource").some(r => r.name.endsWith(".wasm") && r.transferSize) // not from the cache
  }, true)
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true,
    attributeFilter: ["data-state", "data-result", "data-recommendation", "data-question", "hidden"] })
})()
