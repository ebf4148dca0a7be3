// Which places answer a query best: how much of what is meant a place says, and how like the query one of its names is.

/**
 * @typedef {{place: number, score: number}} Result
 */

const COVERAGE = 2; // the power of the share that is said: half of the query counts a quarter
const PAIRS = 0.8; // what neighbouring words add
const NAMED = 1.6; // what a name adds that is the query
const POWER = 2; // of how like the query a name is
const MORE = 0.2; // what a second name adds that is like it, too
const EXPLAINS = 1.5; // the place that explains a term, for who asks for the term alone
const FALLS = 0.25; // the terms named first are those that a page is most about
const OTHER = 0.8; // how much it counts against a name that it says more than the query
const PART = 0.6; // a word that is the beginning of another
const TITLED = 2; // the query is the title or a name, word for word
const WHOLE = 0.6; // a page beside its sections, which say where

class Ranking {
  /** @param {Library} library @param {Reader} reader */
  constructor(library, reader) {
    this.library = library;
    this.reader = reader;
    /** The ideas of each name of each place, and their weights. */
    this.names = [];
    /** The title and names of each place without spaces. @type {Set<string>[]} */
    this.titles = [];
  }

  /** Reads the names of all places. @param {() => Promise<void>} [pause] */
  async learn(pause = () => Promise.resolve()) {
    for (const [place, { location, title, names, subjects, explains, share }] of this.library.entries.entries()) {
      if (place % AT_ONCE === AT_ONCE - 1) await pause();
      const own = location.includes("#") ? share : 1; // an appendix is meant by its own name
      this.titles.push(new Set([title, ...names].map(joined)));
      this.names.push([
        ...[title, ...names].map((name) => ({ ideas: this.reader.read(name).ideas, worth: own })),
        ...explains.map((key) => ({ ideas: [this.reader.term([key], key)], worth: 1, explains: true })),
        ...subjects.map((key, n) => ({ ideas: [this.reader.term([key], key)], worth: share / (1 + FALLS * n) })),
      ]);
    }
  }

  /**
   * The places that answer, best first.
   * @param {Meaning} meaning
   * @returns {Result[]}
   */
  rank({ ideas, pairs, whole }) {
    const { entries } = this.library;
    if (!ideas.length) return [];
    const covered = this.#covered(ideas);
    const beside = this.#covered(pairs);
    const all = ideas.reduce((sum, { weight }) => sum + weight, 0);
    const couples = pairs.reduce((sum, { weight }) => sum + weight, 0);
    const found = [];
    for (let place = 0; place < entries.length; place += 1) {
      if (!covered[place]) continue;
      const share = covered[place] / all;
      const near = couples ? beside[place] / couples : 0;
      const named = this.#named(place, ideas, all);
      const { location, share: worth } = entries[place];
      const says = worth * share ** COVERAGE * (1 + PAIRS * near);
      const titled = this.titles[place].has(whole) ? TITLED * (location.includes("#") ? worth : 1) : 0;
      const broad = location.includes("#") || ideas.length === 1 || named >= 1;
      const score = (broad ? 1 : WHOLE) * (says + NAMED * named) + titled;
      found.push({ place, score });
    }
    return found.sort((a, b) => b.score - a.score || a.place - b.place);
  }

  /** How like the query the names of a place are. */
  #named(place, ideas, all) {
    let [best, second] = [0, 0];
    for (const { ideas: name, worth, explains } of this.names[place]) {
      const like = alike(ideas, all, name);
      const much = worth * like ** POWER * (explains && like === 1 ? EXPLAINS : 1);
      if (much > best) [best, second] = [much, best];
      else if (much > second) second = much;
    }
    return best + MORE * second;
  }

  #covered(ideas) {
    const sum = new Float32Array(this.library.entries.length);
    for (const { forms, weight } of ideas) {
      const says = forms.map((form) => this.library.says(form));
      for (let place = 0; place < sum.length; place += 1) sum[place] += weight * Math.max(...says.map((much) => much[place]));
    }
    return sum;
  }
}

/** How much of a query and a name is common to both. */
function alike(ideas, all, name) {
  let [common, only] = [0, 0];
  for (const other of name) {
    let most = 0;
    for (const idea of ideas) {
      const much = idea.ids.some((id) => other.ids.includes(id)) ? 1 : akin(idea.ids[0], other.ids[0]) ? PART : 0;
      if (much) most = Math.max(most, much * idea.weight);
    }
    if (most) common += most;
    else only += other.weight;
  }
  return common ? Math.min(1, common / (all + OTHER * only)) : 0;
}

/** Whether one word of several letters in kanji, kana or hangul begins with the other: 길어 and 길어지. */
function akin(a, b) {
  if (a.length < 2 || b.length < 2 || !words.isCJK(a)) return false;
  return a.startsWith(b) || b.startsWith(a);
}
