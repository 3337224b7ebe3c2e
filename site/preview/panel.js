// The form of the panel: see panel.go. What it says is kept for this tab, so that a save of the writer's shows the
// same reader again.
import { UNTOLD, pretend } from "/_preview/pretend.js";

const KEY = "preview-panel", KEPT = "helpcenter-diagnosis";
const card = document.querySelector("help-diagnosis");

const read = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
};
const keep = (kept) => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {} // blocked: holds until the next load
};

function make(name, props, ...children) {
  const e = Object.assign(document.createElement(name), props);
  e.append(...children);
  return e;
}

const AS_IS = "実際のまま";
const YES_NO = { true: "はい", false: "いいえ", unknown: "わからない" };
// What readers never see has no name in the knowledge.
const NAMES = {
  site_jitter_ms: "応答の速さのむら", connection_type: "回線の種類", effective_type: "端末が見た回線の速さ", dns_ms: "行き先を調べる時間",
  tls_ms: "安全な接続の時間", os: "端末の種類", os_version: "OSの版の数字", browser: "ブラウザ", browser_version: "ブラウザの版の数字",
  javascript: "JavaScript", time_zone: "時刻の地域の名前", language: "言語",
};
const UNITS = { site_status: "HTTPの番号", site_loss: "0から1", clock_skew_s: "秒", downlink_mbps: "Mbps", maintenance_next_min: "分後" };
const WORDS = {
  cellular: "携帯の回線", ethernet: "有線", wifi: "Wi-Fi", other: "そのほか", none: "なし", lunch: "昼", evening: "夕方から夜", night: "深夜",
  "statement-day": "明細の出る日", "payment-day": "支払いの日", campaign: "キャンペーン", line: "LINE", x: "X", yahoo: "Yahoo!",
};
const nameOf = ({ id, name }) => {
  const unit = UNITS[id] ?? (id.endsWith("_ms") ? "ミリ秒" : "");
  return (name || NAMES[id] || id) + (unit && `（${unit}）`);
};
const ANSWERS = { yes: "はい", no: "いいえ", unknown: "わからない" };
const options = (first, texts) => [make("option", { value: "" }, first),
  ...Object.entries(texts).map(([value, text]) => make("option", { value }, text))];
const select = (name, first, texts) => make("select", { name }, ...options(first, texts));
const labelled = (text, control) => make("label", "", make("span", "", text), control);

// In fields to write in, the word itself says that a browser cannot tell.
const UNKNOWN = "わからない";

function signalControl({ id, kind, values = [true, false], says }) {
  const name = "signals." + id, untold = UNTOLD.includes(id);
  if (kind === "bool" || kind === "enum") {
    const offered = values.filter((v) => v !== "unknown").concat(untold ? "unknown" : []);
    return select(name, AS_IS, Object.fromEntries(offered.map((v) => [v, says[v] || YES_NO[v] || WORDS[v] || v])));
  }
  const field = make("input", { name, type: "text", placeholder: AS_IS, autocomplete: "off" });
  if (kind !== "string") {
    field.inputMode = "decimal";
    field.pattern = "-?[0-9]+(\\.[0-9]+)?" + (untold ? "|" + UNKNOWN : "");
    field.title = untold ? `数か「${UNKNOWN}」を入れます` : "数を入れます";
  }
  return field;
}

function valueOf({ kind }, text) {
  if (text === "unknown" || text === UNKNOWN) return "unknown";
  if (kind === "bool") return text === "true";
  return kind === "int" || kind === "float" ? Number(text) : text;
}

// today in Japan, with a time of the day behind it.
const todayAt = (time) => new Date(Date.now() + 9 * 36e5).toISOString().slice(0, 11) + time;

// panel is the form for what the knowledge knows.
function panel({ signals, answers, scenarios }) {
  const scenario = select("scenario", "自分で決める", Object.fromEntries(scenarios.list.map((s, i) => [i, s.name])));
  const reset = make("button", { type: "button" }, "元に戻す");
  const form = make("form", "",
    make("p", "", "選んだ読者の画面で、「診断する」がどう見えるかを確かめます。この下見は、公開するサイトには入りません。"),
    labelled("場面", scenario),
    labelled("困っていること（言葉）", make("textarea", { name: "text", rows: 2, maxLength: 400 })),
    labelled("日時（日本時間）", make("input", { name: "at", type: "datetime-local" })),
    make("details", "", make("summary", "", "調べる項目"), ...signals.map((s) => labelled(nameOf(s), signalControl(s)))),
    make("details", "", make("summary", "", "質問への答え"), ...answers.map((a) => labelled(a.name, select("answers." + a.id, "答えない", ANSWERS)))),
    make("div", { className: "buttons" }, make("button", "", "この条件で診断する"), reset));

  const fill = ({ text = "", at = "", signals = {}, answers = {} }) => {
    const values = { text, at };
    for (const [id, v] of Object.entries(signals)) values["signals." + id] = String(v);
    for (const [id, v] of Object.entries(answers)) values["answers." + id] = v;
    for (const e of form.elements) {
      const value = values[e.name] ?? "";
      if (e.name && e !== scenario) e.value = value === "unknown" && e.localName === "input" ? UNKNOWN : value;
    }
  };
  // Only what the knowledge knows now: a kept condition may be older.
  const condition = () => {
    const data = new FormData(form), set = (part) => ({ id }) => data.get(part + "." + id);
    return {
      text: data.get("text"), at: data.get("at"),
      signals: Object.fromEntries(signals.filter(set("signals")).map((s) => [s.id, valueOf(s, set("signals")(s))])),
      answers: Object.fromEntries(answers.filter(set("answers")).map((a) => [a.id, set("answers")(a)])),
    };
  };
  scenario.onchange = () => {
    const { base, list } = scenarios, chosen = list[scenario.value];
    fill(chosen ? { ...chosen, at: todayAt(chosen.at ?? base.at), signals: { ...base.signals, ...chosen.signals } } : {});
  };
  form.oninput = (e) => { if (e.target !== scenario) scenario.value = ""; };
  form.onsubmit = (e) => {
    e.preventDefault();
    keep({ scenario: scenario.value, condition: condition(), shown: location.pathname });
    location.reload();
  };
  reset.onclick = () => {
    try {
      sessionStorage.removeItem(KEY);
      localStorage.removeItem(KEPT);
    } catch {} // blocked: nothing was kept
    location.reload();
  };
  return { form, fill, condition, scenario };
}

// show presses 診断する for the reader.
async function show({ text, signals }) {
  if (signals.javascript === false) { // a frame without scripts is such a browser
    const frame = make("iframe", { id: "preview-without-script", title: "JavaScriptが使えない読者の画面", src: location.pathname });
    frame.sandbox = "allow-same-origin";
    card.replaceWith(frame);
    return;
  }
  await customElements.whenDefined("help-diagnosis");
  card.querySelector("[data-words]").value = text;
  card.querySelector("[data-action=start]").click();
}

const answer = await fetch("/_preview/panel.json");
if (answer.ok) {
  const kept = read(), { form, fill, condition, scenario } = panel(await answer.json());
  document.head.append(make("link", { rel: "stylesheet", href: "/_preview/panel.css" }));
  document.body.append(make("details", { id: "preview-panel" }, make("summary", "", kept.condition ? "診断の下見（条件つき）" : "診断の下見"), form));
  if (kept.condition) {
    fill(kept.condition);
    scenario.value = kept.scenario;
    pretend(condition());
    if (kept.shown === location.pathname) show(condition());
  }
}
