// Fetched when a reader says whether a guide helped. The answer stays on this device: nothing here asks a server.

const KEPT = "helpcenter-helpful" // {"/trouble/network/": "no"}

const kept = () => {
  try {
    return Object(JSON.parse(localStorage.getItem(KEPT)))
  } catch {
    return {} // storage blocked, or not ours any more
  }
}

const keep = answer => {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ ...kept(), [location.pathname]: answer }))
  } catch { } // then it is forgotten
}

const make = (name, text, more) => Object.assign(document.createElement(name), { textContent: text, ...more })

const link = (text, href) => {
  const item = make("li", "")
  item.append(make("a", text, { href, className: "way" }))
  return item
}

// note is what a person at the support desk needs to know: pages and a date, nothing about the reader.
const note = () => {
  const others = Object.entries(kept()).filter(([path, answer]) => answer == "no" && path != location.pathname)
  return [
    "読んだページ:" + document.querySelector("h1").textContent,
    "場所:" + location.origin + location.pathname,
    "読んだ日:" + new Date().toLocaleDateString("ja-JP", { dateStyle: "long" }),
    ...others.map(([path]) => "ほかに読んだページ:" + location.origin + path),
  ].join("\n")
}

const offer = () => {
  const ways = make("ul", "", { className: "plain" })
  const here = document.querySelector("help-diagnosis")
  ways.append(link("「診断する」で原因を調べる", here ? "#diagnosis-title" : "/"), link("ほかのガイドを探す", "/search/"), link("相談先を見る", "/support/"))
  const label = make("label", "相談するときに渡せる文です。お名前や番号は入っていません。")
  const area = make("textarea", "", { readOnly: true, rows: 7, value: note() })
  const copy = make("button", "この文をコピーする", { type: "button", className: "button" })
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(area.value)
      copy.textContent = "コピーしました"
    } catch {
      area.select() // the reader's own hand can copy what is marked
    }
  })
  label.append(area)
  return [ways, label, copy]
}

// answer takes a press on はい or いいえ, again and again if the reader changes their mind.
export const answer = pressed => {
  const box = pressed.closest(".helpful")
  keep(pressed.value)
  const helped = pressed.value == "yes"
  for (const button of box.querySelectorAll("[name=helpful]")) button.ariaPressed = button == pressed
  const said = make("p", helped ? "ありがとうございます。答えは、この端末の中だけに残しました。" : "申し訳ありません。次の方法をお試しください。")
  box.querySelector("[role=status]").replaceChildren(said, ...helped ? [] : offer())
}
