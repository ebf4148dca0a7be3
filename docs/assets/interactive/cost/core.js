// A chain of Jacobians multiplied from either end, and how many multiplications each way takes: the core of the cost slider
// (element.js). It knows no page: tests/js/cost.test.mjs runs this file without one.
//
// A matrix of p rows and q columns times one of q rows and r columns takes pqr multiplications. From the end, what has been
// multiplied stands on the left and has a row for each output; from the front it stands on the right and has a column for each
// input. That is reverse and forward accumulation.

/**
 * @typedef {"end" | "front"} Way
 * @typedef {{rows: number, columns: number, made: boolean}} Matrix one that is left; `made` if it is a product
 * @typedef {{one: Matrix, two: Matrix, made: Matrix, work: number, at: number}} Product one step of a way: its factors, the place of
 *   the first of them in the chain, and the multiplications that it takes
 * @typedef {{sizes: number[], step: number}} Chain what is seen: how many numbers there are, from the inputs to the outputs, and how
 *   many products have been taken
 * @typedef {{sizes: number[]}} Goal what is asked for
 */

var cost = {
  ways: /** @type {Way[]} */ (["end", "front"]),
  largest: 12,
  /** How many sizes there are at least and at most: one more than Jacobians. */
  fewest: 3,
  most: 6,
  /** What a new step gets if there is none to copy. */
  usual: 8,

  /** The Jacobians, the last step's first, as they stand in the product. @param {number[]} sizes @returns {Matrix[]} */
  jacobians: (sizes) =>
    sizes.slice(1).map((rows, at) => ({ rows, columns: sizes[at], made: false })).reverse(),

  /** The products of a way, in their order. @param {number[]} sizes @param {Way} way @returns {Product[]} */
  products(sizes, way) {
    const left = cost.jacobians(sizes);
    return sizes.slice(2).map(() => {
      const at = way === "end" ? 0 : left.length - 2;
      const [one, two] = left.slice(at, at + 2);
      const made = { rows: one.rows, columns: two.columns, made: true };
      left.splice(at, 2, made);
      return { one, two, made, work: one.rows * one.columns * two.columns, at };
    });
  },

  /** What is left of the chain after as many products as have been taken. @param {Chain} state @param {Way} way @returns {Matrix[]} */
  left({ sizes, step }, way) {
    const left = cost.jacobians(sizes);
    for (const { made, at } of cost.products(sizes, way).slice(0, step)) left.splice(at, 2, made);
    return left;
  },

  /** All multiplications of a way. @param {number[]} sizes @param {Way} way */
  total: (sizes, way) => cost.products(sizes, way).reduce((sum, { work }) => sum + work, 0),

  /** The way that takes fewer, or neither. @param {number[]} sizes @returns {Way | "equal"} */
  cheaper(sizes) {
    const difference = cost.total(sizes, "front") - cost.total(sizes, "end");
    return difference ? (difference > 0 ? "end" : "front") : "equal";
  },

  /** One size larger or smaller, within bounds. @param {Chain} state @param {number} at @param {number} by @returns {Chain} */
  resized(state, at, by) {
    const size = Math.min(Math.max(state.sizes[at] + by, 1), cost.largest);
    return { ...state, sizes: state.sizes.with(at, size) };
  },

  /** One step more before the last, as wide as the one before it, or one less. @param {Chain} state @param {1 | -1} by @returns {Chain} */
  longer({ sizes, step }, by) {
    const count = sizes.length + by;
    if (count < cost.fewest || count > cost.most) return { sizes, step };
    const inner = sizes.slice(1, -1);
    const changed = by > 0 ? [...inner, inner.at(-1) ?? cost.usual] : inner.slice(0, -1);
    return cost.stepped({ sizes: [sizes[0], ...changed, sizes.at(-1)], step }, step);
  },

  /** @param {{sizes: number[]}} given @returns {Chain} */
  opened: ({ sizes }) => ({ sizes, step: 0 }),

  /** @param {Chain} state */
  last: ({ sizes }) => sizes.length - 2,

  /** @param {Chain} state @param {number} step @returns {Chain} */
  stepped: (state, step) => ({ ...state, step: Math.min(Math.max(step, 0), cost.last(state)) }),

  /** @param {Goal} goal @param {Chain} state */
  answers: (goal, { sizes }) => String(sizes) === String(goal.sizes),

  /** The part of an address that leads here. @param {Chain} state @returns {Record<string, string>} */
  written: ({ sizes, step }) => ({ sizes: sizes.join(), ...(step && { step: String(step) }) }),

  /**
   * The state that such a part leads to. What it cannot mean is left as it was opened.
   * @param {Record<string, string>} found
   * @param {Chain} opening
   * @returns {Chain}
   */
  read({ sizes, step }, opening) {
    const numbers = /^\d{1,2}(,\d{1,2}){2,5}$/.test(sizes) ? sizes.split(",").map(Number) : [0];
    const possible = numbers.every((size) => size >= 1 && size <= cost.largest);
    return cost.stepped(possible ? { ...opening, sizes: numbers } : opening, /^\d$/.test(step) ? Number(step) : 0);
  },
};
