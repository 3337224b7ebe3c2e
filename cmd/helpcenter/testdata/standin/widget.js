// The stand-in: the diagnosis as a few lines of plain JavaScript would do it. The same knowledge, the same checks,
// the same weighing, much the same elements on the page; what it leaves out is care (storage that throws, a second
// run, taking things back). Unlike ours it gives its first verdict as soon as the first probe has answered.

// Knowledge (wasm/diagnosis/encode.go tells the format).

const links = fields => fields.flatMap(f => {
  const colon = f.indexOf(":"), weight = +f.slice(0, colon)
  return [...f.slice(colon + 1)].map(letter => ({ cause: letter.codePointAt(0) - 48, weight }))
})

const bound = s => s === "" ? undefined : s / 1000

const decode = text => {
  const base = { causes: [], findings: [], remedies: [], periods: [], words: {} }
  let finding, band
  for (const line of text.split("\n")) {
    const [kind, ...f] = line.split("\t")
    if (kind == "C") base.causes.push({ id: f[0], name: f[1], guide: f[2], why: f[3], ruledOut: f[5], prior: +f[6], urgent: f[7] == "1" })
    if (kind == "F") base.findings.push(finding = { id: f[0], name: f[1], kind: +f[2], group: f[3], byHand: f[4], ask: f[6], why: f[7], usual: f[8] / 1000,
      twoPart: f[9] == "1", effort: Math.max(1, f[10]), neverAsk: f[11] == "1", signOf: +f[12], bands: [], yes: [], no: [], phrases: [] })
    if (kind == "y") answered(finding, links(f))
    if (kind == "B") finding.bands.push(band = { result: f[0], says: f[1], settles: +f[2], from: bound(f[3]), below: bound(f[4]), beyond: bound(f[5]), voids: [], links: [] })
    if (kind == "i") band.is = f
    if (kind == "v") band.voids = f.map(Number)
    if (kind == "l") band.links = links(f)
    if (kind == "R") base.remedies.push({ id: f[0], text: f[1], guide: f[2], warning: f[3], minutes: +f[4], risk: +f[5], fixes: [] })
    if (kind == "f") base.remedies.at(-1).fixes.push({ cause: +f[0], percent: +f[1] })
    if (kind == "T") base.periods.push({ name: f[0], from: +f[1], to: +f[2] })
    if (kind == "W") base.words[f[0]] = f[1]
  }
  base.index = new Map(base.findings.map((f, i) => [f.id, i]))
  return base
}

const answered = (finding, yes) => {
  finding.yes = yes
  finding.no = yes.map(({ cause, weight }) => {
    const says = Math.min(0.999, finding.usual * 2 ** (weight / 16))
    return { cause, weight: Math.trunc(Math.round(16 * Math.log2((1 - says) / (1 - finding.usual))) / (finding.twoPart ? 4 : 1)) }
  })
}

// Words.

const large = { ぁ: "あ", ぃ: "い", ぅ: "う", ぇ: "え", ぉ: "お", っ: "つ", ゃ: "や", ゅ: "ゆ", ょ: "よ", ゎ: "わ" }
const fold = s => s.normalize("NFKC").toLowerCase().replace(/[ァ-ヶ]/g, c => String.fromCharCode(c.charCodeAt(0) - 96))
  .replace(/[ぁぃぅぇぉっゃゅょゎ]/g, c => large[c]).replace(/[^\p{L}\p{N}]|ー/gu, "")

// unpack undoes wasm/diagnosis/pack.go.
const unpack = text => text.replace(/[)-~]|[\xa9-\xfe]|[ぁ-ゖ]/g, c => {
  const code = c.charCodeAt(0)
  return String.fromCharCode(code < 128 ? code - 41 + 0x3041 : code < 256 ? code - 128 : code - 0x3041 + 41 + 128)
})

