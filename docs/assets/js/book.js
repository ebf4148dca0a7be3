// What the page does beyond HTML and CSS: light or dark, copying code, marking the section being read,
// and starting search when it is first wanted. Everything else works without this file.
//
// What is decided stands first and knows no page: tests/js/book.test.mjs runs this file without one. It is a script and
// not a module because Chromium loads no module from disk.

/**
 * The theme that the button changes to: the system's choice holds until the reader makes one.
 * @param {string | undefined} chosen the reader's choice so far
 * @param {boolean} prefersDark the system's choice
 * @returns {"light" | "dark"}
 */
function otherTheme(chosen, prefersDark) {
  return (chosen ? chosen === "dark" : prefersDark) ? "light" : "dark";
}

/**
 * Code as it is copied: without the blanks at the ends of lines, where annotation marks stood.
 * @param {string} code
 * @returns {string}
 */
function copied(code) {
  return code.replace(/[ \t]+$/gm, "");
}

/**
 * A block of code with what it needs to run alone: lines of the page's code, counted through it from 1.
 * @param {string[]} parts the page's code: what stands above its blocks, if anything, then the blocks
 * @param {string} lines the first and last of each stretch, as in "1-3 7-9"
 * @returns {string}
 */
function alone(parts, lines) {
  const program = parts.map((part) => copied(part).replace(/^\n+|\n+$/g, "")).join("\n").split("\n");
  const stretches = lines.split(" ").map((stretch) => stretch.split("-").map(Number));
  return stretches.map(([first, last]) => program.slice(first - 1, last).join("\n")).join("\n\n") + "\n";
}

/**
 * Which section is being read: the last one whose heading has left the lower two thirds of the window.
 * @param {number[]} tops where the headings stand in the window, in the order of the page
 * @param {number} height the window's
 * @returns {number} -1 above the first
 */
function sectionRead(tops, height) {
  return tops.findLastIndex((top) => top < height / 3);
}

/**
 * Whether a key opens search.
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean}} pressed
 * @param {boolean} typing whether the key belongs to a field
 * @returns {boolean}
 */
function opensSearch({ key, ctrlKey, metaKey, altKey }, typing) {
  return !typing && !ctrlKey && !metaKey && !altKey && ["/", "s", "f"].includes(key);
}

/**
 * What Enter writes where code is typed: a line that begins where the last one did, after a colon further in.
 * @param {string} before the text before the caret
 * @returns {string}
 */
function nextLine(before) {
  const line = before.split("\n").pop();
  return `\n${line.match(/^ */)[0]}${/:\s*$/.test(line) ? "    " : ""}`;
}

/**
 * Where the place of an address is now.
 * @param {string} hash of the address
 * @param {Map<string, string>} moved old ids and where each leads
 * @returns {string} nothing for a place that has not moved
 */
function movedTo(hash, moved) {
  return moved.get(hash.slice(1)) ?? "";
}

/**
 * The page that is fetched ahead, since a reader is about to follow a link to it.
 * @param {{href: string, target?: string, download?: string}} link
 * @param {string} here the address of the page
 * @param {{saveData?: boolean, effectiveType?: string} | undefined} line what the browser knows of the connection
 * @returns {string} its address; nothing where it is not ours, is this page, or the reader's line is dear or slow
 */
function pageAhead({ href, target, download }, here, line) {
  if (!href || target || download || line?.saveData || /2g$/.test(line?.effectiveType ?? "")) return "";
  const [there, from] = [new URL(href, here), new URL(here)];
  if (!/^https?:$/.test(from.protocol) || there.origin !== from.origin || !/\.html$|\/$/.test(there.pathname)) return "";
  there.hash = from.hash = "";
  return there.href === from.href ? "" : there.href;
}

/**
 * What a choice of the reader's is kept under. Other books may live at the same host, and share its storage.
 * @param {string} name
 * @returns {string}
 */
function keyOf(name) {
  return `gradients:${name}`;
}

/**
 * What is kept under a name. What an older edition kept, under the bare name, is taken over once.
 * @param {string} name
 * @param {Pick<Storage, "getItem" | "setItem">} storage
 * @returns {string | null}
 */
