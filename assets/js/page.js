// The page's only script. Parts of it stand ready for what only some pages have; whatever a tap alone needs is
// fetched at the tap. Pages with the 診断する card get widget.js behind it, in the same file.

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

const nonce = () => Date.now() + Math.random()

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
const near = () => [...document.querySelectorAll("[data-window]")].some(w => parseInt(w.dataset.window) * 6e4 < Date.now() + 864e5)
  ? import(turn).then(m => m.keep(ask, nonce)).catch(() => { }) : setTimeout(near, 36e5)
if (turn) addEventListener("load", near)

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
if (/[?&]q=.|#words=/.test(location.search + location.hash)) seek()
// What answers to 役に立ちましたか is fetched at the tap.
document.querySelector(".helpful")?.addEventListener("click", e => e.target.name && import(e.currentTarget.dataset.script).then(m => m.answer(e.target)))

// An address may hold a report, or name what is folded: it is opened. By itself, because addresses may be malformed.
const follow = () => {
  const hash = location.hash
  if (/^#r=/.test(hash)) report()
  else (document.getElementById(decodeURI(hash).slice(1))?.closest("details") ?? {}).open = true
}
addEventListener("hashchange", follow)
queueMicrotask(follow)