const decodeMatching = (base, text) => {
  const variants = []
  let finding
  for (const line of unpack(text).split("\n")) {
    const [kind, ...f] = line.split("\t")
    if (kind == "V") variants.push(f)
    if (kind == "G") base.negators = f
    if (kind == "F") finding = base.findings[+f[0]]
    if (!"pqo".includes(kind) || !kind) continue
    const concepts = f.map(field => {
      const near = field[0] == "+"
      const words = field.replace(/^[+~]/, "").split("|").flatMap(w => w[0] == "=" && w.length > 1 ? variants[+w.slice(1)] : [w])
      return { reach: near ? 4 : 12, words: words.filter(w => w[0] != "-"), not: words.filter(w => w[0] == "-").map(w => w.slice(1)) }
    })
    finding.phrases.push({ concepts, no: kind == "o", negatable: kind == "q" })
  }
}

const particles = /^(は|が|も|を|に|の|で|と|つて|とか|機能|設定|自体){0,3}/

const understand = (base, text) => {
  const out = new Map()
  for (const clause of text.split(/[。！？!?\n]/).map(fold)) {
    base.findings.forEach((finding, i) => {
      for (const p of finding.phrases) {
        const end = row(p.concepts, clause)
        if (end < 0 || out.has(i)) continue
        const tail = clause.slice(end).replace(particles, "")
        out.set(i, p.no || p.negatable && base.negators.some(n => tail.startsWith(n)) ? "no" : "yes")
      }
    })
  }
  return out
}

const row = (concepts, clause) => {
  let at = 0
  for (const [i, c] of concepts.entries()) {
    let start = Infinity, end = -1
    for (const word of c.words) {
      const found = clause.indexOf(word, at)
      if (found < 0 || i && found > at + c.reach || c.not.some(n => clause.slice(Math.max(0, found - n.length), found + word.length + n.length).includes(n))) continue
      if (found < start) [start, end] = [found, found + word.length]
    }
    if (end < 0) return -1
    at = end
  }
  return at
}

// Rules.

const fits = (band, v) => {
  if (band.is) return band.is.includes(String(v))
  if (typeof v != "number") return band.from === undefined && band.below === undefined && band.beyond === undefined
  return !(v < band.from) && !(v >= band.below) && !(Math.abs(v) < band.beyond)
}

const score = (base, held, answers) => {
  const scores = base.causes.map(c => c.prior), groups = new Map()
  base.findings.forEach((f, i) => {
    const weights = held[i]?.links ?? (answers.get(i) == "yes" ? f.yes : answers.get(i) == "no" ? f.no : [])
    if (held[i]?.settles >= 0) scores[held[i].settles] += 12 * 16
    if (!f.group) return weights.forEach(l => { scores[l.cause] += l.weight })
    if (!groups.has(f.group)) groups.set(f.group, base.causes.map(() => [0, 0, 0, 0]))
    for (const { cause, weight } of weights) {
      const t = groups.get(f.group)[cause], side = weight < 0 ? 2 : 0
      t[side] = Math.max(t[side], Math.abs(weight))
      t[side + 1] += Math.abs(weight)
    }
  })
  for (const tallies of groups.values()) tallies.forEach((t, c) => { scores[c] += joint(t[0], t[1]) - joint(t[2], t[3]) })
  const top = Math.max(...scores.filter((_, c) => !base.causes[c].urgent))
  return scores.map((s, c) => {
    const sign = base.findings.some((f, i) => f.signOf == c && answers.get(i) == "yes")
    return base.causes[c].urgent && !sign ? Math.min(s, top - 1) : sign ? s + 1000 : s
  })
}

const joint = (strongest, sum) => strongest + (sum - strongest) / 4

const shares = scores => {
  const top = Math.max(...scores), raw = scores.map(s => 2 ** ((s - top) / 16)), total = raw.reduce((a, b) => a + b)
  return raw.map(x => x / total)
}

const entropy = p => -p.reduce((sum, x) => x ? sum + x * Math.log2(x) : sum, 0)

