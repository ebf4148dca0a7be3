// Which terms of a sum the Kronecker deltas leave, and what the sum is then: the core of the delta stepper (element.js).
// It knows no page: tests/js/delta.test.mjs runs this file without one.
//
// A sum is written as its factors: `dZij δis δlt Ylj` is summed over i, j and l, and s and t are free. A delta ties a
// summed index to a free one. When its sum collapses, the sum and the delta go, and the free index stands where the summed
// one stood. Indices count from 1, as formulas do.

/**
 * @typedef {{name: string, at: string}} Factor a letter, such as dZ, and its indices, such as ij
 * @typedef {Record<string, number>} Term the value of each summed index
 * @typedef {{numbers: Record<string, any>, sums: Record<string, string>, sum: string, s: number, t: number, order: string,
 *   step: number, touched: string}} Delta what is seen: vectors and matrices by name, the sums that can be chosen and the
 *   chosen one, the free indices, in which order the summed ones that have a delta collapse, how many have, with the
 *   addition as the last step, and what has been touched: an index whose sum stays, or a term, such as 213
 * @typedef {{sum: string, s?: number, t?: number, step?: number, touched: string[]}} Goal what is to be touched, and when
 */

var delta = {
  /**
   * The state that a figure opens with.
   * @param {{numbers: Record<string, any>, sums: Record<string, string>, sum: string, s: number, t: number}} given
   * @returns {Delta}
   */
  opened: (given) => delta.chosen({ ...given, order: "", step: 0, touched: "" }, given.sum),

  /** @param {Delta} state @returns {Factor[]} */
  factors: ({ sums, sum }) => [...sums[sum].matchAll(/(d?[^ijlst ])([ijlst]+)/g)].map(([, name, at]) => ({ name, at })),

  /** The free index of each summed one that a delta ties to one. @param {Delta} state @returns {Record<string, string>} */
  ties(state) {
    const pairs = delta.factors(state).filter(({ name }) => name === "δ");
    return Object.fromEntries(pairs.map(({ at }) => (/[st]/.test(at[0]) ? [at[1], at[0]] : [at[0], at[1]])));
  },

  /** The delta of each summed index that has one, such as δlt. @param {Delta} state @returns {Record<string, string>} */
  names(state) {
    const pairs = delta.factors(state).filter(({ name }) => name === "δ");
    return Object.fromEntries(Object.keys(delta.ties(state)).map((index, at) => [index, `δ${pairs[at].at}`]));
  },

  /** The matrix or vector of which the sum is an entry: dX of the sum XY-dX. @param {Delta} state */
  whole: ({ sum }) => sum.split("-")[1] ?? "",

  /** How far each index runs. @param {Delta} state @returns {Record<string, number>} */
  sizes(state) {
    const found = {};
    for (const { name, at } of delta.factors(state)) {
      const A = state.numbers[name];
      if (A) [...at].forEach((index, axis) => (found[index] = axis ? A[0].length : A.length));
    }
    const sizes = Object.fromEntries([..."ijl"].filter((index) => found[index]).map((index) => [index, found[index]]));
    for (const [index, free] of Object.entries(delta.ties(state))) sizes[free] = sizes[index];
    return sizes;
  },

  /** The indices that are summed. @param {Delta} state */
  summed: (state) => Object.keys(delta.sizes(state)).filter((index) => "ijl".includes(index)),

  /** The free indices. @param {Delta} state */
  free: (state) => Object.keys(delta.sizes(state)).filter((index) => "st".includes(index)).sort(),

  /** The order of the book: first the sum of the forward pass. @param {Delta} state */
  usual: (state) => [..."lij"].filter((index) => delta.ties(state)[index]).join(""),

  /** @param {Delta} state its last step is given */
  last: ({ order }) => order.length + 1,

  /** @param {Delta} state @param {number} step @returns {Delta} */
  stepped: (state, step) => ({ ...state, step: Math.min(Math.max(step, 0), delta.last(state)), touched: "" }),

  /** Another sum, from its beginning. @param {Delta} state @param {string} sum @returns {Delta} */
  chosen(state, sum) {
    const next = { ...state, sum, step: 0 };
    return delta.at({ ...next, order: delta.usual(next) }, {});
  },

  /**
   * Other values of the free indices: the nearest ones that there are.
   * @param {Delta} state
   * @param {{s?: number, t?: number}} wanted
   * @returns {Delta}
   */
  at(state, wanted) {
    const sizes = delta.sizes(state);
    const next = { ...state, ...wanted, touched: "" };
    for (const free of ["s", "t"]) next[free] = Math.min(Math.max(next[free], 1), sizes[free] ?? 9); // one may be of no use here
    return next;
  },

  /** The indices whose sums have collapsed after so many steps. @param {Delta} state @param {number} [step] */
  gone: (state, step = state.step) => state.order.slice(0, step),

  /**
   * A line of the derivation: which sums are left, and which factors.
   * @param {Delta} state
   * @param {number} [step]
   * @returns {{sums: string[], factors: Factor[]}}
   */
  line(state, step = state.step) {
    const [gone, ties] = [delta.gone(state, step), delta.ties(state)];
    const ended = ({ name, at }) => name === "δ" && [...at].some((index) => gone.includes(index));
    const factors = delta.factors(state).filter((factor) => !ended(factor));
    const renamed = (at) => [...at].map((index) => (gone.includes(index) ? ties[index] : index)).join("");
    return {
      sums: delta.summed(state).filter((index) => !gone.includes(index)),
      factors: factors.map(({ name, at }) => ({ name, at: renamed(at) })),
    };
  },

  /** All terms, the last index running fastest. @param {Delta} state @returns {Term[]} */
  terms(state) {
    const sizes = delta.sizes(state);
    const longer = (terms, index) =>
      terms.flatMap((term) => Array.from({ length: sizes[index] }, (_, at) => ({ ...term, [index]: at + 1 })));
    return delta.summed(state).reduce(longer, [{}]);
  },

  /** The name of a term, such as 213. @param {Term} term */
  named: (term) => Object.values(term).join(""),

  /** The product of a term, without its deltas. @param {Delta} state @param {Term} term */
  value(state, term) {
    const entry = (A, at) => [...at].reduce((part, index) => part[term[index] - 1], A);
    return delta.factors(state).reduce((value, { name, at }) => (name === "δ" ? value : value * entry(state.numbers[name], at)), 1);
  },

  /** The terms' deltas: 1 or 0 by summed index. @param {Delta} state @param {Term} term @returns {Record<string, number>} */
  deltas: (state, term) =>
    Object.fromEntries(Object.entries(delta.ties(state)).map(([index, free]) => [index, Number(term[index] === state[free])])),

  /** Whether a term is left after so many steps. @param {Delta} state @param {Term} term @param {number} [step] */
  lives: (state, term, step = state.step) => [...delta.gone(state, step)].every((index) => delta.deltas(state, term)[index]),

  /** The values of the terms that are left after so many steps. @param {Delta} state @param {number} [step] */
  left: (state, step = state.step) =>
    delta.terms(state).filter((term) => delta.lives(state, term, step)).map((term) => delta.value(state, term)), // prettier-ignore

  /** What the whole sum is. @param {Delta} state */
  total: (state) => delta.left(state, delta.last(state)).reduce((sum, value) => sum + value, 0),

  /**
   * What is left, read as a product of matrices such as dZ Yᵀ: the factor with the first free index comes first, and copies
   * of a summed index stand side by side.
   * @param {Delta} state
   */
  closed(state) {
    const { factors } = delta.line(state, delta.last(state));
    const [free] = delta.free(state);
    const sorted = factors.sort((one, other) => Number(other.at.includes(free)) - Number(one.at.includes(free)));
    const turned = (at, place) => (place ? /[st]/.test(at[0]) : at.length > 1 && /[ijl]/.test(at[0]));
    return sorted.map(({ name, at }, place) => name + (turned(at, place) ? "ᵀ" : "")).join(" "); // prettier-ignore
  },

  /**
   * The reader says that a sum collapses. With a delta it does; without one it stays.
   * @param {Delta} state
   * @param {string} index
   * @returns {Delta}
   */
  pressed(state, index) {
    const { order, step } = state;
    const gone = delta.gone(state);
    if (!order.includes(index)) return delta.asked(state, index);
    if (gone.includes(index)) return state;
    const rest = [...order.slice(gone.length)].filter((other) => other !== index).join("");
    return { ...state, order: gone + index + rest, step: step + 1, touched: "" };
  },

  /**
   * A term is asked for its fate, or a sum that has no delta; whatever else is named touches nothing.
   * @param {Delta} state
   * @param {string} touched
   * @returns {Delta}
   */
  asked(state, touched) {
    const stays = state.step < delta.last(state) && delta.summed(state).includes(touched) && !state.order.includes(touched);
    return { ...state, touched: stays || delta.term({ ...state, touched }) ? touched : "" };
  },

  /** The term that is touched, if one is. @param {Delta} state */
  term: (state) => delta.terms(state).find((term) => delta.named(term) === state.touched),

  /**
   * Whether the question is answered.
   * @param {Goal} goal
   * @param {Delta} state
   */
  answers: ({ touched, ...wanted }, state) =>
    touched.includes(state.touched) && Object.keys(wanted).every((key) => state[key] === wanted[key]),

  /**
   * The part of an address that leads here.
   * @param {Delta} state
   * @returns {Record<string, string>}
   */
  written(state) {
    const { sum, s, t, order, step, touched } = state;
    const found = { sum, s: String(s), t: String(t), step: String(step) };
    if (order !== delta.usual(state)) found.order = order;
    return touched ? { ...found, at: touched } : found;
  },

  /**
   * The state that such a part leads to. What it cannot mean is left as it was opened.
   * @param {Record<string, string>} found
   * @param {Delta} opening
   * @returns {Delta}
   */
  read({ sum, s, t, order = "", step, at }, opening) {
    const number = (text, other) => (/^\d$/.test(text) && text !== "0" ? Number(text) : other);
    const other = Object.hasOwn(opening.sums, sum) ? delta.chosen(opening, sum) : opening;
    const state = delta.at(other, { s: number(s, opening.s), t: number(t, opening.t) });
    const isOrder = [...order].sort().join("") === [...state.order].sort().join("");
    const next = delta.stepped(isOrder ? { ...state, order } : state, /^\d+$/.test(step) ? Number(step) : 0);
    return at ? delta.asked(next, at) : next;
  },
};