function keptIn(storage, name) {
  const found = storage.getItem(keyOf(name));
  if (found !== null) return found;
  const old = storage.getItem(name);
  if (old !== null) storage.setItem(keyOf(name), old);
  return old;
}

/** What scripts say in the page's language: the build's words for each come with it. @type {Record<string, Record<string, string>>} */
const wordsOf = {};

/** Where scripts and styles lie. */
const ASSETS = typeof document === "undefined" ? "" : document.currentScript.src.replace(/js\/[^/]*$/, "");

/**
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement | null}
 */
const $ = (selector, root = document) => root.querySelector(selector);

/**
 * An element with properties, attributes and children.
 * @param {string} tag
 * @param {Record<string, unknown>} [set]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
function make(tag, set = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(set)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Light or dark. The choice holds for all languages; the button tells which it is, pressed for dark, as do a phone's bars. */
function changeThemes() {
  const button = $(".top__theme");
  const { dataset } = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const tell = () => {
    button.ariaPressed = String(otherTheme(dataset.theme, system.matches) === "light");
    if (!dataset.theme) return;
    const paper = getComputedStyle(document.documentElement).backgroundColor;
    for (const bar of document.querySelectorAll('meta[name="theme-color"]')) bar.content = paper;
  };
  chosen("theme"); // an older edition's
  tell();
  system.addEventListener("change", tell);
  button.addEventListener("click", () => {
    dataset.theme = otherTheme(dataset.theme, system.matches);
    choose("theme", dataset.theme);
    tell();
  });
}

/**
 * The code of a block, without the marks that lead to notes.
 * @param {Element} block
 * @returns {string}
 */
function codeOf(block) {
  const code = $("code", block).cloneNode(true);
  code.querySelectorAll(".note-mark").forEach((mark) => mark.remove());
  return code.textContent;
}

/**
 * What the button of a block copies.
 * @param {HTMLElement} block
 * @param {HTMLElement[]} blocks all of the page
 * @returns {string}
 */
function textOf(block, blocks) {
  if (!block.dataset.alone) return copied(codeOf(block));
  const above = $("#code-above")?.content.textContent;
  return alone([...(above ? [above] : []), ...blocks.map(codeOf)], block.dataset.alone);
}

/**
 * A button on a block of code, which is heard with the name of the sample: every block has one.
 * @param {HTMLElement} block
 * @param {string} className
 * @param {{named: string}} words
 * @param {string} text
 */
function buttonOn(block, className, { named }, text) {
  const button = make("button", { type: "button", className }, text);
  const shown = $(".filename", block);
  if (shown) {
    const same = [...document.querySelectorAll(".highlight .filename")].filter((one) => one.textContent === shown.textContent).indexOf(shown);
    const name = shown.textContent + (same ? ` (${same + 1})` : ""); // as in the names of its notes (book/web/notes.py)
    button.ariaLabel = named.replace("{what}", () => text).replace("{name}", () => name);
  }
  block.append(button);
  return button;
}

/**
 * A copy button on every block of code. What is copied runs alone: the build says which lines of the page it needs.
 * @param {{copy: string, alone: string, copied: string, named: string}} words
 */
function offerCopies(words) {
  const blocks = [...document.querySelectorAll(".highlight:not(.output)")];
  for (const block of blocks) {
    const button = buttonOn(block, "copy", words, words.copy);
    if (block.dataset.alone) button.title = words.alone;
    button.addEventListener("click", async () => {
      await copy(textOf(block, blocks));
      const said = make("span", { className: "unseen", role: "status" });
      block.append(said); // and then its words: an empty one is watched from now on
      button.textContent = words.copied;
      setTimeout(() => (said.textContent = words.copied), 50);
      setTimeout(() => {
        button.textContent = words.copy;
        said.remove();
      }, 2000);
    });
  }
}

/** @param {string} text */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area); // A page opened without https has no clipboard interface.
  area.select();
  document.execCommand("copy");
  area.remove();
}

/**
 * Lists beside the text may be longer than the window: the entry of what is being read is brought into view.
 * @param {HTMLElement | null | undefined} link
 */
