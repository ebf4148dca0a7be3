// Which places answer a query best: how much of what is meant a place says, and how like the query one of its names is.

/**
 * @typedef {{place: number, answers: number, score: number}} Result how well a place answers, and with how likely its letters are
 */

const COVERAGE = 2.6; // the power of the share that is said: half of the query counts a quarter
const PAIRS = 2.4; // what neighbouring words add
const NAMED = 1.6; // what a name adds that is the query
const TITLED = 3; // the query is the title or a name, word for word
const WHOLE = 0.7; // a page beside its sections, which say where
const ANY = 0.03; // of what is meant: a place that hardly says it, but in letters that are likely
const LIKELY = 0.08; // the power of how likely the letters are
const FOREIGN = 0.5; // an English name beside one in the reader's language
const FALLS = 0.25; // the terms named first are those that a page is most about

class Ranking {
  /** @param {Library} library @param {Reader} reader */
  constructor(library, reader) {
    this.library = library;
    this.reader = reader;
    this.names = new Names();
    /** Each title or name without spaces, and what it is worth to the places that have it. @type {Map<string, Map<number, number>>} */
    this.titles = new Map();
  }

  /** Reads the names of all places. @param {() => Promise<void>} [pause] */
  async learn(pause = () => Promise.resolve()) {
    this.likelihood = new Likelihood(this.library);
    const foreign = new Map();
    for (const [place, { location, title, subjects, explains, share }] of this.library.entries.entries()) {
      if (place % AT_ONCE === AT_ONCE - 1) await pause();
      const own = location.includes("#") ? share : 1; // an appendix is meant by its own name
      for (const name of [read(title), ...this.library.named[place]]) this.#name(place, name, own, this.titles);
      for (const name of this.library.foreign[place]) this.#name(place, name, own * FOREIGN, foreign);
      for (const key of explains) this.names.add(place, [this.reader.term([key], key)], 1, true);
      for (const [n, key] of subjects.entries()) this.names.add(place, [this.reader.term([key], key)], share / (1 + FALLS * n));
    }
    this.titles = new Map([...foreign, ...this.titles]); // what has a name in the reader's language is meant by it
  }

  /** @param {number} place @param {{text: string, cut: Word[]}} name @param {number} worth @param {Map<string, Map<number, number>>} titles */
  #name(place, name, worth, titles) {
    const { whole, ideas } = this.reader.name(name);
    if (!titles.has(whole)) titles.set(whole, new Map());
    titles.get(whole).set(place, worth);
    this.names.add(place, ideas, worth);
  }

  /**
   * The places that answer, best first.
   * @param {Meaning} meaning
   * @returns {Result[]}
   */
  rank({ ideas, pairs, whole, text, cut }) {
    const { entries } = this.library;
    if (!ideas.length) return [];
    const covered = this.#covered(ideas);
    const beside = this.#covered(pairs);
    const all = ideas.reduce((sum, { weight }) => sum + weight, 0);
    const couples = pairs.reduce((sum, { weight }) => sum + weight, 0);
    const names = this.names.like(ideas, all, entries.length);
    const word = ideas.length === 1 && this.names.has(ideas[0]) && !/[ぁ-ゖ]{3}/.test(text); // found by names, in whatever letters
    const likely = cut || word ? undefined : this.likelihood.of(text); // what is too long to be read was not typed
    const found = [];
    for (let place = 0; place < entries.length; place += 1) {
      if (!covered[place]) continue;
      const share = covered[place] / all;
      const near = couples ? beside[place] / couples : 0;
      const named = names[place];
      const { location, share: own } = entries[place];
      const called = this.titles.get(whole)?.get(place) ?? 0;
      const worth = called && !location.includes("#") ? 1 : own; // an appendix is meant by its own name
      const says = worth * share ** COVERAGE * (1 + PAIRS * near);
      const broad = location.includes("#") || ideas.length === 1 || named >= 1;
      const answers = (broad ? 1 : WHOLE) * (says + NAMED * named) + TITLED * called + ANY * own;
      found.push({ place, answers, score: likely ? answers * Math.exp(LIKELY * likely[place]) : answers });
    }
    return found.sort((a, b) => b.score - a.score || a.place - b.place);
  }

  #covered(ideas) {
    const sum = new Float32Array(this.library.entries.length);
    for (const { forms, weight } of ideas) {
      const most = this.library.most(forms);
      for (let place = 0; place < sum.length; place += 1) sum[place] += weight * most[place];
    }
    return sum;
  }
}
