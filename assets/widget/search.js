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
  const { helpSearch } = await boot(program, finder)
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

  let active, direct, composing = false, last

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

  const option = (href, ...children) => {
    const a = make("a", { href, role: "option", tabIndex: -1, ariaSelected: false, id: id + "-" + list.childElementCount }, ...children)
    list.append(a)
    return a
  }

  // offer adds what helps beside the guides.
  const offer = (href, words, act) => {
    const a = option(href, words)
    a.className = "offer"
    if (act) a.addEventListener("click", e => act() && e.preventDefault())
  }

  const popular = () => {
    status.className = ""
    status.textContent = PARTS.popular.length ? "よく検索される言葉" : ""
    for (const words of PARTS.popular) offer(searchFor(words), words, () => {
      input.value = words
      find()
      return true
    })
    show(list.childElementCount)
  }

  const answer = (q, text) => {
    const [head, ...lines] = text.split("\n"), [flags, aside] = head.split("\t")
    const weak = flags.includes("w"), trouble = flags.includes("t")
    direct = !weak && /\d{3}|[a-z]_[a-z]/i.test(q.normalize("NFKC")) // an error code: its guide is meant
    const results = lines.slice(0, weak ? 3 : 6).filter(line => line).map(line => line.split("\t"))
    const diagnose = () => offer("/#words=" + encodeURIComponent(q), "「" + q + "」を診断する", () => {
      show(false)
      return say(q)
    })
    status.textContent = !weak ? results.length + "件のガイド" :
      aside || "ぴったりのガイドが見つかりません。" + (results.length ? "近いものを挙げます。" : "ほかの言葉でお試しください。")
    status.className = weak ? "weak" : ""
    if (aside) offer("/support/", "サポートに相談する")
    if (weak && trouble) diagnose()
    for (const [i, [page, section, title, heading, description]] of results.entries()) {
      if (i == 2 && trouble && !weak) diagnose() // where it is seen, behind the best
      option("/" + page + "/" + (section && "#" + section), make("b", {}, ...marked(title)),
        make("span", {}, ...heading ? ["→ ", ...marked(heading)] : marked(description)))
    }
    if (weak ? !trouble : trouble && results.length < 3) diagnose()
    if (weak) offer("/symptoms/", "症状から探す")
    show(true)
  }

  const find = async () => {
    const q = last = input.value.trim()
    if (here) history.replaceState(null, "", q ? searchFor(q) : "/search/")
    choose()
    direct = false
    if (!q) {
      list.textContent = ""
      return popular()
    }
    try {
      if (!engine) {
        status.textContent = "検索の準備をしています…"
        show(true)
      }
      const ask = await ready()
      if (q != last) return // somebody typed on
      list.textContent = ""
      answer(q, ask(q))
    } catch (e) {
      console.error(e)
      list.textContent = ""
      status.textContent = "検索の部品が届きません。一覧から探せます。"
      offer("/search/", "すべてのガイドを見る")
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

  input.addEventListener("compositionstart", () => { composing = true })
  input.addEventListener("compositionend", () => {
    find()
    setTimeout(() => { composing = false }) // the Enter that ends a composition comes after it in some browsers
  })
  input.addEventListener("input", e => e.isComposing || find())
  input.addEventListener("focus", () => panel.hidden && !here && find())
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
  find()
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
