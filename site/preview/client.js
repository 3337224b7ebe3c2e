// Keeps the page in view current: see package preview.
const KEY = "preview-scroll " + location.pathname;
// Which round this page is of, as its own answer said.
let round = performance.getEntriesByType("navigation")[0]?.serverTiming
  ?.find((t) => t.name === "round")?.description ?? "";
let source;

function reload() {
  source?.close();
  try {
    sessionStorage.setItem(KEY, [scrollX, scrollY]);
  } catch {} // blocked: starts at the top
  location.reload();
}

function restoreScroll() {
  try {
    const [left, top] = sessionStorage.getItem(KEY).split(",");
    sessionStorage.removeItem(KEY);
    const go = () => scrollTo({ left, top, behavior: "instant" });
    go();
    addEventListener("load", go);
  } catch {} // nothing to restore
}

function make(name, props, ...children) {
  const e = Object.assign(document.createElement(name), props);
  e.append(...children);
  return e;
}

const stylesheet = (href, props) => make("link", { rel: "stylesheet", href, ...props });

// The old style stays until the new one is there.
function swapStyle(href) {
  const old = [...document.querySelectorAll('link[rel=stylesheet][href*="/assets/site."]')];
  const onload = () => old.forEach((l) => l.remove());
  document.head.append(stylesheet(href, { onload, onerror: reload }));
}

function apply({ changed, css, problems, restart }) {
  const inView = [location, ...document.images].map((e) => e.href ?? e.src)
    .filter((u) => u.startsWith(location.origin)).map((u) => decodeURI(new URL(u).pathname));
  const healed = document.querySelector("[data-broken]") && !problems.length;
  if (restart || healed || inView.some((p) => changed.includes(p))) return reload();
  if (css) swapStyle(css);
  show(problems);
}

function item({ place, message, hint, source, before }) {
  const li = make("li", "", make("code", "", place), make("strong", "", message));
  if (source) li.append(make("pre", "", source, "\n", make("span", "", before), make("b", "", "^")));
  if (hint) li.append(make("p", "", hint));
  return li;
}

function show(problems) {
  document.querySelector("#preview-problems")?.remove();
  if (!problems.length) return;
  const close = make("button", { onclick: () => box.remove() }, "閉じる");
  const box = make("section", { id: "preview-problems", role: "alert" },
    make("h2", "", `直すところが${problems.length}件あります`), make("ol", "", ...problems.map(item)), close);
  document.body.append(box);
}

function listen() {
  source?.close();
  source = new EventSource(`/_preview/events?since=${round}&page=${location.pathname}`);
  source.onmessage = (e) => {
    round = e.lastEventId;
    apply(JSON.parse(e.data));
  };
  source.onerror = () => source.readyState === 2 && setTimeout(listen, 2000);
}

// Connections are few: hidden tabs give back theirs.
document.onvisibilitychange = () => (document.hidden ? source?.close() : listen());
document.head.append(stylesheet("/_preview/client.css"));
restoreScroll();
if (!document.hidden) listen();
if (document.querySelector("help-diagnosis")) import("./panel.js");