function reveal(link) {
  const list = link?.closest("nav");
  if (list) list.scrollTop = link.offsetTop - list.clientHeight / 2;
}

/** The section being read is marked in the list beside the text. */
function markSections() {
  const links = new Map([...document.querySelectorAll(".sections a")].map((link) => [link.hash.slice(1), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const watcher = new IntersectionObserver(
    () => {
      const tops = headings.map((heading) => heading.getBoundingClientRect().top);
      const read = headings[sectionRead(tops, innerHeight)]?.id;
      for (const [id, link] of links) link.ariaCurrent = id === read ? "true" : null;
      reveal(links.get(read));
    },
    { rootMargin: "9999999px 0px -66% 0px" }, // what has passed the line counts as seen: a jump past a heading is told, too
  );
  headings.forEach((heading) => watcher.observe(heading));
}

/**
 * The chapters: beside the text, or in a panel, which closes behind a reader who stays on the page, and when the focus goes on to
 * what it hides.
 */
function showChapters() {
  const contents = $("#contents");
  const chapter = $('[aria-current="page"]', contents);
  reveal(chapter);
  contents.addEventListener("toggle", () => reveal(chapter));
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
  });
  contents.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !contents.contains(relatedTarget) && contents.matches(":popover-open")) contents.hidePopover();
  });
}

/**
 * Search: its scripts and the index come when the box is first used. Until they have come, what is typed stays.
 * @param {{failed: string}} words
 */
function offerSearch({ failed }) {
  const root = $(".search");
  const field = $(".search__field", root);
  const keys = $(".search__keys input", root);
  const isOpen = () => root.hasAttribute("data-open");
  const shut = () => root.removeAttribute("data-open");
  let [started, before, box, sent] = [false, null, null, null];

  async function start() {
    if (started) return;
    started = true;
    dress(`${ASSETS}css/search.css`);
    try {
      const parts = ["words", "grammar", "readings", "library", "typing", "query", "names", "likely", "rank", "answer", "box"].map((part) => `${ASSETS}js/search/${part}.js`);
      await Promise.all([`${ASSETS}js/search.words.js`, ...parts, `${ASSETS}../search/index.js`].map(load));
      box ??= await Box.open(root, wordsOf.search, new URL(`${ASSETS}../`, document.baseURI).href);
      await load(`${ASSETS}../search/texts.js`);
      await box.learn();
      if (sent && sent === field.value && isOpen()) box.follow();
    } catch {
      started = false;
      $(".search__said", root).textContent = failed;
    }
  }

  /** What has the keyboard; else what was clicked or the address led to: the next Tab goes on from there. */
  const place = () => (document.activeElement === document.body ? (getSelection().anchorNode?.parentElement ?? $(":target")) : document.activeElement);

  function open() {
    if (!isOpen() && !root.contains(document.activeElement)) before = place();
    root.toggleAttribute("data-open", true);
    field.focus({ preventScroll: true }); // it is always in sight; else browsers scroll to where the top line would stand
    start();
  }

  function close() {
    shut();
    document.activeElement.blur();
    if (!before?.isConnected) return;
    before.focus();
    if (document.activeElement === before) return;
    before.tabIndex = -1;
    before.focus({ preventScroll: true });
    before.removeAttribute("tabindex");
  }

  keys.checked = chosen("search-keys") !== "off";
  keys.addEventListener("change", () => choose("search-keys", keys.checked ? "on" : "off"));
  const anew = () => {
    open();
    field.select(); // an old query is typed over
  };
  $(".search-open").addEventListener("click", anew);
  $(".search__close", root).addEventListener("click", close);
  $(".search__empty", root).addEventListener("click", () => {
    field.value = "";
    field.dispatchEvent(new Event("input"));
    field.focus();
  });
  $(".search__panel", root).addEventListener("click", ({ target }) => {
    if (!target.closest("a")) return;
    shut(); // it may lead to this page
    history.replaceState({ ...history.state, query: field.value }, ""); // whoever comes back finds it
  });
  $("form", root).addEventListener("submit", (event) => {
    event.preventDefault();
    sent = field.value; // there is no answer yet: the first is followed when all can be answered
  });
  field.addEventListener("focus", (event) => {
    if (!isOpen()) before = event.relatedTarget;
    open();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && isOpen()) close();
  });
  root.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !root.contains(relatedTarget)) shut();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (target === root || !root.contains(target)) shut();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (!keys.checked || !opensSearch(event, Boolean(typing))) return;
    event.preventDefault();
    anew();
  });
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  if (type === "back_forward") field.value ||= history.state?.query ?? "";
  // A link to a search, `?q=…`, opens it.
  const asked = new URLSearchParams(location.search).get("q");
  if (asked !== null) {
    field.value = asked;
    open();
  }
}

