// The page's side of the program; the compiler's own wasm_exec.js stands above it in the same file. It decides
// nothing: it tells the program what happens and carries out the orders that come back (wasm/page.go lists them).

// look finds a value of the page's own objects: "a.b(c).d"; undefined where something throws or is not there.
const look = path => {
  try {
    const value = path.split(".").reduce((object, name) => {
      const [, method, argument] = name.match(/(.*)\((.*)\)/) ?? []
      return method ? object[method](...(argument ? [argument] : [])) : object[name]
    }, globalThis)
    return typeof value == "object" && value ? true : value
  } catch { }
}

// leaves lists paths and values of what JSON holds; an object or list stands before its parts.
const leaves = (value, path) => [path, value, ...typeof value == "object" && value ?
  Object.entries(value).flatMap(([name, part]) => leaves(part, path ? path + "." + name : name.replaceAll(".", "·"))) : []]

const slots = node => {
  node.slots = { "": node }
  for (const e of node.querySelectorAll("[data-slot],[data-part]")) node.slots[e.dataset.slot ?? e.dataset.part] = e
  return node
}

// boot starts the program and returns its functions, and add, which takes a part of it that stands apart: each caller
// has a program of its own.
export const boot = async module => {
  const go = new Go(), program = await WebAssembly.instantiate(module, go.importObject)
  go.run(program)
  go.exited = false // TinyGo's main returns at once; the program lives on in its callbacks
  const { helpDiagnosis, helpSearch } = globalThis
  return { helpDiagnosis, helpSearch, add: part => part && go.add(part) }
}

// fetched is a file of ours; another body than the right one fails by its hash, an error page too.
const fetched = async (url, integrity) => {
  const r = await fetch(url, { integrity })
  if (!r.ok) throw r.status
  return r
}

// advise fetches what gives advice: the part of the program, where it stands apart, and the knowledge at that address.
let advice
export const advise = (url, integrity) => {
  advice ??= Promise.all([
    ADVISER && fetched(...ADVISER).then(r => r.arrayBuffer()).then(b => WebAssembly.compile(b)),
    fetched(url, integrity).then(r => r.text())])
  advice.catch(() => advice = null) // the next call tries again
  return advice
}

