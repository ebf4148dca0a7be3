// What search says to a query: the places that answer with their headings and the sentence that matches, and what the reader
// has to know: that a word is not in the book, that it was read as another one, or that it means two things.

/**
 * @typedef {{text: string, marked: boolean}[]} Excerpt
 * @typedef {{location: string, title: string, path: string[], excerpt: Excerpt}} Found
 * @typedef {{found: Found[], corrected: [string, string][], unknown: string[], lacking: boolean, terms: Meant[],
 *   cut: boolean}} Answer `unknown` are words that no page says, `lacking` whether the book does not treat what is asked for, `terms` what the
 *   query means if it is a term, or all that it may mean, `cut` whether the query was too long to be read to its end
 * @typedef {{name: string, says: string, location: string}} Meant
 */

const SHOWN = 20; // places
const OF_A_PAGE = 4;
const LEAST = 0.03; // of the best score
const LONG = 180; // letters of an excerpt; half of that in kanji, kana and hangul

class Search {
  /** @param {Index} index */
  constructor(index) {
    this.library = new Library(index);
    this.reader = new Reader(this.library);
    this.ranking = new Ranking(this.library, this.reader);
  }

  /** @param {() => Promise<void>} [pause] */
  async learn(pause) {
    await this.library.learn(pause);
    await this.ranking.learn(pause);
    return this;
  }

  /**
   * @param {string} query
   * @param {boolean} [typing] whether its last word may be unfinished
   * @returns {Answer}
   */
  answer(query, typing = false) {
    const meaning = this.reader.read(query, typing);
    const lacking = this.#lacking(query);
    const found = lacking ? this.#around(lacking, meaning) : this.#best(meaning);
    return {
      found: found.map((place) => this.#shown(place, meaning.ideas)),
      corrected: meaning.corrected,
      unknown: lacking ? [] : meaning.unknown,
      lacking: Boolean(lacking),
      terms: meaning.ideas.length === 1 && meaning.ideas[0].term ? meaning.ideas[0].ids.map((key) => this.#meant(key)) : [],
      cut: query.length > MOST,
    };
  }

  #meant(key) {
    const { name, says } = this.library.glossary[key];
    return { name, says, location: `glossary.html#term-${key}` };
  }

  /** A topic that the book is known not to treat, if the query names one. */
  #lacking(query) {
    const asked = hay(words.spelled(query.slice(0, MOST)), () => {});
    for (const { known, near } of this.library.lacking) {
      const name = known.find((one) => asked.includes(one));
      if (name) return { near, size: name.trim().split(" ").length };
    }
    return undefined;
  }

  /** The neighbours of a topic that the book lacks. A query that asks for more is answered first. */
  #around({ near, size }, meaning) {
    const places = this.#at(near);
    const best = this.#best(meaning).filter((place) => !places.includes(place));
    return meaning.ideas.length + meaning.unknown.length > size + 1 ? [...best, ...places] : places;
  }

  #at(locations) {
    return locations.map((location) => this.library.entries.findIndex((entry) => entry.location === location)).filter((place) => place >= 0);
  }

  /** The best places, not too many of one page. */
  #best(meaning) {
    const ranked = this.ranking.rank(meaning);
    const pages = new Map();
    const places = [];
    for (const { place, score } of ranked) {
      if (score < LEAST * ranked[0].score || places.length === SHOWN) break;
      const page = this.library.entries[place].location.split("#")[0];
      pages.set(page, (pages.get(page) ?? 0) + 1);
      if (pages.get(page) <= OF_A_PAGE) places.push(place);
    }
    return places;
  }

  #shown(place, ideas) {
    const { location, title, path, text } = this.library.entries[place];
    return { location, title, path, excerpt: excerpt(text, ideas) };
  }
}

/**
 * The sentence of a text that says most of what is meant, with the words that say it.
 * @param {string} text
 * @param {Idea[]} ideas
 * @returns {Excerpt}
 */
function excerpt(text, ideas) {
  let [best, most] = [marked("", []), -1];
  for (const sentence of text.split(/(?<=[.!?])\s+|(?<=[。！？])|\n+/)) {
    if (!sentence.trim()) continue;
    const said = marked(sentence, ideas);
    const much = said.worth / (1 + sentence.length / 1000);
    if (much > most) [best, most] = [said, much];
    if (best.whole) break;
  }
  return clipped(best.parts);
}

/** A sentence with its words marked that say an idea, and what those are worth. */
function marked(sentence, ideas) {
  const said = new Set();
  const parts = [];
  let end = 0;
  const cut = words.cut(sentence);
  for (const [at, word] of cut.entries()) {
    if (word.start < end) continue;
    for (const idea of ideas) {
      const length = Math.max(0, ...idea.forms.map((form) => begins(form.split(" "), cut, at)));
      if (!length) continue;
      said.add(idea);
      const last = cut[at + length - 1];
      if (word.start > end) parts.push({ text: sentence.slice(end, word.start), marked: false });
      end = words.isCJK(last.form) ? last.start + Math.min(last.form.length, last.end - last.start) : last.end;
      parts.push({ text: sentence.slice(word.start, end), marked: true });
      break;
    }
  }
  if (end < sentence.length) parts.push({ text: sentence.slice(end), marked: false });
  const worth = [...said].reduce((sum, { weight }) => sum + weight, 0);
  return { parts, worth, whole: said.size === ideas.length && ideas.length > 0 };
}

/** How many words from here are a form of an idea: all of its words or none. */
function begins(form, cut, at) {
  return form.every((one, n) => cut[at + n] && same(one, cut[at + n].form)) ? form.length : 0;
}

const same = (form, word) => form === word || (words.isCJK(form) && form.length > 1 && word.includes(form));

/** As much of a sentence as is read at a glance, from shortly before the first word that is marked. */
function clipped(parts) {
  const whole = parts.map(({ text }) => text).join("");
  const most = /[ぁ-ヺ一-鿿가-힣]/.test(whole) ? LONG / 2 : LONG;
  if (whole.length <= most) return parts;
  const first = parts.findIndex((part) => part.marked);
  const before = parts.slice(0, Math.max(first, 0)).reduce((sum, { text }) => sum + text.length, 0);
  const start = before > most / 2 ? before - Math.floor(most / 4) : 0;
  const found = [];
  let at = 0;
  for (const { text, marked: mark } of parts) {
    const piece = text.slice(Math.max(start - at, 0), Math.max(start + most - at, 0));
    if (piece) found.push({ text: piece, marked: mark });
    at += text.length;
  }
  if (start > 0) found.unshift({ text: "… ", marked: false });
  if (start + most < whole.length) found.push({ text: " …", marked: false });
  return found;
}
