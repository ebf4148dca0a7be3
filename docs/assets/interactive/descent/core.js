// Gradient descent on a sum of squares, seen along two eigenvectors: the core of the figure (element.js). It knows no page:
// tests/js/descent.test.mjs runs this file without one.
//
// The difference from the best weights has a piece along each eigenvector. An update multiplies each piece by a factor of its
// own, 1 − 2ηλ, in which only the eigenvalue λ differs: both have the same rate η. Python multiplies in the same order, so each
// number is the same to the last bit.

/**
 * @typedef {[number, number]} Pair one number for each of the two directions
 * @typedef {{first: number, seconds: number[], start: Pair, second: number, step: number}} Descent what is seen: the first
 *   eigenvalue, those that the second may have, the pieces before the first update, the second eigenvalue, and the rate, by its
 *   place: 80 would be a rate of 1
 * @typedef {{updates: number}} Goal what is asked for: after so many updates nothing is left of either piece
 */

var descent = {
  updates: 8,
  /** The place of the largest rate, 0.3. */
  largest: 24,

  /** The learning rate η. @param {{step: number}} state */
  rate: ({ step }) => step / 80,

  /** By what an update multiplies the two pieces. @param {Descent} state @returns {Pair} */
  factors: (state) => [1 - 2 * descent.rate(state) * state.first, 1 - 2 * descent.rate(state) * state.second],

  /** Both pieces before the first update, after it, and so on. @param {Descent} state @returns {Pair[]} */
  path(state) {
    const [one, other] = descent.factors(state);
    const path = [state.start];
    for (let at = 0; at < descent.updates; at += 1) path.push([path[at][0] * one, path[at][1] * other]);
    return path;
  },

  /** What becomes of a piece. @param {number} factor */
  fate(factor) {
    if (factor > 0) return factor === 1 ? "still" : "shrinks";
    if (factor === 0) return "gone";
    return factor < -1 ? "grows" : factor === -1 ? "swings" : "jumps";
  },

  /**
   * What there is to say of a state: nothing moves (`still`), both pieces have the `same` factor or are gone at `once`; the first
   * `grows`, or `swings` for ever; the second is the slower one, the first coming straight (`slow`) or from side to side (`jumps`); the
   * first is slower, jumping too `far`; or both are as fast (`balance`), and with any other rate one would be slower.
   * @param {Descent} state
   */
  cause(state) {
    const [one, other] = descent.factors(state);
    if (one === other) return one === 1 ? "still" : one ? "same" : "once";
    const fates = [one, other].map(descent.fate);
    for (const fate of ["grows", "swings"]) if (fates.includes(fate)) return fate;
    if (Math.abs(one + other) < 1e-9) return "balance";
    if (Math.abs(one) > Math.abs(other)) return "far";
    return one < 0 ? "jumps" : "slow";
  },

  /** The state that a figure opens with. @param {Descent} given @returns {Descent} */
  opened: (given) => given,

  last: () => descent.largest,

  /** @param {Descent} state @param {number} step @returns {Descent} */
  stepped: (state, step) => ({ ...state, step: Math.min(Math.max(step, 0), descent.largest) }),

  /** Whether the question is answered. @param {Goal} goal @param {Descent} state */
  answers: ({ updates }, state) => descent.path(state)[updates].every((piece) => piece === 0),

  /** The part of an address that leads here. @param {Descent} state @returns {Record<string, string>} */
  written: (state) => ({ second: String(state.second), eta: String(descent.rate(state)) }),

  /**
   * The state that such a part leads to. What it cannot mean is left as it was opened.
   * @param {Record<string, string>} found
   * @param {Descent} opening
   * @returns {Descent}
   */
  read(found, opening) {
    const second = opening.seconds.find((value) => String(value) === found.second) ?? opening.second;
    const steps = Array.from({ length: descent.largest + 1 }, (_, step) => step);
    const step = steps.find((at) => String(descent.rate({ step: at })) === found.eta) ?? opening.step;
    return { ...opening, second, step };
  },
};