/**
 * A button on every block of code that runs it. Python and all that belongs to it come with the first press.
 * @param {{named: string}} words
 */
function offerRunning(words) {
  const runtime = $("#runtime")?.dataset;
  for (const block of runtime ? document.querySelectorAll(".highlight:not(.output)") : []) {
    const button = buttonOn(block, "run", words, runtime.run);
    button.addEventListener("click", async () => {
      try {
        if (location.protocol === "file:") throw runtime.disk;
        dress(`${ASSETS}css/touch.css`);
        const page = await openPage(runtime);
        $(".run-said", block)?.remove();
        page.runBlock(block);
      } catch (reason) {
        let said = $(".run-said", block);
        if (!said) block.append((said = Object.assign(document.createElement("p"), { className: "run-said", role: "status" })));
        said.textContent = reason;
      }
    });
  }
}

/**
 * What runs Python, with its words. Throws what to say if a file of it does not come.
 * @param {DOMStringMap} runtime
 */
async function openPage(runtime) {
  const missing = (file) => () => {
    throw runtime.missing.replace("{file}", file);
  };
  const page = await import(new URL(`${runtime.base}page.mjs`, document.baseURI)).catch(missing("page.mjs"));
  await page.speak().catch(missing("words.json"));
  return page;
}

/** A script that makes more of the page has not come, or the page is left before it has: the page stays what it is. */
const stay = () => {};

/** Exercises are judged by scripts that come when the exercises come near, or a link leads to one. */
function offerJudging() {
  const first = $("h3[data-kind]");
  const heading = first && ($("#exercises") ?? first);
  if (!heading) return;
  const watcher = new IntersectionObserver(
    async ([seen]) => {
      if (!seen.isIntersecting) return;
      watcher.disconnect();
      const before = [dress(`${ASSETS}css/touch.css`), load(`${ASSETS}js/judge.words.js`)];
      await Promise.all(before).then(() => load(`${ASSETS}js/exercises.js`)).catch(stay);
    },
    { rootMargin: "1000000px 0px 150% 0px" }, // all above counts too: a jump past the heading is never seen to cross it
  );
  watcher.observe(heading);
}

/**
 * Figures that answer are brought to life by scripts that come when one comes near, or an address leads to one of its steps.
 * The element `interactive-influence` is made by interactive/influence/element.js over its core.js; both are shipped as one file.
 */
function offerInteractive() {
  const figures = [...document.querySelectorAll("[data-opens]")];
  if (!figures.length) return;
  const start = async () => {
    watcher.disconnect();
    const kinds = [...new Set(figures.map((figure) => figure.localName.slice("interactive-".length)))];
    const here = `${ASSETS}interactive/`;
    // Only then has a figure that comes to life the height that it keeps, and an address leads to where it stays.
    await Promise.all(["figure", ...kinds.map((kind) => `${kind}/style`)].map((part) => dress(`${here}${part}.css`)).concat(load(`${here}figure.js`)));
    await Promise.all(kinds.map((kind) => load(`${here}${kind}/${kind}.js`)));
  };
  const near = (seen) => seen.some((one) => one.isIntersecting) && start().catch(stay);
  const watcher = new IntersectionObserver(near, { rootMargin: "100% 0px" });
  if (location.hash.startsWith("#fig=")) start().catch(stay);
  else figures.forEach((figure) => watcher.observe(figure));
}

/**
 * Code is typed in a field: Enter keeps the indent. What runs code and what judges it, both use it.
 * @param {HTMLTextAreaElement} area
 */
function keepIndent(area) {
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    area.setRangeText(nextLine(area.value.slice(0, area.selectionStart)), area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input"));
  });
}

