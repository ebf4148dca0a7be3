// What places say beside whole words, in scripts that leave no blanks between them: how many of the pairs of neighbouring letters
// in a query stand in a place. 「ずれていく」 and 「ずれる」 have no word in common, but two letters.

const ASIDE = 0.6; // a pair in the text, beside one in a title or name
const KEPT = 3000; // pairs whose places are remembered
const PAIRS_READ = 48; // of a query: what is longer is pasted, and each new pair is looked for in all texts

class Letters {
  /** @param {Entry[]} entries @param {string[]} [texts] */
  constructor(entries, texts) {
    this.count = entries.length;
    this.heads = new Placed(entries.map(({ title, names }) => [title, ...names].join("\n")));
    this.texts = texts && new Placed(texts);
    /** @type {Map<string, {says: Float32Array, weight: number}>} */
    this.pairs = new Map();
  }

  /**
   * The share of a query's pairs that each place says, the rare ones counting more.
   * @param {string} query in one spelling
   * @returns {Float32Array}
   */
  shares(query) {
    const found = new Float32Array(this.count);
    let whole = 0;
    for (const pair of pairsOf(query)) {
      const { says, weight } = this.#pair(pair);
      whole += weight;
      for (let place = 0; place < found.length; place += 1) found[place] += weight * says[place];
    }
    return whole ? found.map((much) => much / whole) : found;
  }

  /** Looked for when it is first typed: of all pairs in the book few ever are. */
  #pair(pair) {
    let found = this.pairs.get(pair);
    if (!found) {
      const says = new Float32Array(this.count);
      for (const place of this.texts?.with(pair) ?? []) says[place] = ASIDE;
      for (const place of this.heads.with(pair)) says[place] = 1;
      const places = says.reduce((sum, much) => sum + (much > 0), 0);
      if (this.pairs.size > KEPT) this.pairs.clear();
      this.pairs.set(pair, (found = { says, weight: Math.log(1 + this.count / (1 + places)) }));
    }
    return found;
  }
}

/** Texts of places as one, in which each is searched no further than the first hit. */
class Placed {
  /** @param {string[]} texts */
  constructor(texts) {
    this.ends = [];
    let end = 0;
    for (const text of texts) this.ends.push((end += text.length + 1));
    this.whole = `${texts.join("\n")}\n`.toLowerCase();
  }

  /** The places that say some letters. @param {string} letters */
  with(letters) {
    const found = [];
    let place = 0;
    for (let at = this.whole.indexOf(letters); at >= 0; at = this.whole.indexOf(letters, this.ends[place])) {
      while (this.ends[place] <= at) place += 1;
      found.push(place);
    }
    return found;
  }
}

/** The first pairs of a query. @param {string} query */
function pairsOf(query) {
  const found = new Set();
  for (const word of query.toLowerCase().split(/[\s、。？?！!「」（）()・,]+/)) for (let at = 0; at + 2 <= word.length; at += 1) if (found.size < PAIRS_READ) found.add(word.slice(at, at + 2));
  return found;
}
