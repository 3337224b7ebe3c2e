// Shows the 診断する card as another reader's browser would have it. The card's program learns everything through one
// function: helpDiagnosis(now, clock, event, ...facts), see wasm/main.go. Here the facts of its events are exchanged
// before it hears them; how they are judged is the program's own work, the same as for every reader. What the
// condition does not name stays as it is in this browser.
//
// A condition is {at, text, signals, answers}: at a time in Japan such as "2026-11-24T12:20", signals by id with
// booleans, numbers and texts ("unknown" where a browser cannot tell), answers by id with yes, no or unknown.
//
// Waiting is not acted: a slow line says that it is slow, and answers at once.

export const pretend = condition => {
  let told
  Object.defineProperty(globalThis, "helpDiagnosis", {
    configurable: true,
    get: () => told,
    set: program => { told = actor(program, condition) },
  })
  // Boots nothing: the page's own way out is shown.
  if (condition.signals.wasm === false) WebAssembly.instantiate = () => Promise.reject(new Error("WebAssembly is off"))
}

// actor stands before one program. Its clocks stand still, so that nothing depends on how fast this computer is.
const actor = (program, condition) => {
  let now, clock, act
  return (realNow, realClock, event, ...facts) => {
    if (event === "start") {
      now = condition.at ? Date.parse(condition.at + ":00+09:00") : realNow
      clock = realClock
      act = acts(condition, now)
    }
    if (!act) return program(realNow, realClock, event, ...facts) // a report on /support/ is shown as it is
    const tell = (...what) => program(now + act.behind, clock, ...what)
    const orders = tell(event, ...act[event]?.(facts, clock) ?? facts)
    const begins = event === "advice" || event === "press" && facts[0] === "start"
    return begins ? orders + act.answers.map(([id, answer]) => tell("press", answer, id, "")).join("") : orders
  }
}

// UNTOLD are the signals that some browsers cannot tell: these may be wanted as "unknown".
export const UNTOLD = ["official_reachable", "downlink_mbps", "dns_ms", "tls_ms", "save_data", "connection_type", "effective_type", "content_blocker",
  "clock_skew_s", "clock_before_build", "time_zone", "outside_japan", "maintenance_now", "incident_now"]

const named = (signals, ...ids) => ids.some(id => id in signals)
const PROBE = "helpcenter probe v1\n"

// acts are by event: each takes the facts that the page tells and returns those that it would tell there.
const acts = ({ at, signals: s, answers }, now) => {
  const behind = typeof s.clock_skew_s === "number" ? s.clock_skew_s * 1000 : 0
  const clocked = at || "clock_skew_s" in s
  let trips = 0, tries = 0, run

  const answered = (type, status, ms, body) => {
    const wall = now + behind
    const date = s.clock_skew_s === "unknown" ? NaN : wall - ms / 2 - 500 - behind // half a second: see takeClock
    return [type, status, ms, false, date, null, wall, body]
  }
  // A row of round trips with this median and this mean difference from one to the next.
  const trip = real => (s.site_rtt_ms ?? real) + (s.site_jitter_ms ?? 0) * [0, -1, 0, 1][trips++ % 4]
  const fails = () => Math.floor(tries * (s.site_loss ?? 0) + .01) > Math.floor((tries - 1) * (s.site_loss ?? 0) + .01)

  return {
    behind,
    answers: Object.entries(answers),

    start: ([resume, words, pressed, online, probes, hosts, built], clock) => [resume, words, clock, s.online ?? online, probes,
      s.official_reachable === "unknown" ? "" : hosts,
      "clock_before_build" in s ? { true: now + behind + 864e5, false: 1 }[s.clock_before_build] ?? 0 : clocked ? 1 : built],

    probe: facts => {
      const [was, type, , ms] = facts
      if (run !== was) [run, tries, trips] = [was, 0, 0]
      tries++
      if (!clocked && !named(s, "online", "site_reachable", "site_status", "captive_portal", "site_rtt_ms", "site_jitter_ms", "site_loss")) return facts
      if (s.captive_portal === true) return [was, ...answered("opaqueredirect", 0, ms)]
      if (s.online === false || s.site_reachable === false || s.site_status === 0 || fails()) return [was, ...answered("error", 0, ms)]
      return [was, ...answered("basic", s.site_status ?? 200, trip(type === "basic" ? ms : 100), PROBE)]
    },

    summary: facts => {
      const known = ["maintenance_now", "maintenance_next_min", "incident_now"].filter(id => id in s)
      if (!known.length) return facts
      if (s.online === false || known.some(id => s[id] === "unknown")) return [facts[0], "error", 0, 0]
      return [facts[0], ...answered("basic", 200, 10, JSON.stringify(published(s, now)))]
    },

    official: facts => "official_reachable" in s ? [facts[0], s.official_reachable ? "opaque" : "error", 0, 10] : facts,

    bait: facts => "content_blocker" in s ? [facts[0], s.content_blocker === true, s.content_blocker === "unknown" ? "error" : "basic", 200, 10, true] : facts,

    timings: ([was, downlink, ...rows]) => [was, given(s, "downlink_mbps", downlink),
      ...named(s, "dns_ms", "tls_ms") ? connection(s) : "downlink_mbps" in s ? [] : rows],

    device: ([was, ...f]) => [was, ...device(s, f)],

    zone: ([was, zone]) => [was, given(s, "time_zone", { true: "America/Los_Angeles", false: "Asia/Tokyo", unknown: "" }[s.outside_japan] ?? zone)],

    database: ([was, opened]) => [was, s.indexed_db ?? opened],

    // The period of the day follows from the clock; where one is wanted, the calendar says that it is always.
    advice: ([text]) => ["busy_period" in s ?
      text.replace(/^T\t.*\n/gm, "").replace(/^W/m, s.busy_period === "none" ? "W" : `T\t${s.busy_period}\t0\t999999999\nW`) : text],
  }
}

