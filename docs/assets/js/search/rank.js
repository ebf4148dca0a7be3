// Which places answer a query best: how much of what is meant a place says, and how like the query one of its names is.

/**
 * @typedef {{place: number, score: number}} Result
 */

const COVERAGE = 2; // the power of the share that is said: half of the query counts a quarter
const PAIRS = 0.5; // what neighbouring words add
const NAMED = 1.6; // what a name adds that is the query
const FALLS = 0.15; // the terms named first are those that a page is most about
const OTHER = 0.4; // how much it counts against a name that it says more than the query

class Ranking {
  /** @param {Library} library @param {Reader} reader */
  constructor(library, reader) {
    this.library = library;
    this.reader = reader;
    /** The ideas of each name of each place, and their weights. */
    this.names = [];
  }

  /** Reads the names of all places. @param {() => Promise<void>} [pause] */
  async learn(pause = () => Promise.resolve()) {
    for (const [place, { title, names, subjects }] of this.library.entries.entries()) {
      if (place % AT_ONCE === AT_ONCE - 1) await pause();
      const about = subjects.map((key, n) => ({ ideas: [this.reader.term([key], key)], worth: 1 / (1 + FALLS * n) }));
      this.names.push([...[title, ...names].map((name) => ({ ideas: this.reader.read(name).ideas, worth: 1 })), ...about]);
    }
  }

  /**
   * The places that answer, best first.
   * @param {Meaning} meaning
   * @returns {Result[]}
   */
  rank({ ideas, pairs }) {
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
      const named = Math.max(...this.names[place].map(({ ideas: name, worth }) => worth * alike(ideas, all, name)));
      const { share: worth, location } = entries[place];
      const called = NAMED * named ** 2 * (location.includes("#") ? worth : 1); // an appendix is meant by its own name
      const score = worth * share ** COVERAGE * (1 + PAIRS * near) + called;
      found.push({ place, score });
    }
    return found.sort((a, b) => b.score - a.score || a.place - b.place);
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
  for (const { ids, weight } of name) {
    const same = ideas.find((idea) => idea.ids.some((id) => ids.includes(id)));
    if (same) common += same.weight;
    else only += weight;
  }
  return common ? common / (all + OTHER * only) : 0;
}
