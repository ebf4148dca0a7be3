// A derivative measured with a step h, digit by digit: the core of the step slider (element.js). It knows no page:
// tests/js/difference.test.mjs runs this file without one.
//
// The loss is the one of snippets/gradient_check: ℒ = Σ G √(1 + Z²), Z = XY, at tenths of the fixture's X. Each operation is
// rounded as the precision rounds, in the order in which NumPy does it, so that every bit is the same. The complex step is
// written out in real numbers.

/**
 * @typedef {"forward" | "central" | "complex"} Method
 * @typedef {"double" | "single"} Precision
 * @typedef {[number, number]} Pair real and imaginary part; the second is 0 if all is real
 * @typedef {{X: number[][], Y: number[][], G: number[][], s: number, t: number, method: Method, precision: Precision, step:
 *   number}} Difference what is seen: the data, the entry of X whose derivative is shown, how it is measured, and the step,
 *   by its place among the powers of ten: 0 is 1e-16, 16 is 1
 * @typedef {{method: Method, precision: Precision}} Goal what is asked for: the best step of this method in this precision
 */

var difference = {
  methods: ["forward", "central", "complex"],
  precisions: ["double", "single"],
  finest: 16,
  /** What rounding errs by at most, as a share. */
  unit: { double: 2 ** -53, single: 2 ** -24 },
  /** Decimals that tell all losses apart, and with one less all derivatives above 10. */
  decimals: { double: 16, single: 8 },

  /** @param {{precision: Precision}} state how its precision rounds is given */
  rounding: ({ precision }) => (precision === "single" ? Math.fround : (value) => value),

  /** @param {{step: number}} state the step h is given */
  h: ({ step }) => Number(`1e-${difference.finest - step}`),

  /**
   * The sum of eight numbers in NumPy's order: in pairs, the pairs in pairs, and so on.
   * @param {number[]} terms
   * @param {(value: number) => number} r
   * @returns {number}
   */
  sum(terms, r) {
    if (terms.length === 1) return terms[0];
    const half = terms.length / 2;
    return r(difference.sum(terms.slice(0, half), r) + difference.sum(terms.slice(half), r));
  },

  /**
   * A product of matrices; sums run from the first term to the last.
   * @param {number[][]} A
   * @param {number[][]} B
   * @param {(value: number) => number} r
   */
  product: (A, B, r) => A.map((row) => B[0].map((_, j) => row.map((a, l) => r(a * B[l][j])).reduce((sum, one) => r(sum + one)))),

  /**
   * √(1 + z²).
   * @param {Pair} z
   * @param {(value: number) => number} r
   * @returns {Pair}
   */
  root([a, b], r) {
    if (!b) return [r(Math.sqrt(r(1 + r(a * a)))), 0];
    const u = r(1 + r(r(a * a) - r(b * b)));
    const v = 2 * r(a * b);
    const size = r(Math.sqrt(r(r(u * u) + r(v * v))));
    const large = r(Math.sqrt(r(r(size + Math.abs(u)) / 2)));
    const small = large && r(v / (2 * large));
    return u < 0 ? [Math.abs(small), v < 0 ? -large : large] : [large, small];
  },

  /**
   * The loss with entry (s, t) of X moved by a real and an imaginary number.
   * @param {Difference} state
   * @param {number} s
   * @param {number} t
   * @param {Pair} by
   * @returns {Pair}
   */
  loss({ X, Y, G, precision }, s, t, [real, imaginary]) {
    const r = difference.rounding({ precision });
    const moved = X.map((row, i) => row.map((x, j) => r(i === s && j === t ? x + real : x)));
    const sideways = (i, j) => (i === s ? r(r(imaginary) * Y[t][j]) : 0);
    const roots = difference.product(moved, Y, r).map((row, i) => row.map((z, j) => difference.root([z, sideways(i, j)], r)));
    const part = (at) => difference.sum(G.flatMap((row, i) => row.map((g, j) => r(g * roots[i][j][at]))), r);
    return [part(0), part(1)];
  },

  /**
   * One entry measured: the two losses, their difference, what it is divided by, and the quotient. The complex step has one
   * loss, and no difference but its imaginary part.
   * @param {Difference} state
   * @param {number} [s]
   * @param {number} [t]
   */
  measured(state, s = state.s, t = state.t) {
    const { method } = state;
    const r = difference.rounding(state);
    const h = difference.h(state);
    const loss = (...by) => difference.loss(state, s, t, by);
    const [first, imaginary] = method === "complex" ? loss(0, h) : loss(h, 0);
    const second = method === "complex" ? 0 : loss(method === "central" ? -h : 0, 0)[0];
    const change = method === "complex" ? imaginary : r(first - second);
    return { first, second, change, quotient: r(change / r(method === "central" ? 2 * h : h)) };
  },

  /** The gradient that is checked, in double precision. @param {Difference} state */
  gradient({ X, Y, G }) {
    const exact = (value) => value;
    const dZ = difference.product(X, Y, exact).map((row, i) => row.map((z, j) => (G[i][j] * z) / Math.sqrt(1 + z * z)));
    return difference.product(dZ, Y[0].map((_, j) => Y.map((row) => row[j])), exact);
  },

  /** The relative error of the whole gradient, measured so. @param {Difference} state */
  error(state) {
    const norm = (A) => Math.sqrt(A.flat().reduce((sum, a) => sum + a * a, 0));
    const dX = difference.gradient(state);
    const found = dX.map((row, s) => row.map((_, t) => difference.measured(state, s, t).quotient));
    return norm(found.map((row, s) => row.map((a, t) => a - dX[s][t]))) / Math.max(norm(found), norm(dX));
  },

  /**
   * The error at each step. It is asked for with each move, and computed once.
   * @param {Difference} state
   * @returns {number[]}
   */
  errors(state) {
    if (!difference.known.has(state.X)) difference.known.set(state.X, {});
    const all = () => Array.from({ length: difference.finest + 1 }, (_, step) => difference.error({ ...state, step }));
    return (difference.known.get(state.X)[state.method + state.precision] ??= all());
  },
  /** @type {WeakMap<number[][], Record<string, number[]>>} */
  known: new WeakMap(),

  /**
   * What the error is made of: `truncation` above the best step, `rounding` below it, `balance` there, `equal` if the two
   * losses are one number; for the complex step `whole` where truncation is below what rounding leaves open.
   * @param {Difference} state
   */
  cause(state) {
    const errors = difference.errors(state);
    if (state.method === "complex") return errors[state.step] < 8 * difference.unit[state.precision] ? "whole" : "truncation";
    if (!difference.measured(state).change) return "equal";
    const beyond = state.step - errors.indexOf(Math.min(...errors));
    return beyond ? (beyond > 0 ? "truncation" : "rounding") : "balance";
  },

  /**
   * A number as it is shown, its point always at the same place.
   * @param {number} value
   * @param {number} decimals
   */
  shown: (value, decimals) => value.toFixed(decimals).replace("-", "−").padStart(decimals + 4),

  /**
   * How many characters two texts have in common at their beginning; and how many digits these have.
   * @param {string} one
   * @param {string} other
   */
  common(one, other) {
    let length = 0;
    while (length < one.length && one[length] === other[length]) length += 1;
    const digits = one.slice(0, length).replace(/\D/g, "").replace(/^0+/, "").length;
    return { length: digits ? length : 0, digits };
  },

  /**
   * What is shown: the numbers as texts, how far the losses are equal and how far the quotient is true.
   * @param {Difference} state
   */
  digits(state) {
    const { first, second, change, quotient } = difference.measured(state);
    const decimals = difference.decimals[state.precision];
    const [one, other, left] = [first, second, change].map((value) => difference.shown(value, decimals));
    const truth = difference.gradient(state)[state.s][state.t];
    const [found, wanted] = [quotient, truth].map((value) => difference.shown(value, decimals - 1));
    return { one, other, left, change, found, wanted, same: difference.common(one, other), agreeing: difference.common(found, wanted) };
  },

  /**
   * The state that a figure opens with.
   * @param {{X: number[][], Y: number[][], G: number[][], s: number, t: number, method: Method, precision: Precision}} given
   * @returns {Difference}
   */
  opened: (given) => ({ ...given, step: difference.finest }),

  last: () => difference.finest,

  /** @param {Difference} state @param {number} step @returns {Difference} */
  stepped: (state, step) => ({ ...state, step: Math.min(Math.max(step, 0), difference.finest) }),

  /** Whether the question is answered. @param {Goal} goal @param {Difference} state */
  answers: ({ method, precision }, state) =>
    state.method === method && state.precision === precision && difference.cause(state) === "balance",

  /** The part of an address that leads here. @param {Difference} state @returns {Record<string, string>} */
  written: ({ method, precision, step }) => ({ method, precision, h: `1e-${difference.finest - step}` }),

  /**
   * The state that such a part leads to. What it cannot mean is left as it was opened.
   * @param {Record<string, string>} found
   * @param {Difference} opening
   * @returns {Difference}
   */
  read(found, opening) {
    const one = (list, value, otherwise) => (list.includes(value) ? value : otherwise);
    const method = one(difference.methods, found.method, opening.method);
    const precision = one(difference.precisions, found.precision, opening.precision);
    const [, power] = /^1e-(\d|1[0-6])$/.exec(found.h) ?? [];
    return { ...opening, method, precision, step: power ? difference.finest - Number(power) : opening.step };
  },
};