// given is the value wanted for a signal, undefined where the browser is not to tell, else the real one.
const given = (s, id, real) => id in s ? s[id] === "unknown" ? undefined : s[id] : real

const published = (s, now) => {
  const time = minutes => new Date(now + minutes * 6e4).toISOString()
  const window = (from, until) => ({ scheduled_for: time(from), scheduled_until: time(until) })
  const next = s.maintenance_next_min
  return {
    page: { updated_at: time(-60) },
    incidents: s.incident_now ? [{ started_at: time(-30) }] : [],
    scheduled_maintenances: [...s.maintenance_now ? [window(-30, 150)] : [], ...next > 0 ? [window(next, next + 180)] : []],
  }
}

// connection is one request on a fresh connection, in the order of timingFields (wasm/probe_line.go).
const connection = s => {
  const [looked, shook] = [s.dns_ms, s.tls_ms].map(ms => typeof ms === "number" ? ms : 0)
  return ["/probe.txt?n=", 0, looked, 0, 1 + shook, shook ? 1 : 0, 0, 0, 0, 0]
}

// device exchanges what stands in the order of devicePaths (wasm/probe_device.go).
const device = (s, [online, worker, language, agent, className, lang, font, saver, type, speed, cookie, stored]) => [
  s.online ?? online,
  given(s, "service_worker", worker !== undefined) || undefined,
  given(s, "language", language),
  agentOf(s) ?? agent,
  ...{ true: ["translated-ltr", "en", true], false: ["", "ja", undefined] }[s.page_translated] ?? [className, lang, font],
  named(s, "connection_type", "effective_type") && s.save_data === undefined ? saver ?? false : given(s, "save_data", saver),
  given(s, "connection_type", type),
  given(s, "effective_type", speed),
  { true: "helpcheck=1", false: "" }[s.cookies] ?? cookie,
  { true: "1", false: "" }[s.local_storage] ?? stored,
]

const SYSTEMS = {
  ios: v => `iPhone; CPU iPhone OS ${v}_0 like Mac OS X`, android: v => `Linux; Android ${v}; K`, windows: () => "Windows NT 10.0; Win64; x64",
  macos: () => "Macintosh; Intel Mac OS X 10_15_7", linux: () => "X11; Linux x86_64", chromeos: () => "X11; CrOS x86_64 14541.0.0", other: () => "Unknown",
}
// What a browser calls itself, on iOS and elsewhere.
const BROWSERS = { safari: ["Version", "Version"], chrome: ["CriOS", "Chrome"], edge: ["EdgiOS", "Edg"], firefox: ["FxiOS", "Firefox"], samsung: ["SamsungBrowser", "SamsungBrowser"], other: ["Other", "Other"] }
const APPS = { line: " Line/15.0.0", facebook: " [FBAN/FBIOS]", instagram: " Instagram 300.0", x: " Twitter for iPhone", yahoo: " YJApp-IOS", other: "; wv)" }

// agentOf is a user agent from which these signals follow; some cannot hold together, as on real devices: only an
// iPhone tells that its system is old.
const agentOf = s => {
  if (!named(s, "os", "os_version", "os_outdated", "browser", "browser_version", "browser_outdated", "in_app_browser")) return
  const os = s.os ?? (named(s, "os_version", "os_outdated") ? "ios" : "android"), apple = os === "ios"
  const browser = s.browser ?? (apple ? "safari" : "chrome")
  const old = s.browser_outdated === true || apple && browser === "safari" && s.os_outdated === true
  const follows = apple && browser === "safari" && s.os_version // Safari's version is the system's
  const version = s.browser_version ?? (follows || (browser === "safari" ? old ? 15 : 26 : browser === "samsung" ? old ? 10 : 28 : old ? 60 : 145))
  const system = SYSTEMS[os](s.os_version ?? (apple ? s.os_outdated === true ? 15 : 18 : 10))
  return `Mozilla/5.0 (${system}) ${BROWSERS[browser][apple ? 0 : 1]}/${version}.0 Safari/604.1${APPS[s.in_app_browser] ?? ""}`
}
