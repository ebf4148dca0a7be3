// Search as it is seen and used: a field, what is said about its answers, and their list. Links are links: they are reached by
// Tab and by arrows. What is answered is decided in answer.js.

/** Lets the page do something else: learning takes long. */
const pause = () => new Promise((go) => setTimeout(go));

const AT_FIRST = 6; // answers that are drawn at once; the others follow, unless another letter is typed before

class Box {
  /**
   * @param {HTMLElement} root the search of the page (overrides/partials/search.html)
   * @param {Search} search
   * @param {Record<string, string>} texts what it says (search-… in book/ground/strings.toml)
   * @param {string} base where the pages lie
   */
  constructor(root, search, texts, base) {
    Object.assign(this, { root, search, texts, base });
    this.field = $(".search__field", root);
    this.said = $(".search__said", root);
    this.terms = $(".search__terms", root);
    this.list = $(".search__found", root);
    this.field.addEventListener("input", () => this.show(true));
    root.addEventListener("keydown", (event) => this.#press(event));
    this.show(false);
  }

  /**
   * A box that answers by headings, names and terms: their index has come.
   * @param {HTMLElement} root @param {Record<string, string>} texts @param {string} base as for the constructor
   */
  static async open(root, texts, base) {
    const index = await unpacked(searchIndex);
    return Object.assign(new Box(root, await new Search(index).learn(pause), texts, base), { index });
  }

  /** Searches the texts of the pages, too: they have come. What is chosen stays where it is, and others come below. */
  async learn() {
    this.search = await new Search(this.index, await unpacked(searchTexts)).learn(pause);
    if (!this.list.matches(":hover, :focus-within")) return this.show(this.typing);
    const shown = new Map([...this.list.children].map((item) => [$("a", item).getAttribute("href"), item]));
    for (const one of this.#answered()) {
      const item = shown.get(this.base + one.location);
      if (item) item.lastChild.replaceWith(this.#sentence(one));
      else this.list.append(this.#place(one));
    }
  }

  /** Follows the first answer, if there is one. */
  follow() {
    const first = $("a", this.list);
    first?.click();
    return Boolean(first);
  }

  /** Answers what the field holds. @param {boolean} typing whether its last word may be unfinished */
  show(typing) {
    this.typing = typing;
    const found = this.#answered();
    this.list.replaceChildren(...found.slice(0, AT_FIRST).map((one) => this.#place(one)));
    this.list.parentElement.scrollTop = 0;
    this.rest = setTimeout(() => this.list.append(...found.slice(AT_FIRST).map((one) => this.#place(one))));
  }

  /** Says what there is to say about the answers, and returns the places. @returns {Found[]} */
  #answered() {
    clearTimeout(this.rest);
    const query = this.field.value;
    const answer = query.trim() ? this.search.answer(query, this.typing) : undefined;
    this.said.textContent = answer ? this.#told(query, answer) : this.texts.prompt;
    this.terms.replaceChildren(...(answer?.terms ?? []).flatMap((term) => this.#term(term)));
    return answer?.found ?? [];
  }

  #told(query, { found, corrected, unknown, lacking, cut, grammar, partial }) {
    const { texts } = this;
    const count = found.length;
    const quoted = (some) => some.map((word) => filled(texts.quoted, { word })).join(texts.comma);
    return [
      lacking && filled(texts.lacking, { query: query.trim() }),
      ...corrected.map(([typed, read]) => filled(texts.corrected, { typed, read })),
      unknown.length && count && filled(texts.unknown, { words: quoted(unknown) }),
      cut && texts.cut,
      !count && (grammar ? texts.grammar : partial ? texts.loading : texts.none),
      count && !lacking && (count === 1 ? texts.one : filled(texts.other, { count })),
      count && partial && texts.partial,
    ].filter(Boolean).join(" ");
  }

  #term({ name, says, location }) {
    return [make("dt", {}, make("a", { href: this.base + location }, name)), make("dd", {}, says)];
  }

  #place(found) {
    const { location, title, path } = found;
    const above = path.length ? [make("p", { className: "search__path" }, path.join(" › "))] : [];
    return make("li", {}, ...above, make("a", { href: this.base + location }, title), this.#sentence(found));
  }

  #sentence({ excerpt }) {
    return make("p", {}, ...excerpt.map(({ text, marked }) => (marked ? make("mark", {}, text) : text)));
  }

  /** Arrows go through the answers; Enter in the field follows the first, unless it ends a composition; letters go to it. */
  #press(event) {
    if (event.isComposing || event.keyCode === 229) return; // Safari ends the composition first: only the code tells
    const links = [...$(".search__panel", this.root).querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (at >= 0 && !ctrlKey && !metaKey && !altKey && /^([\p{L}\p{N}]|Backspace)$/u.test(key)) {
      this.field.focus();
      this.field.setSelectionRange(-1, -1);
      event.stopPropagation(); // s and f open search elsewhere
    }
    if (key === "Enter" && target === this.field && this.follow()) event.preventDefault();
    const inside = target === this.field || at >= 0 || target.matches(".search__panel");
    const there = { ArrowDown: at + 1, ArrowUp: at - 1, ...(at >= 0 && { Home: 0, End: links.length - 1 }) }[key];
    if (there === undefined || !inside) return;
    event.preventDefault();
    (there < 0 ? this.field : links[Math.min(there, links.length - 1)])?.focus();
  }
}

/** A text with its `{name}`s filled in, by a function: `$&` in what a reader types would mean something to `replace`. */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
