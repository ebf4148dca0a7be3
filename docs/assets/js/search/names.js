// How like a query the names of a place are: other words under which readers look for it, its title, and the terms it is about.

/**
 * @typedef {{place: number, ideas: Idea[], worth: number, explains: boolean}} Name
 */

const LIKENESS = 2.3; // of how like the query a name is
const MORE = 0.6; // what a second name adds that is like it, too
const EXPLAINS = 1.5; // the place that explains a term, for who asks for the term alone
const OTHER = 2.3; // how much it counts against a name that it says more than the query
const PART = 0.5; // a word that is the beginning of another

class Names {
  constructor() {
    /** @type {Name[]} */
    this.all = [];
    /** Each idea, to where names have it: a slot an idea of each name, IDEAS a name. @type {Map<string, number[]>} */
    this.slots = new Map();
    /** @type {Map<string, [string, number][]>} */
    this.kin = new Map();
  }

  /** @param {number} place @param {Idea[]} ideas @param {number} worth @param {boolean} [explains] */
  add(place, ideas, worth, explains = false) {
    for (const [at, { ids }] of ideas.entries()) {
      for (const id of ids) {
        if (!this.slots.has(id)) this.slots.set(id, []);
        this.slots.get(id).push(this.all.length * IDEAS + at);
      }
    }
    this.all.push({ place, ideas, worth, explains });
  }

  /** Whether there are names with an idea. @param {Idea} idea */
  has({ ids }) {
    return ids.some((id) => this.slots.has(id));
  }

  /**
   * How like a query each place is named.
   * @param {Idea[]} ideas
   * @param {number} whole what all of them weigh
   * @param {number} count of places
   */
  like(ideas, whole, count) {
    const best = new Float32Array(count);
    const second = new Float32Array(count);
    const shares = (this.shares ??= new Float64Array(this.all.length * IDEAS)); // made once: a key is answered in a moment
    for (const number of this.#share(ideas, shares)) {
      const { place, ideas: own, worth, explains } = this.all[number];
      let [common, only] = [0, 0];
      for (let at = 0; at < own.length; at += 1) {
        const share = shares[number * IDEAS + at];
        if (share) common += share;
        else only += own[at].weight;
        shares[number * IDEAS + at] = 0;
      }
      const alike = Math.min(1, common / (whole + OTHER * only));
      const much = worth * alike ** LIKENESS * (explains && alike === 1 ? EXPLAINS : 1);
      if (much > best[place]) [best[place], second[place]] = [much, best[place]];
      else if (much > second[place]) second[place] = much;
    }
    for (let place = 0; place < count; place += 1) best[place] += MORE * second[place];
    return best;
  }

  /**
   * Says of each idea of names what it weighs in a query.
   * @param {Idea[]} ideas of the query
   * @param {Float64Array} shares a slot each
   * @returns {Set<number>} the names that share any
   */
  #share(ideas, shares) {
    const found = new Set();
    for (const { ids, weight } of ideas) {
      for (const one of ids) {
        for (const [id, share] of this.#kin(one)) {
          for (const slot of this.slots.get(id)) {
            if (share * weight > shares[slot]) shares[slot] = share * weight;
            found.add(Math.floor(slot / IDEAS));
          }
        }
      }
    }
    return found;
  }

  /** An idea of names itself, and those of which one word in kanji, kana or hangul begins with the other: 길어 and 길어지. */
  #kin(id) {
    let kin = this.kin.get(id);
    if (!kin) {
      kin = this.slots.has(id) ? [[id, 1]] : [];
      if (words.isCJK(id) && id.length > 1) kin.push(...this.#longer(id).map((other) => [other, PART]), ...this.#shorter(id).map((other) => [other, PART]));
      this.kin.set(id, kin);
    }
    return kin;
  }

  #longer(id) {
    this.sorted ??= [...this.slots.keys()].sort();
    const found = [];
    for (let at = firstAfter(this.sorted, id); at < this.sorted.length && this.sorted[at].startsWith(id); at += 1) found.push(this.sorted[at]);
    return found;
  }

  #shorter(id) {
    return Array.from({ length: id.length - 2 }, (_, n) => id.slice(0, n + 2)).filter((other) => this.slots.has(other));
  }
}

/** The place of the first of a sorted list that is greater. @param {string[]} sorted @param {string} than */
function firstAfter(sorted, than) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] > than) high = middle;
    else low = middle + 1;
  }
  return low;
}