export const run = async (root, module, knowledge, handed) => {
  const advice = handed.advice ?? advise(root.dataset.advice, root.dataset.adviceIntegrity)
  const up = [], words = root.querySelector("[data-words]")
  let node = slots(root), list, run, helpDiagnosis

  const tell = (...what) => {
    for (const order of helpDiagnosis(Date.now(), performance.now(), ...what).split("\x1e")) {
      const [letter, ...texts] = order.split("\x1f")
      orders[letter]?.(...texts)
    }
  }
  // later tells what comes of a promise, with the number of the run that asked for it.
  const later = (name, promise, was = run) => promise.then(what => tell(name, was, ...what))
  // Our own files are asked past every cache, other hosts without a word of who asks and what page it is.
  const ask = (url, limit) => url[0] == "/" ? handed.ask(url + "?n=" + handed.nonce(), {}, limit) :
    handed.ask(url, { mode: "no-cors", redirect: "follow", referrerPolicy: "no-referrer" }, limit)
  const answer = promise => promise.then(a => [a.type, a.status, a.ms, a.late, Date.parse(a.date), a.age, a.wall, a.body])

  const orders = {
    n: (template, key) => {
      node = [...list.at.children].find(n => n.template == template && n.key == key)
      if (!node) {
        node = slots(root.querySelector(`[data-template=${template}]`).content.firstElementChild.cloneNode(true))
        Object.assign(node, { template, key })
      }
      list.push(node)
    },
    s: slot => {
      up.push([node, list])
      list = Object.assign([], { at: node.slots[slot] })
    },
    e: () => {
      const { at } = list
      for (const child of [...at.children]) if (!list.includes(child)) child.remove()
      list.forEach((child, i) => at.children[i] == child || at.insertBefore(child, at.children[i]));
      [node, list] = up.pop()
    },
    t: (slot, text) => {
      const e = node.slots[slot]
      if (e.textContent != text) e.textContent = text
    },
    a: (slot, name, value) => {
      const e = node.slots[slot]
      if ((e.getAttribute(name) ?? "") != value) value ? e.setAttribute(name, value) : e.removeAttribute(name)
    },
    h: (slot, address, text) => {
      node.slots[slot].href = address + btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/[+/=]/g, c => ({ "+": "-", "/": "_" })[c] ?? "")
    },
    f: (selector, block) => {
      const e = root.querySelector(selector)
      e?.focus({ preventScroll: true });
      (block == "start" ? root : e)?.scrollIntoView({ block })
    },
    q: (name, url, limit) => later(name, answer(ask(url, limit))),
    b: (name, url, limit) => {
      const bait = Object.assign(document.createElement("div"), { className: name, textContent: "\xa0", ariaHidden: true })
      root.append(bait)
      later("bait", answer(ask(url, limit)).then(a => {
        const hidden = !bait.offsetHeight
        bait.remove()
        return [hidden, ...a]
      }))
    },
    w: (name, ms) => later(name, new Promise(done => setTimeout(done, ms, []))),
    r: (name, paths) => tell(name, run, ...paths.split("\n").map(look)),
    j: (name, text) => {
      let found = []
      try {
        found = leaves(JSON.parse(text), "")
      } catch { }
      tell(name, run, ...found)
    },
    d: (name, key) => later(name, new Promise((done, fail) => {
      const opened = indexedDB.open(key)
      opened.onerror = fail
      opened.onsuccess = () => {
        opened.result.close()
        indexedDB.deleteDatabase(key)
        done([true])
      }
    }).catch(() => [false])),
    x: (name, fields) => tell(name, run, look("navigator.connection.downlink"), ...performance.getEntriesByType("resource")
      .filter(e => /\?n=|\.wasm/.test(e.name)).flatMap(e => [e.name, ...fields.split(" ").map(field => e[field])])),
    g: (name, what, url) => fetch(url).then(r => r.ok ? r.text() : "").catch(() => "").then(text => tell(name, what, text)),
    k: (key, text) => {
      try {
        text ? localStorage.setItem(key, text) : localStorage.removeItem(key)
      } catch { }
    },
    y: (name, text) => later(name, Promise.resolve().then(() => navigator.clipboard.writeText(text)).then(() => [true], () => [false])),
    z: (download, text) => {
      const href = URL.createObjectURL(new Blob([text], { type: "application/json" }))
      Object.assign(document.createElement("a"), { href, download }).click()
    },
    c: text => { document.cookie = text },
    v: text => { words.value = text },
    l: name => later(name, handed.learn().then(text => [text])),
    u: number => { run = +number },
    "!": () => { throw 0 },
  }

  const program = await boot(module)
  helpDiagnosis = program.helpDiagnosis
  const know = async () => {
    tell("knowledge", await knowledge)
    const [part, text] = await advice
    await program.add(part)
    tell("advice", text)
  }
  if (!handed.probes) {
    tell("open-reports")
    await know()
    tell("matching", 0, await handed.learn())
    return text => tell("replay", text)
  }
  tell("start", handed.resume, words.value, handed.pressed, handed.online, handed.probes.length, root.dataset.hosts, Date.parse(root.dataset.built))
  handed.probes.forEach(probe => later("probe", answer(probe)))
  if (!handed.resume) later("summary", answer(handed.summary))
  await new Promise(done => setTimeout(done)) // what is known by then is in the first view
  try {
    await know()
  } catch (e) {
    helpDiagnosis = () => "" // a second press has a program of its own
    throw e
  }
  const key = at => at == root || at.key !== undefined ? at.key : key(at.parentNode)
  root.addEventListener("toggle", e => e.target.open && tell("open", key(e.target)), true)
  root.addEventListener("click", e => {
    const button = e.target.closest("button")
    if (!button) return
    const { answer, outcome, action } = button.dataset
    tell("press", answer ?? outcome ?? action, key(button.parentNode), words.value)
  })
}