const question = (base, held, answers, p) => {
  let best = 0.02, next
  const now = entropy(p), first = p.indexOf(Math.max(...p))
  base.findings.forEach((f, i) => {
    if (!f.kind || f.neverAsk || answers.has(i)) return
    const linked = f.yes.reduce((sum, l) => sum + p[l.cause], 0)
    const yes = f.yes.reduce((sum, l) => sum + p[l.cause] * Math.min(0.99, f.usual * 2 ** (l.weight / 16)), Math.max(0, 1 - linked) * f.usual)
    if (yes < 0.02) return
    const after = ["yes", "no"].map(a => shares(score(base, held, new Map(answers).set(i, a))))
    const gain = (now - yes * entropy(after[0]) - (1 - yes) * entropy(after[1])) / f.effort
    if (gain > best && after.some(q => q.indexOf(Math.max(...q)) != first)) [best, next] = [gain, f]
  })
  return next
}

const plan = (base, p) => {
  const left = [...p], out = [], chance = r => r.fixes.reduce((sum, f) => sum + left[f.cause] * f.percent, 0) / Math.max(1, r.minutes + r.risk)
  const support = base.remedies.find(r => r.id == "contact-support")
  while (out.length < 6) {
    const r = base.remedies.filter(r => r != support && !out.includes(r)).sort((a, b) => chance(b) - chance(a))[0]
    if (!r || !chance(r)) break
    out.push(r)
    for (const f of r.fixes) left[f.cause] -= left[f.cause] * f.percent / 100
  }
  return [...out, support]
}

// The run: checks, and after each of them the weighing and the page anew.

const SAMPLES = 6, ENOUGH = 3, SETTLED = 800, LIMIT = 3900 // as wasm/probe_line.go

export const run = (element, { ask, nonce, probes, summary, pressed, words, base: text, matching }) => {
  const base = decode(text)
  if (matching) decodeMatching(base, matching)
  const s = { base, element, values: new Map(), over: new Set(), answers: understand(base, words), lineKnown: false, done: false }
  const note = (id, value) => {
    if (s.done || !base.index.has(id)) return
    s.over.add(base.index.get(id))
    if (value !== undefined) s.values.set(base.index.get(id), value)
    s.waiting ??= setTimeout(() => { s.waiting = undefined; refresh(s) }, 16)
  }
  const view = open(s)
  s.view = view
  checkDevice(note, element)
  checkLine(s, note, ask, nonce, probes, pressed)
  Promise.all([summary, s.clock]).then(([a]) => checkStatus(note, a))
  ask(element.dataset.hosts.split(" ")[0] + "/favicon.ico", { mode: "no-cors", redirect: "follow", referrerPolicy: "no-referrer" }, 3500)
    .then(a => note("official_reachable", a.type == "opaque"))
  checkBlocker(note, ask, nonce, element)
  setTimeout(() => { base.findings.forEach((f, i) => s.over.add(i)); refresh(s) }, pressed + LIMIT - performance.now())
  refresh(s)
}

const checkDevice = (note, element) => {
  const agent = navigator.userAgent, c = navigator.connection
  note("javascript", true)
  note("wasm", true)
  note("online", navigator.onLine)
  note("service_worker", "serviceWorker" in navigator)
  note("language", navigator.language)
  note("page_translated", document.documentElement.lang != "ja")
  note("save_data", c?.saveData)
  note("effective_type", c?.effectiveType)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  note("time_zone", zone)
  note("outside_japan", zone != "Asia/Tokyo")
  note("clock_before_build", Date.now() < Date.parse(element.dataset.built))
  note("os", /Android/.test(agent) ? "android" : /iPhone|iPad/.test(agent) ? "ios" : "other")
  note("os_outdated")
  note("in_app_browser", /Line\/|FBAN|FBAV|Instagram|; wv\)/.test(agent) ? "other" : "none")
  note("browser", "chrome")
  note("browser_version", agent.match(/Chrome\/(\d+)/)?.[1])
  note("browser_outdated", +agent.match(/Chrome\/(\d+)/)?.[1] < 97)
  document.cookie = "helpcheck=1; SameSite=Strict; path=/; max-age=60"
  note("cookies", document.cookie.includes("helpcheck=1"))
  document.cookie = "helpcheck=; SameSite=Strict; path=/; max-age=0"
  localStorage.setItem("helpcenter-check", "1")
  note("local_storage", localStorage.getItem("helpcenter-check") == "1")
  localStorage.removeItem("helpcenter-check")
  const opened = indexedDB.open("helpcenter-check")
  opened.onsuccess = () => { opened.result.close(); indexedDB.deleteDatabase("helpcenter-check"); note("indexed_db", true) }
  opened.onerror = () => note("indexed_db", false)
}

