// What the page does beyond HTML and CSS: light or dark, copying code, marking the section being read,
// and starting search when it is first wanted. Everything else works without this file.

const $ = (selector, root = document) => root.querySelector(selector);
const words = JSON.parse($("#__words").textContent);

// Light or dark: the system's choice until the reader makes one. The choice holds for all languages.
$(".top__theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // Storage may be forbidden; the choice then holds for this page.
  }
});

// The first screen is painted: what waited for it may come (docs/assets/css/parts.css).
requestAnimationFrame(() => setTimeout(() => document.documentElement.classList.remove("unpainted")));

// A copy button on every block of code. Annotation marks are not code and are left out.
for (const block of document.querySelectorAll(".highlight:not(.output)")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = words.copy;
  button.addEventListener("click", async () => {
    const code = $("code", block).cloneNode(true);
    code.querySelectorAll(".note-mark").forEach((mark) => mark.remove());
    await copy(code.textContent.replace(/[ \t]+$/gm, ""));
    button.textContent = words.copied;
    setTimeout(() => (button.textContent = words.copy), 2000);
  });
  block.append(button);
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area); // A page opened without https has no clipboard interface.
  area.select();
  document.execCommand("copy");
  area.remove();
}

// Lists beside the text may be longer than the window: the entry of what is being read is brought into view.
function reveal(link) {
  const list = link?.closest("nav");
  if (list) list.scrollTop = link.offsetTop - list.clientHeight / 2;
}

// The section being read is marked in the list beside the text.
const links = new Map([...document.querySelectorAll(".sections a")].map((link) => [link.hash.slice(1), link]));
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
const watcher = new IntersectionObserver(
  () => {
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).at(-1);
    for (const [id, link] of links) link.ariaCurrent = id === above?.id ? "true" : null;
    reveal(links.get(above?.id));
  },
  { rootMargin: "0px 0px -66% 0px" },
);
headings.forEach((heading) => watcher.observe(heading));

// The chapters: beside the text, or in a panel, which closes behind a reader who stays on the page.
const contents = $("#contents");
const chapter = $('[aria-current="page"]', contents);
reveal(chapter);
contents.addEventListener("toggle", () => reveal(chapter));
contents.addEventListener("click", (event) => {
  if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
});

// Search: the theme's script, its worker and the index come when the box is first used.
const query = $(".md-search__input");
const toggle = $("#__search");
let started = false;

async function start() {
  if (started) return;
  started = true;
  const config = $("#__config");
  const settings = JSON.parse(config.textContent);
  Object.assign(settings.translations, words.search);
  config.textContent = JSON.stringify(settings);
  const parts = $("#__search_parts").content;
  document.head.append(document.importNode($("link", parts), true));
  const shims = location.protocol === "file:" ? parts.querySelectorAll(".file-only") : [];
  const scripts = parts.querySelectorAll('script[src*="/js/search.js"], script[src*="/bundle."]');
  for (const part of [...shims, ...scripts]) await load(part.getAttribute("src"));
}

function load(src) {
  return new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: failed }));
  });
}

// The theme's script watches keyup only; a paste with the mouse or an input method must count as well.
query.addEventListener("input", () => query.dispatchEvent(new KeyboardEvent("keyup")));
query.addEventListener("focus", () => {
  start();
  if (!toggle.checked) toggle.click();
});
toggle.addEventListener("change", () => (toggle.checked ? query.focus() : query.blur()));
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (started || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (["/", "s", "f"].includes(event.key)) {
    event.preventDefault();
    query.focus();
  }
});
// A link to a search, `?q=…`, opens it.
if (new URLSearchParams(location.search).has("q")) start();
