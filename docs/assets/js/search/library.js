// What search knows of the book: its places, its words and its terms, learned from the index that the build writes
// (book/web/search.py). It answers one question: how well does each place say a word?

/**
 * @typedef {{location: string, title: string, path: string[], names: string[], foreign: string[], subjects: string[],
 *   explains: string[], share: number}} Entry
 *   a page or a section: the headings that lead to it, other names under which readers look for it, such names in English, the terms
 *   that it is about and those that it explains, and what it is worth
 * @typedef {{name: string, says: string, forms: string[]}} Term its word, what it means, and all ways to write it
 * @typedef {{language: string, entries: Entry[], terms: Record<string, Term>, lacking: {words: string[], near: string[]}[]}} Index
 * @typedef {{title: string, names: string, text: string, page: string}} Hay an entry's words as they are compared, between spaces
 * @typedef {Record<keyof Hay, Map<number, number>>} Postings the places that say a word, and how often
 */

// How well a place says a word, by where the word stands.
const IN_TITLE = 1;
const IN_NAMES = 0.8;
const IN_TEXT = [0.13, 0.33]; // said once in a long text, said often in a short one
const ON_PAGE = 0.15; // what the page is about

const AT_ONCE = 25; // entries that are learned before the page may do something else

/**
 * What the build has packed (`packed` in book/web/search.py).
 * @param {string} letters
 * @returns {Promise<unknown>}
 */
async function unpacked(letters) {
  const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).json();
}

class Library {
  /**
   * @param {Index} index
   * @param {string[]} [texts] of the entries; before they have come, the book is known by its headings, names and terms
   */
  constructor(index, texts) {
    this.language = index.language;
    this.entries = index.entries;
    this.texts = texts;
    /** @type {Hay[]} */
    this.hays = [];
    /** The names of each entry, read, and those in English. @type {{text: string, cut: Word[]}[][]} */
    [this.named, this.foreign] = [[], []];
    /** Each word, and where it stands. @type {Map<string, Postings>} */
    this.postings = new Map();
    /** The words in kanji, kana and hangul, and all of them as one text, in which a word is found inside a longer one. @type {string[]} */
    this.long = [];
    this.inner = "¶";
    /** Each word as it is written, to how it is compared. @type {Map<string, string>} */
    this.written = new Map();
    /** How it is compared, to how often the book says it. @type {Map<string, number>} */
    this.said = new Map();
    /** The words of titles, names and terms. @type {Set<string>} */
    this.subjects = new Set();
    /** Each way to write a term, without spaces, to the terms. @type {Map<string, string[]>} */
    this.terms = new Map();
    /** How each Japanese term sounds, to its word. @type {Map<string, string>} */
    this.readings = new Map();
    /** What each of these may begin with. @type {Set<string>} */
    this.beginnings = new Set();
    /** Each term, to all ways to write it. @type {Map<string, string[]>} */
    this.spellings = new Map();
    /** @type {Map<string, Float32Array>} */
    this.cache = new Map();
    /** @type {Map<string, number>} */
    this.counts = new Map();
    this.glossary = index.terms;
    for (const [key, { forms }] of Object.entries(index.terms)) this.#learnTerm(key, forms);
    this.lacking = index.lacking.map(({ words: known, near }) => ({ known: known.map((word) => hay(words.spelled(word), () => {})), near }));
  }