const checkLine = (s, note, ask, nonce, probes, pressed) => {
  s.clock = (async () => {
    const trips = []
    let failed = 0, skew
    for (let tries = 0; tries < SAMPLES && performance.now() < pressed + LIMIT - 300; tries++) {
      if (trips.length >= ENOUGH && performance.now() - pressed > SETTLED) break
      const a = await (probes[tries] ?? ask("/probe.txt?n=" + nonce(), {}, 3500))
      const ours = a.body == "helpcenter probe v1\n"
      if (ours) trips.push(a.ms)
      else failed++
      if (ours && a.ms <= Math.min(...trips)) skew = (a.wall - a.ms / 2 - Date.parse(a.date) - 500) / 1000
      if (tries) continue
      note("site_reachable", ours)
      note("site_status", a.status)
      note("captive_portal", a.type == "error" ? undefined : !ours)
      for (const id of ["dns_ms", "tls_ms"]) note(id)
      note("downlink_mbps", navigator.connection?.downlink)
      s.lineKnown = true
    }
    note("site_loss", failed / (trips.length + failed))
    note("site_rtt_ms", trips.sort((a, b) => a - b)[trips.length >> 1])
    note("site_jitter_ms", trips.at(-1) - trips[0])
    note("clock_skew_s", skew)
    const minute = (Math.trunc(Date.now() / 60000) + 540) % 1440
    note("busy_period", s.base.periods.find(p => minute >= p.from && minute < p.to)?.name ?? "none")
  })()
}

const checkStatus = (note, a) => {
  const now = Date.now(), windows = JSON.parse(a.body).scheduled_maintenances.map(w => [Date.parse(w.scheduled_for), Date.parse(w.scheduled_until)])
  note("maintenance_now", windows.some(([from, until]) => now >= from && now < until))
  const next = Math.min(...windows.map(([from]) => (from - now) / 60000).filter(m => m > 0))
  note("maintenance_next_min", next <= 120 ? next : undefined)
  note("incident_now", JSON.parse(a.body).incidents.some(i => !i.resolved_at))
}

const checkBlocker = (note, ask, nonce, element) => {
  const bait = document.createElement("div")
  bait.className = "diagnosis-bait adsbox ad-banner banner-ads"
  bait.textContent = "\u00a0"
  element.append(bait)
  setTimeout(async () => {
    const hidden = !bait.offsetHeight
    bait.remove()
    note("content_blocker", hidden || (await ask("/ads/banner.txt?n=" + nonce(), {}, 3500)).type == "error")
  }, 100)
}

const refresh = s => {
  const { base } = s, held = base.findings.map((f, i) => s.values.has(i) ? f.bands.find(b => fits(b, s.values.get(i))) : undefined)
  held.forEach(b => b?.voids.forEach(i => { held[i] = undefined }))
  s.done ||= base.findings.every((f, i) => f.kind || !f.name || s.over.has(i))
  const p = shares(score(base, held, s.answers)), order = p.map((_, c) => c).sort((a, b) => p[b] - p[a])
  s.view(held, p, order, s.lineKnown ? question(base, held, s.answers, p) : undefined)
}

// View.

