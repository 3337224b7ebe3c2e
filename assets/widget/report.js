// The other end of 「サポートに伝える」, on /support/ alone: hands a report to the program, from a file, from the field, or
// from the address (#r= and base64url, or JSON as addresses hold it). PARTS stands above, put there by the generator.

const root = document.querySelector("help-report")

const get = async (url, integrity) => {
  const r = await fetch(url, { integrity })
  if (!r.ok) throw r.status
  return r
}

let ready
const show = async text => {
  ready ??= (async () => {
    const file = name => get(PARTS[name], PARTS[name + "Integrity"]).then(r => r.text())
    const learn = () => file("matching").catch(() => "")
    const [{ run, advise }, module] = await Promise.all([import(PARTS.script), get(PARTS.wasm, PARTS.wasmIntegrity).then(r => r.arrayBuffer()).then(b => WebAssembly.compile(b))])
    return run(root, module, file("knowledge"), { learn, advice: advise(PARTS.advice, PARTS.adviceIntegrity) })
  })()
  try {
    (await ready)(text)
  } catch (e) {
    ready = null
    console.error(e)
    root.dataset.state = "failed"
    root.querySelector("[data-part=status]").textContent = "読み込む部品が届きません。つながってから、もう一度お試しください。"
  }
}

const fromAddress = () => {
  const held = location.hash.slice(3)
  try {
    const bytes = /^[{%]/.test(held) ? 0 : Uint8Array.from(atob(held.replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0))
    return bytes ? new TextDecoder().decode(bytes) : decodeURIComponent(held)
  } catch {
    return held
  }
}

export const open = async event => {
  const file = event?.target.files?.[0]
  if (file) show(await file.text())
  else if (event?.target.closest?.("[data-action=open]")) show(root.querySelector("textarea").value)
  else if (!event && location.hash.startsWith("#r=")) show(fromAddress())
}