  /** Learns the places, some at a time, so that typing is never held up. @param {() => Promise<void>} [pause] */
  async learn(pause = () => Promise.resolve()) {
    let page;
    for (const [place, entry] of this.entries.entries()) {
      if (place % AT_ONCE === AT_ONCE - 1) await pause();
      const titles = this.#learned(entry.title);
      const subjects = entry.subjects.flatMap((key) => this.spellings.get(key));
      const own = entry.names.map(read);
      const foreign = this.texts ? entry.foreign.map(read) : []; // the first answer does not wait for them
      this.named.push(own);
      this.foreign.push(foreign);
      const names = [...[...own, ...foreign].map(({ text, cut }) => told(cut, text, (written, form) => this.#take(written, form))), ...subjects.map((name) => this.#learned(name))];
      if (!entry.location.includes("#")) page = { names: [titles, ...names], of: entry.location };
      const above = entry.location.startsWith(`${page?.of}#`) ? [...page.names, ...entry.path.slice(1).map((heading) => this.#learned(heading))] : [];
      for (const form of `${titles} ${names.join(" ")}`.split(" ")) this.subjects.add(form);
      const hay = { title: titles, names: names.join("¶"), text: this.#learned(this.texts?.[place] ?? ""), page: above.join("¶") };
      this.hays.push(hay);
      for (const [field, text] of Object.entries(hay)) this.#post(place, field, text);
    }
    this.usual = this.hays.reduce((sum, { text }) => sum + text.length, 0) / this.hays.length;
    this.inner = `¶${this.long.join("¶")}¶`;
  }

  #learnTerm(key, variants) {
    for (const variant of this.language === "ja" ? variants : []) {
      const heard = words.isHiragana(variant.replace(/ー/g, "")) && sound(variant);
      if (heard && !this.readings.has(heard)) this.readings.set(heard, this.glossary[key].name);
    }
    this.spellings.set(key, [...new Set(variants.map((variant) => hay(variant, () => {}).trim()))].filter(Boolean));
    for (const variant of variants) {
      const [word, more] = words.cut(variant);
      if (!word || more) continue;
      this.#learned(variant); // a term that no page says can be mistyped, too
      this.subjects.add(word.form);
    }
    for (const name of variants.flatMap((variant) => [joined(variant), joined(variant.replace(/(?<=[^ぁ-ゖ])[ぁ-ゖ](?=[^ぁ-ゖ])/g, ""))])) {
      const keys = this.terms.get(name) ?? [];
      if (!keys.includes(key)) this.terms.set(name, [...keys, key]);
      for (let end = 1; end <= name.length; end += 1) this.beginnings.add(name.slice(0, end));
    }
  }

  #learned(text) {
    return hay(text, (written, form) => this.#take(written, form));
  }

  #take(written, form) {
    this.written.set(written.toLowerCase(), form);
    this.said.set(form, (this.said.get(form) ?? 0) + 1);
  }

  #post(place, field, text) {
    for (const form of text.split(" ")) {
      if (!form || form === "¶") continue;
      let postings = this.postings.get(form);
      if (!postings) {
        this.postings.set(form, (postings = { title: new Map(), names: new Map(), text: new Map(), page: new Map() }));
        if (words.isCJK(form) && form.length > 1) this.long.push(form);
      }
      postings[field].set(place, (postings[field].get(place) ?? 0) + 1);
    }
  }

  /**
   * How well each place says a word or a phrase: 0 to 1.
   * @param {string} form
   * @returns {Float32Array}
   */
  says(form) {
    let found = this.cache.get(form);
    if (found) return found;
    found = new Float32Array(this.entries.length);
    const { title, names, text, page } = form.includes(" ") ? this.#phrase(form) : this.#word(form);
    for (const place of page.keys()) found[place] = ON_PAGE;
    for (const [place, often] of text) {
      const much = often / (0.5 + (0.5 * this.hays[place].text.length) / this.usual);
      found[place] = IN_TEXT[0] + ((IN_TEXT[1] - IN_TEXT[0]) * much) / (much + 2);
    }
    for (const place of names.keys()) found[place] = IN_NAMES;
    for (const place of title.keys()) found[place] = IN_TITLE;
    if (this.cache.size > 20000) this.cache.clear();
    this.cache.set(form, found);
    return found;
  }

  /** In kanji, kana and hangul a word is also found inside a longer one. @param {string} form @returns {Postings} */
  #word(form) {
    if (!words.isCJK(form) || form.length < 2) return this.postings.get(form) ?? NOWHERE;
    const all = { title: new Map(), names: new Map(), text: new Map(), page: new Map() };
    for (const word of this.#around(form)) {
      const postings = this.postings.get(word);
      for (const field of FIELDS) for (const [place, often] of postings[field]) all[field].set(place, (all[field].get(place) ?? 0) + often);
    }
    return all;
  }

  /** The words that hold another. @param {string} form */
  #around(form) {
    const { inner } = this;
    const found = [];
    for (let at = inner.indexOf(form); at >= 0; at = inner.indexOf(form, at)) {
      const end = inner.indexOf("¶", at);
      found.push(inner.slice(inner.lastIndexOf("¶", at) + 1, end));
      at = end;
    }
    return found;
  }

  /** Words that stand side by side. Only the places that say each are read. @param {string} form @returns {Postings} */
  #phrase(form) {
    const each = form.split(" ").map((one) => this.postings.get(one));
    if (each.includes(undefined)) return NOWHERE;
    const all = { title: new Map(), names: new Map(), text: new Map(), page: new Map() };
    const look = ` ${form} `;
    for (const field of FIELDS) {
      const [few, ...others] = each.map((postings) => postings[field]).sort((a, b) => a.size - b.size);
      for (const place of few.keys()) {
        const often = others.every((other) => other.has(place)) ? count(this.hays[place][field], look) : 0;
        if (often) all[field].set(place, often);
      }
    }
    return all;
  }

