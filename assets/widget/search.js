// The search field: a combobox by the ARIA pattern over the Go program's answers (wasm/search.go). It is fetched
// when somebody goes to a field; what it needs further stands in PARTS, which the generator puts above it.

const sheet = new CSSStyleSheet()
sheet.replaceSync(STYLE)
document.adoptedStyleSheets.push(sheet)

const bytes = async (url, integrity) => {
  const r = await fetch(url, { integrity })
  if (!r.ok) throw r.status
  return r
}

// engine promises the function that answers; a failure is forgotten, so that the next letter tries again.
let engine
const ready = () => engine ??= (async () => {
  const module = (url, integrity) => bytes(url, integrity).then(r => r.arrayBuffer()).then(b => WebAssembly.compile(b))
  const [{ boot }, program, finder, index] = await Promise.all([
    import(PARTS.script),
    module(PARTS.wasm, PARTS.wasmIntegrity),
    PARTS.finder && module(PARTS.finder, PARTS.finderIntegrity),
    bytes(PARTS.index, PARTS.indexIntegrity).then(r => r.text())])
  const { helpSearch, add } = await boot(program)
  await add(finder)
  if (helpSearch(index)) throw "index"
  return helpSearch
})().catch(e => {
  engine = null
  throw e
})

const make = (name, properties, ...children) => {
  const e = Object.assign(document.createElement(name), properties)
  e.append(...children)
  return e
}

// marked makes every second piece a <mark>.
const marked = text => text.split(/[\x02\x03]/).map((piece, i) => i % 2 ? make("mark", { textContent: piece }) : piece)

// fill puts a text into an element that does not hold it yet.
const fill = (e, text) => {
  if (e.holds != text) {
    e.holds = text
    e.replaceChildren(...marked(text))
  }
}

const here = location.pathname == "/search/"
const searchFor = q => "/search/?q=" + encodeURIComponent(q)

// say puts words into the diagnosis, where it is on this page.
const say = words => {
  const field = document.querySelector("[data-words]")
  if (!field) return false
  field.value = words
  field.dispatchEvent(new Event("input"))
  field.closest("section").scrollIntoView()
  field.focus({ preventScroll: true })
  return true
}

let number = 0