/** What scrolls in its box is reached by the keyboard, also after the window or a fold has changed. */
function reachScrollers() {
  const watcher = new ResizeObserver((changed) => {
    const wide = changed.map(({ target }) => [target, target.scrollWidth > target.clientWidth]);
    for (const [box, scrolls] of wide) {
      if (scrolls) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll(".output pre, .page table, .maths-scroll")) watcher.observe(box);
}

/** An old address leads on to where its place is now, and leaves no step to go back to. */
function followMoves() {
  const moved = new Map([...document.querySelectorAll(".moved")].map((p) => [p.id, $("a", p).getAttribute("href")]));
  const follow = () => {
    const there = movedTo(location.hash, moved);
    if (there) location.replace(there);
  };
  addEventListener("hashchange", follow);
  follow();
}

/** The other languages have the same places: who changes the language goes on reading where they are. */
function keepPlace() {
  const places = [...document.querySelectorAll(".page > :is(h2, h3, figure, .equation)[id]")];
  const lead = ({ currentTarget }) => {
    const read = places[sectionRead(places.map((place) => place.getBoundingClientRect().top), innerHeight)];
    currentTarget.hash = read ? `#${read.id}` : "";
  };
  for (const link of document.querySelectorAll(".languages a")) {
    for (const kind of ["click", "auxclick", "contextmenu"]) link.addEventListener(kind, lead);
  }
}

/** The next page is there when it is wanted: it is asked for, once, when a link to it is pointed at, touched or reached. */
function fetchAhead() {
  const asked = new Set();
  let waiting = 0;
  const ask = ({ target }) => {
    clearTimeout(waiting);
    const link = target.closest?.("a[href]");
    const href = link && pageAhead(link, location.href, navigator.connection);
    if (!href || asked.has(href)) return;
    asked.add(href);
    document.head.append(make("link", { rel: "prefetch", href }));
  };
  const soon = (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 80, event); // who only passes over a link does not mean it
  };
  for (const [kind, answer] of [["pointerover", soon], ["focusin", soon], ["pointerdown", ask]]) {
    addEventListener(kind, answer, { passive: true });
  }
}

/** @param {string} name of a choice of the reader's */
function chosen(name) {
  try {
    return keptIn(localStorage, name);
  } catch {
    return null; // storage may be forbidden
  }
}

/** @param {string} name @param {string} choice holds for all pages, or for this one if storage is forbidden */
function choose(name, choice) {
  try {
    localStorage.setItem(keyOf(name), choice);
  } catch {
    // It holds for this page.
  }
}

/** Style sheets and scripts that have come or are on their way. @type {Map<string, Promise<void>>} */
const loading = new Map();

/** A style sheet, once: it is there, or does not come. @param {string} href */
function dress(href) {
  if (!loading.has(href)) {
    const sheet = (done) => Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done });
    loading.set(href, new Promise((done) => document.head.append(sheet(done))));
  }
  return loading.get(href);
}

/** A script, once: what has failed may be asked for again. @param {string} src */
function load(src) {
  if (!loading.has(src)) {
    const script = (done, failed) => Object.assign(document.createElement("script"), { src, async: false, onload: done, onerror: failed });
    loading.set(src, new Promise((done, failed) => document.head.append(script(done, failed))));
    loading.get(src).catch(() => loading.delete(src));
  }
  return loading.get(src);
}

if (typeof document !== "undefined") {
  const words = JSON.parse($("#__words").textContent);
  // The first screen is painted: what waited for it may come, in two steps, so that nobody who taps now waits for all of it
  // (docs/assets/css/parts.css).
  const { classList } = document.documentElement;
  const whenPainted = (next) => requestAnimationFrame(() => setTimeout(next));
  whenPainted(() => {
    classList.add("painted");
    whenPainted(() => {
      classList.remove("unpainted", "painted");
      reachScrollers();
    });
  });
  followMoves();
  changeThemes();
  offerCopies(words);
  offerRunning(words);
  offerInteractive();
  offerJudging();
  markSections();
  showChapters();
  keepPlace();
  offerSearch(words);
  fetchAhead();
}