  /** How well each place says the one of these that it says best. @param {string[]} forms @returns {Float32Array} */
  most(forms) {
    if (forms.length === 1) return this.says(forms[0]);
    const found = new Float32Array(this.entries.length);
    for (const form of forms) {
      const says = this.says(form);
      for (let place = 0; place < found.length; place += 1) if (says[place] > found[place]) found[place] = says[place];
    }
    return found;
  }

  /** How many places say one of these words. @param {string[]} forms */
  places(forms) {
    const key = forms.length === 1 ? forms[0] : forms.join("¶");
    let found = this.counts.get(key);
    if (found === undefined) {
      found = this.most(forms).reduce((count, much) => count + (much > ON_PAGE), 0);
      this.counts.set(key, found);
    }
    return found;
  }

  /** How rare an idea is that has several spellings: the logarithm of how few places say it. @param {string[]} forms */
  rarity(forms) {
    return Math.log(1 + this.entries.length / (1 + this.places(forms)));
  }

  /** The words for which others may be meant. @returns {Candidate[]} */
  get candidates() {
    return (this.likely ??= candidates(this));
  }

  /** Whether the book says a word at all. @param {string} form */
  knows(form) {
    return this.postings.has(form) || this.terms.has(form) || this.holds(form);
  }

  /** Whether a word in kanji, kana or hangul stands in one of the book's. @param {string} form */
  holds(form) {
    return form.length > 1 && words.isCJK(form) && this.inner.includes(form);
  }
}

const FIELDS = /** @type {(keyof Hay)[]} */ (["title", "names", "text", "page"]);
const NOWHERE = { title: new Map(), names: new Map(), text: new Map(), page: new Map() };

/** A term or name as terms are found: its words without spaces. @param {string} text */
const joined = (text) => words.cut(words.spelled(text)).map(({ form }) => form).join("");

/** A name or a query in one spelling, and its words. @param {string} name */
function read(name) {
  const text = words.spelled(name).replace(WHAT_IT_MEANS, "$1");
  return { text, cut: words.cut(text) };
}

/**
 * A text as words between spaces, its sentences apart.
 * @param {string} text
 * @param {(written: string, form: string) => void} take each word
 */
function hay(text, take) {
  const sentences = text.split(/[.!?:;]\s|[。、：\n]/).map((sentence) => told(words.cut(sentence), sentence, take).trim());
  return ` ${sentences.join(" ¶ ")} `;
}

/** The words of a sentence that are no grammar, between spaces. @param {Word[]} cut @param {string} sentence */
function told(cut, sentence, take) {
  const found = cut.filter(({ form }) => !words.isHiragana(form) || form.length > 2); // the rest is grammar
  for (const { form, start, end } of found) take(sentence.slice(start, end), form);
  return ` ${found.map(({ form }) => form).join(" ")} `;
}

function count(text, look) {
  let found = 0;
  for (let at = text.indexOf(look); at >= 0; at = text.indexOf(look, at + look.length - 1)) found += 1;
  return found;
}