const open = input => {
  if (input.list_) return
  const id = "found-" + ++number
  const status = make("p", { role: "status" })
  const list = input.list_ = make("div", { id, role: "listbox", ariaLabel: "検索の結果" })
  const panel = make("div", { className: "search-panel", hidden: true }, status, list)
  let form = input.form
  const meant = document.activeElement == input // who went on meanwhile is not called back
  if (!form) { // the header's link has become a field
    input.ariaLabel = "ガイドを検索"
    form = make("form", { className: "search", action: "/search/", role: "search" })
    input.replaceWith(form)
    form.append(input)
  }
  form.append(panel)
  Object.assign(input, { role: "combobox", type: "search", autocomplete: "off", enterKeyHint: "search", ariaAutoComplete: "list", ariaExpanded: false })
  input.setAttribute("aria-controls", id)
  if (meant) input.focus()

  let active, direct, composing = false, last, moving

  // move makes the address that of the page of search with these words, once typing pauses or ends in a choice: each
  // move costs time, and some browsers allow few.
  const move = () => {
    if (here) history.replaceState(null, "", last ? searchFor(last) : "/search/")
  }

  const choose = option => {
    if (active) active.ariaSelected = false
    active = option
    if (option) {
      option.ariaSelected = true
      option.scrollIntoView({ block: "nearest" })
      input.setAttribute("aria-activedescendant", option.id)
    } else input.removeAttribute("aria-activedescendant")
  }

  const show = on => {
    panel.hidden = !on
    input.ariaExpanded = on && list.childElementCount > 0
    if (!on) choose()
  }

  // draw makes the list of what is wanted: where each option leads, its words, of a guide the text below them, of an
  // offer what it does. What stood there already stays: laying out text is what a slow phone takes longest for.
  const draw = wanted => {
    const old = new Map([...list.children].map(a => [a.key, a]))
    const options = wanted.map(([href, words, text, act], i) => {
      const guide = text != null, key = guide + href
      const a = old.get(key) ?? make("a", { href, key, role: "option", tabIndex: -1, ariaSelected: false, className: guide ? "" : "offer" },
        ...guide ? [make("b"), make("span")] : [])
      Object.assign(a, { act, id: id + "-" + i })
      fill(guide ? a.firstChild : a, words)
      if (guide) fill(a.lastChild, text)
      return a
    })
    for (const a of old.values()) if (!options.includes(a)) a.remove()
    options.forEach((a, i) => list.children[i] == a || list.insertBefore(a, list.children[i]))
  }

  const popular = () => {
    status.className = ""
    fill(status, PARTS.popular.length ? "よく検索される言葉" : "")
    draw(PARTS.popular.map(words => [searchFor(words), words, null, () => {
      input.value = words
      find()
      return true
    }]))
    show(list.childElementCount)
  }

  const answer = (q, text) => {
    const [head, ...lines] = text.split("\n"), [flags, aside] = head.split("\t")
    const weak = flags.includes("w"), trouble = flags.includes("t")
    direct = !weak && /\d{3}|[a-z]_[a-z]/i.test(q.normalize("NFKC")) // an error code: its guide is meant
    const results = lines.slice(0, weak ? 3 : 6).filter(line => line).map(line => line.split("\t"))
    fill(status, !weak ? results.length + "件のガイド" :
      aside || "ぴったりのガイドが見つかりません。" + (results.length ? "近いものを挙げます。" : "ほかの言葉でお試しください。"))
    status.className = weak ? "weak" : ""
    const wanted = results.map(([page, section, title, heading, description]) =>
      ["/" + page + "/" + (section && "#" + section), title, heading ? "→ " + heading : description])
    // 診断する is offered where it is seen: behind the two best, or first where nothing fits.
    if (trouble || weak) wanted.splice(weak ? trouble ? 0 : 3 : 2, 0, ["/#words=" + encodeURIComponent(q), "「" + q + "」を診断する", null, () => {
      show(false)
      return say(q)
    }])
    if (aside) wanted.unshift(["/support/", "サポートに相談する", null])
    if (weak) wanted.push(["/symptoms/", "症状から探す", null])
    draw(wanted)
    show(true)
  }

  const find = async () => {
    const q = last = input.value.trim()
    clearTimeout(moving)
    moving = setTimeout(move, 300)
    choose()
    direct = false
    if (!q) return popular()
    try {
      if (!engine) {
        fill(status, "検索の準備をしています…")
        show(true)
      }
      const ask = await ready()
      if (q == last) answer(q, ask(q)) // else somebody typed on
    } catch (e) {
      console.error(e)
      fill(status, "検索の部品が届きません。一覧から探せます。")
      draw([["/search/", "すべてのガイドを見る", null]])
      show(true)
    }
  }

  const close = () => {
    show(false)
    if (input.link) {
      form.replaceWith(input.link)
      input.link.focus()
    }
  }

  list.addEventListener("click", e => {
    move()
    if (e.target.closest("a")?.act?.()) e.preventDefault()
  })
  input.addEventListener("compositionstart", () => { composing = true })
  input.addEventListener("compositionend", () => {
    find()
    setTimeout(() => { composing = false }) // the Enter that ends a composition comes after it in some browsers
  })
  input.addEventListener("input", e => e.isComposing || find())
  input.addEventListener("focus", () => panel.hidden && find())
  form.addEventListener("focusout", e => form.contains(e.relatedTarget) || here || show(false))
  panel.addEventListener("mousedown", e => e.preventDefault()) // the field keeps the focus
  form.addEventListener("submit", e => {
    if (composing || here || active) e.preventDefault()
    if (!composing && here) find()
  })
  input.addEventListener("keydown", e => {
    if (composing || e.isComposing || e.keyCode == 229) return
    const options = [...list.children], at = options.indexOf(active), move = { ArrowDown: 1, ArrowUp: -1 }[e.key]
    if (move && options.length) {
      e.preventDefault()
      show(true)
      // Past either end is the field itself.
      choose(options[(at + 1 + move + options.length + 1) % (options.length + 1) - 1])
    } else if (e.key == "Enter" && (active || direct)) {
      e.preventDefault();
      (active ?? options[0]).click()
    } else if (e.key == "Escape") {
      e.preventDefault()
      if (!panel.hidden && !here) show(false)
      else if (input.value) {
        input.value = ""
        find()
        show(false)
      } else close()
    }
  })
  ready().catch(() => { })
  if (meant || input.value) find() // nothing opens behind those who went on
}

// start is called by the page's script: with a field that somebody went to, or at a page with words in its address.
export const start = input => {
  if (input) return open(input)
  const words = location.hash.match(/^#words=(.*)/)?.[1]
  if (words) {
    say(decodeURIComponent(words))
    history.replaceState(null, "", location.pathname)
  }
  if (here) {
    const field = document.querySelector("[name=q]")
    field.value = new URLSearchParams(location.search).get("q") ?? field.value
    open(field)
  }
}
