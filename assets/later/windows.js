// Turns the maintenance windows on a page at the minute: 予定 → 実施中 → 終了. page.js fetches this once a window
// is less than a day ahead. Each [data-window] is one occurrence, "start-end" in minutes since 1970; what it shows in
// words stands in the page. The time is the server's, by the Date header of our own probe, because a device may be off.

const MINUTE = 6e4, DAY = 864e5
const STALE = 10 * MINUTE // the clock is asked again when the reader comes back after this

export const keep = (ask, nonce) => {
  const banner = document.querySelector("[data-banner]"), line = document.querySelector("[data-status-line]")
  let skew = 0, asked = -STALE, timer

  const windows = () => [...document.querySelectorAll("[data-window]")].map(element => {
    const [from, until] = element.dataset.window.split("-").map(m => m ? m * MINUTE : Infinity)
    return { element, from, until }
  })

  // show brings the page in line with the time, and returns at the next edge; at least once a minute, because
  // timers sleep with the device and the clock may be set.
  const show = () => {
    const now = Date.now() - skew, before = (banner?.dataset.banner ?? 0) * MINUTE
    let next = MINUTE
    for (const { element, from, until } of windows()) {
      const phase = now < from ? 0 : now < until ? 1 : 2
      for (const edge of [from - before, from, until]) if (edge > now) next = Math.min(next, edge - now)
      const badge = element.querySelector("[data-phases]"), word = badge?.dataset.phases.split(" ")[phase]
      if (badge && badge.textContent != word) badge.textContent = word
      element.dataset.phase = phase
      if (banner?.contains(element)) element.hidden = phase > 1 || now < from - before
    }
    if (banner) banner.hidden = !banner.querySelector("[data-window]:not([hidden])")
    if (line) choose(line)
    clearTimeout(timer)
    timer = setTimeout(show, next + 1)
  }

  // The status line has room for each of its texts, one upon the other, so that nothing moves.
  const choose = line => {
    const one = line.querySelector("[data-phase='1']") ?? line.querySelector("[data-phase='0']") ?? line.lastElementChild
    for (const text of line.children) text.toggleAttribute("data-off", text != one)
  }

  const setClock = async () => {
    const today = windows().some(w => [w.from, w.until].some(edge => Math.abs(edge - Date.now()) < DAY))
    if (!today || performance.now() - asked < STALE) return
    asked = performance.now()
    const a = await ask("/probe.txt?n=" + nonce(), {}, 5000), date = Date.parse(a.date)
    if (date) skew = a.wall - a.ms / 2 - (date + 500 + (a.age || 0) * 1000) // Date has whole seconds, cut off
    show()
  }

  const look = () => {
    if (document.hidden) return
    show()
    setClock()
  }
  document.addEventListener("visibilitychange", look)
  addEventListener("pageshow", look)
  look()
}