const open = s => {
  const { element, base } = s, result = element.querySelector("[data-part=result]")
  const clone = name => element.querySelector(`template[data-template=${name}]`).content.firstElementChild.cloneNode(true)
  const fill = (root, name, text) => { root.querySelector(`[data-slot=${name}]`).textContent = text }
  const item = text => { const i = clone("item"); i.textContent = text; return i }
  const checks = clone("checks"), parts = { understood: "", question: "", advice: "", checks }
  const put = (name, content) => {
    parts[name] = content
    result.replaceChildren(...Object.values(parts).filter(Boolean))
  }
  put("checks", checks)
  fill(checks, "title", base.words["checks-title"])
  const lines = base.findings.map(f => {
    if (f.kind || !f.name) return
    const line = clone("check")
    line.dataset.check = f.id
    fill(line, "name", f.name)
    checks.querySelector("[data-slot=list]").append(line)
    return line
  })

  const showChecks = held => lines.forEach((line, i) => {
    if (!line) return
    if (!s.over.has(i)) return fill(line, "value", base.words["check-pending"])
    line.dataset.result = held[i]?.result.replace("info", "ok") || "unknown"
    fill(line, "value", base.words["mark-" + line.dataset.result] + (held[i]?.says.replace("{value}", Math.round(s.values.get(i))) ?? ""))
  })

  const understood = () => {
    const chips = clone("understood")
    fill(chips, "title", base.words["understood-title"])
    chips.querySelector("[data-slot=list]").append(...[...s.answers].map(([i]) => {
      const chip = clone("chip")
      chip.dataset.understood = base.findings[i].id
      fill(chip, "text", base.findings[i].name)
      return chip
    }))
    return chips
  }

  const card = (held, p, order) => {
    const cause = base.causes[order[0]], advice = clone("advice"), steps = plan(base, p)
    advice.dataset.recommendation = cause.id
    fill(advice, "label", base.words["advice-label"])
    fill(advice, "name", cause.name)
    fill(advice, "why", cause.why)
    fill(advice, "guide", base.words["guide-link"])
    advice.querySelector("[data-slot=guide]").href = "/" + cause.guide.replace("#", "/#")
    fill(advice, "more-title", base.words["more-remedies"])
    steps.slice(0, 4).forEach((r, i) => advice.querySelector(`[data-slot=${i ? "more" : "remedies"}]`).append(remedy(r)))
    fill(advice, "reasons-title", base.words["reasons-title"])
    const reason = clone("reason")
    fill(reason, "title", base.words["for-title"])
    held.forEach(b => { if (b?.links.some(l => l.cause == order[0])) reason.querySelector("[data-slot=list]").append(item(b.says)) })
    advice.querySelector("[data-slot=reasons]").append(reason)
    return advice
  }

  const remedy = r => {
    const line = clone("remedy")
    line.dataset.remedy = r.id
    fill(line, "text", r.text)
    fill(line, "minutes", base.words.about + r.minutes + base.words.minutes)
    fill(line, "guide", base.words["remedy-guide"])
    for (const outcome of ["fixed", "not-fixed"]) line.querySelector(`[data-outcome=${outcome}]`).textContent = base.words[outcome]
    return line
  }

  const asked = f => {
    const q = clone("question")
    q.dataset.question = f.id
    fill(q, "text", f.ask)
    fill(q, "why", f.why)
    for (const answer of ["yes", "no", "unknown"]) q.querySelector(`[data-answer=${answer}]`).textContent = base.words[answer]
    return q
  }

  return (held, p, order, next) => {
    showChecks(held)
    put("understood", s.answers.size && understood())
    const sure = p[order[0]] >= 0.3
    put("question", s.lineKnown && next && asked(next))
    put("advice", s.lineKnown && (sure || !next) && card(held, p, order))
    element.dataset.state = !s.done ? "checking" : next ? "asking" : "advising"
    element.querySelector("[data-part=status]").textContent = base.words[element.dataset.state]
  }
}
