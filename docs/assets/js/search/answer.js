// What search says to a query: the places that answer with their headings and the sentence that matches, and what the reader
// has to know: that a word is not in the book, that it was read as another one, or that it means two things.

/**
 * @typedef {{text: string, marked: boolean}[]} Excerpt
 * @typedef {{location: string, title: string, path: string[], excerpt: Excerpt}} Found
 * @typedef {{found: Found[], corrected: [string, string][], unknown: string[], lacking: boolean, terms: Meant[],
 *   cut: boolean, grammar: boolean, partial: boolean}} Answer `unknown` are words that no page says, `lacking` whether the book does not treat what is
 *   asked for, `terms` what the query means if it is a term, or all that it may mean, `cut` whether the query was too long to be read
 *   to its end, `grammar` whether it has no other words, `partial` whether the texts have not come yet: more may be found then
 * @typedef {{name: string, says: string, location: string}} Meant
 */

const SHOWN = 20; // places
const OF_A_PAGE = 4;
const LEAST = 0.03; // of what answers best
const BESIDE = 1; // places before the neighbours of a topic that the book lacks, for who asks for more
const LONG = 180; // letters of an excerpt; half of that in kanji, kana and hangul

class Search {
  /** @param {Index} index @param {string[]} [texts] of its entries: without them it answers by headings, names and terms alone */
  constructor(index, texts) {
    this.library = new Library(index, texts);
    this.reader = new Reader(this.library);
    this.ranking = new Ranking(this.library, this.reader);
    this.sentences = new Map();
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
    const beginning = beginnings(meaning.ideas);
    return {
      found: found.map((place) => this.#shown(place, meaning.ideas, beginning)),
      corrected: meaning.corrected,
      unknown: lacking ? [] : meaning.unknown,
      lacking: Boolean(lacking),
      terms: meaning.ideas.length === 1 && meaning.ideas[0].term ? meaning.ideas[0].ids.map((key) => this.#meant(key)) : [],
      cut: meaning.cut,
      grammar: meaning.grammar,
      partial: !this.library.texts,
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
    const best = this.#best(meaning).filter((place) => !places.includes(place)).slice(0, BESIDE);
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
    const least = LEAST * ranked.reduce((most, { answers }) => Math.max(most, answers), 0);
    for (const { place, answers } of ranked) {
      if (places.length === SHOWN) break;
      if (answers < least) continue;
      const page = this.library.entries[place].location.split("#")[0];
      pages.set(page, (pages.get(page) ?? 0) + 1);
      if (pages.get(page) <= OF_A_PAGE) places.push(place);
    }
    return places;
  }

  #shown(place, ideas, beginning) {
    const { location, title, path } = this.library.entries[place];
    const sentences = () => this.#sentences(place);
    return { location, title, path, get excerpt() { return excerpt(sentences(), ideas, beginning); } }; // found when it is shown
  }

  /** The sentences of a place. */
  #sentences(place) {
    let found = this.sentences.get(place);
    if (!found) {
      const texts = (this.library.texts?.[place] ?? "").split(/(?<=[.!?])\s+|(?<=[。！？])|\n+/);
      found = texts.filter((text) => text.trim()).map((text) => new Sentence(text));
      this.sentences.set(place, found);
    }
    return found;
  }
}

/** A sentence, cut into words when one of those that are looked for may be among them. */
class Sentence {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.small = text.toLowerCase();
  }

  get cut() {
    return (this.words ??= words.cut(this.text));
  }
}

/**
 * The sentence that says most of what is meant, with the words that say it.
 * @param {Sentence[]} sentences
 * @param {Idea[]} ideas
 * @param {ReturnType<typeof beginnings>} beginning
 * @returns {Excerpt}
 */
function excerpt(sentences, ideas, beginning) {
  let [best, most] = [undefined, -1];
  for (const sentence of sentences) {
    const { text } = sentence;
    const hits = beginning.heads.test(sentence.small) ? hitsIn(sentence.cut, beginning.of) : [];
    const said = new Set(hits.map(({ idea }) => idea));
    const worth = [...said].reduce((sum, { weight }) => sum + weight, 0) / (1 + text.length / 1000);
    if (worth > most) [best, most] = [{ text, hits }, worth];
    if (said.size === ideas.length) break;
  }
  return best ? clipped(marked(best)) : [];
}

/**
 * Which forms of ideas a word may begin: those of which it is the first word, and in kanji, kana and hangul those that it holds.
 * @param {Idea[]} ideas
 * @returns {{heads: RegExp, of: (word: string) => {idea: Idea, form: string[]}[]}} `heads` finds letters that a sentence has
 *   if it has such a word: in whatever form, a word keeps the first two
 */
function beginnings(ideas) {
  const sought = ideas.flatMap((idea) => idea.forms.map((form) => ({ idea, form: form.split(" ") })));
  const inside = [];
  const known = new Map();
  const none = [];
  for (const one of sought) {
    const [first] = one.form;
    if (words.isCJK(first) && first.length > 1) inside.push(one);
    else known.set(first, [...(known.get(first) ?? none), one]);
  }
  const heads = [...new Set(sought.map(({ form: [first] }) => (words.isCJK(first) ? first : first.slice(0, 2)).toLowerCase()))];
  const of = (word) => {
    if (!words.isCJK(word)) return known.get(word) ?? none;
    if (!known.has(word)) known.set(word, inside.filter(({ form }) => word.includes(form[0])));
    return known.get(word);
  };
  return { heads: new RegExp(heads.map((head) => head.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|") || "(?!)"), of };
}

/** Where a sentence says an idea, all the words of one of its forms. */
function hitsIn(cut, beginning) {
  const hits = [];
  for (let at = 0; at < cut.length; at += 1) {
    const found = beginning(cut[at].form).filter(({ form }) => form.every((one, n) => form.length === 1 || cut[at + n]?.form === one));
    if (!found.length) continue;
    const { idea, form } = found.reduce((a, b) => (b.form.length > a.form.length ? b : a));
    const last = cut[at + form.length - 1];
    const end = words.isCJK(last.form) ? last.start + Math.min(last.form.length, last.end - last.start) : last.end;
    hits.push({ idea, start: cut[at].start, end });
    at += form.length - 1;
  }
  return hits;
}

/** A sentence in parts, those marked that say what is meant. */
function marked({ text, hits }) {
  const parts = [];
  let end = 0;
  for (const hit of hits) {
    if (hit.start > end) parts.push({ text: text.slice(end, hit.start), marked: false });
    parts.push({ text: text.slice(hit.start, hit.end), marked: true });
    end = hit.end;
  }
  if (end < text.length) parts.push({ text: text.slice(end), marked: false });
  return parts;
}

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
