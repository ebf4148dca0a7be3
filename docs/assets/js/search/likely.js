// How likely a place is to be asked for in these letters: a mixture of what its names, its text and its page say, beside what
// the book says everywhere. What blanks part is compared by words and their beginnings, all else by pairs of neighbouring letters and
// by kanji: 「ずれていく」 and 「ずれる」 have no word in common, but two letters. Grammar counts, too: names ask why, as queries do.

const HEADS = 0.5; // of the mixture: what its title and names say,
const TEXTS = 0.3; // its text,
const PAGES = 0.2; // the titles and names of its page,
const BOOK = 0.07; // and the whole book
const RARER = 0.05; // a word of a text beside one of a name, where it is asked how usual a word is
const SHORT = 0.8; // of the usual length
const STEM = 4; // letters of the beginning of a word
const KEPT = 3000; // units whose places are remembered
const UNITS = 64; // of a query: what is longer is pasted, and each new unit is looked for in all texts
const RUNS = /[a-zà-ɏ]+|[0-9]+|[^\sa-zà-ɏ0-9、。？?！!「」（）()・,-]+/g;
const LATIN = /[a-zà-ɏ]+/g;

class Likelihood {
  /** @param {Library} library that has learned the places */
  constructor({ entries, texts, named }) {
    this.heads = new Placed(entries.map(({ title }, place) => [title, ...named[place].map(({ text }) => text)].join("\n")));
    this.texts = texts && new Placed(texts);
    const pages = entries.map(({ location }) => location.split("#")[0]);
    const numbers = new Map([...new Set(pages)].map((page, number) => [page, number]));
    /** The number of each place's page, and how much the heads of each page say. */
    this.pages = pages.map((page) => numbers.get(page));
    this.sizes = added(this.heads.lengths, this.pages, numbers.size);
    /** @type {Map<string, Float32Array>} */
    this.known = new Map();
  }

  /**
   * The logarithm of how much likelier each place makes a query than the book as a whole.
   * @param {string} text of the query in one spelling
   * @returns {Float32Array}
   */
  of(text) {
    const found = new Float32Array(this.pages.length);
    for (const unit of unitsOf(text)) {
      const says = this.#unit(unit);
      for (let place = 0; place < found.length; place += 1) found[place] += says[place];
    }
    return found;
  }

  /** Looked for when it is first typed: of all units in the book few ever are. */
  #unit(unit) {
    let found = this.known.get(unit);
    if (!found) {
      if (this.known.size > KEPT) this.known.clear();
      this.known.set(unit, (found = this.#likely(this.heads.counts(unit), this.texts?.counts(unit))));
    }
    return found;
  }

  /** @param {Float32Array} heads how often each place has a unit @param {Float32Array} [text] */
  #likely(heads, text) {
    const pages = added(heads, this.pages, this.sizes.length);
    const often = sum(heads) + 0.5 + (text ? RARER * sum(text) : 0);
    const book = (BOOK * often) / (this.heads.whole.length + (text ? RARER * this.texts.whole.length : 0));
    return heads.map((much, place) => {
      const page = this.pages[place];
      const said = text ? (TEXTS * text[place]) / this.texts.sizes[place] : 0;
      return Math.log1p(((HEADS * much) / this.heads.sizes[place] + said + (PAGES * pages[page]) / this.sizes[page]) / book);
    });
  }
}

/** Texts of places as one, a blank on either side of each Latin word. */
class Placed {
  /** @param {string[]} texts */
  constructor(texts) {
    const small = texts.map((text) => `${text.toLowerCase().replace(LATIN, " $& ")}\n`);
    this.whole = small.join("");
    this.lengths = small.map((text) => text.length);
    let end = 0;
    this.ends = this.lengths.map((length) => (end += length));
    /** Of a short place less is known: it counts as longer by a share of what is usual. */
    this.sizes = this.lengths.map((length) => length + (SHORT * end) / small.length);
  }

  /** How often each place has a unit. @param {string} unit */
  counts(unit) {
    const found = new Float32Array(this.ends.length);
    let place = 0;
    for (let at = this.whole.indexOf(unit); at >= 0; at = this.whole.indexOf(unit, at + 1)) {
      while (this.ends[place] <= at) place += 1;
      found[place] += 1;
    }
    return found;
  }
}

/** @param {Float32Array} each */
const sum = (each) => each.reduce((all, much) => all + much, 0);

/** What belongs together, added. @param {ArrayLike<number>} each @param {number[]} groups of each @param {number} count */
function added(each, groups, count) {
  const found = new Float32Array(count);
  for (let n = 0; n < each.length; n += 1) found[groups[n]] += each[n];
  return found;
}

/** The first units of a query: Latin words between blanks and their beginnings, pairs of other letters, kanji. @param {string} query */
function unitsOf(query) {
  const found = new Set();
  for (const [run] of query.toLowerCase().matchAll(RUNS)) {
    if (found.size > UNITS) break;
    if (run.search(LATIN) === 0) {
      found.add(` ${run} `);
      if (run.length > STEM) found.add(` ${run.slice(0, STEM)}`);
      continue;
    }
    for (let at = 0; at < run.length; at += 1) {
      if (at + 1 < run.length) found.add(run.slice(at, at + 2));
      if (words.isHan(run[at]) || run.length === 1) found.add(run[at]);
    }
  }
  return [...found].slice(0, UNITS);
}
