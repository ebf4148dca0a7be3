// Which entries of a product one entry of a factor touches, and what comes back to it: the core of the influence explorer
// (element.js). It knows no page: tests/js/influence.test.mjs runs this file without one.
//
// Z = XY. An entry of X touches a row of Z, with the numbers of a row of Y; an entry of Y touches a column of Z, with the
// numbers of a column of X. This row or column meets the same one of dZ, product by product, and the sum is the entry of
// dX or dY. Everything counts from 0; only `named` counts from 1, as formulas do.

/**
 * @typedef {number[][]} Matrix rows of whole numbers
 * @typedef {{X: Matrix, Y: Matrix, dZ: Matrix, of: "X" | "Y", s: number, t: number, step: number}} Influence what is seen: the
 *   numbers, the entry that is chosen, and how far one has stepped: 0 forward, 1 the two lines meet, then a product a
 *   step, and at last the sum
 * @typedef {{change: Matrix} | {at: string} | {rows: "all"}} Goal what is asked for: that the chosen number, which has
 *   changed since the figure was opened, changes Z by this, or every row of Z; or that this entry was followed to its sum
 */

var influence = {
  largest: 99,
  largestSize: 5,

  /** @param {Matrix} A @param {Matrix} B @returns {Matrix} */
  product: (A, B) => A.map((row) => B[0].map((_, j) => row.reduce((sum, a, l) => sum + a * B[l][j], 0))),

  /** @param {Matrix} A @returns {Matrix} */
  turned: (A) => A[0].map((_, j) => A.map((row) => row[j])),

  /** @param {Influence} state */
  Z: ({ X, Y }) => influence.product(X, Y),
  /** @param {Influence} state */
  dX: ({ Y, dZ }) => influence.product(dZ, influence.turned(Y)),
  /** @param {Influence} state */
  dY: ({ X, dZ }) => influence.product(influence.turned(X), dZ),

  /**
   * The state that a figure opens with.
   * @param {{X: Matrix, Y: Matrix, dZ: Matrix, at: string, step?: number}} given
   * @returns {Influence}
   */
  opened: ({ X, Y, dZ, at, step = 0 }) => influence.at({ X, Y, dZ, of: "X", s: 0, t: 0, step }, at),

  /**
   * The state in which the entry with this name is chosen, if there is one.
   * @param {Influence} state
   * @param {string} name such as X12
   */
  at(state, name) {
    const [, of, s, t] = /^([XY])(\d)(\d)$/.exec(name) ?? [];
    return of && state[of][s - 1]?.[t - 1] !== undefined ? influence.chosen(state, of, s - 1, t - 1) : state;
  },

  /** @param {Influence} state the chosen entry's name is given */
  named: ({ of, s, t }) => `${of}${s + 1}${t + 1}`,

  /** @param {Influence} state the number of products of its sum is given */
  count: ({ of, X, Y }) => (of === "X" ? Y[0].length : X.length),

  /** @param {Influence} state its last step is given */
  last: (state) => influence.count(state) + 2,

  /**
   * Another entry is chosen; outside of the matrix the nearest one is.
   * @param {Influence} state
   * @param {"X" | "Y"} of
   * @param {number} s
   * @param {number} t
   * @returns {Influence}
   */
  chosen(state, of, s, t) {
    const clamp = (at, size) => Math.min(Math.max(at, 0), size - 1);
    return influence.staying(state, { ...state, of, s: clamp(s, state[of].length), t: clamp(t, state[of][0].length) });
  },

  /**
   * Who had come to the sum is at the sum after a change of entry or sizes, too; nobody else is.
   * @param {Influence} before
   * @param {Influence} after
   * @returns {Influence}
   */
  staying(before, after) {
    const last = influence.last(after);
    return { ...after, step: before.step === influence.last(before) ? last : Math.min(before.step, last - 1) };
  },

  /** @param {Influence} state @param {number} step @returns {Influence} */
  stepped: (state, step) => ({ ...state, step: Math.min(Math.max(step, 0), influence.last(state)) }),

  /**
   * The chosen number is another: the nearest one that is allowed.
   * @param {Influence} state
   * @param {number} value
   * @returns {Influence}
   */
  changed(state, value) {
    const { of, s, t } = state;
    const kept = Math.min(Math.max(Math.round(value), -influence.largest), influence.largest);
    if (Number.isNaN(kept)) return state;
    return { ...state, [of]: state[of].map((row, i) => row.map((old, j) => (i === s && j === t ? kept + 0 : old))) };
  },

  /** @param {Influence} state @returns {{m: number, k: number, n: number}} */
  sizes: ({ X, Y }) => ({ m: X.length, k: Y.length, n: Y[0].length }),

  /**
   * Other sizes: what is there stays, what is new are small numbers, always the same ones.
   * @param {Influence} state
   * @param {{m?: number, k?: number, n?: number}} wanted
   * @returns {Influence}
   */
  resized(state, wanted) {
    const sizes = { ...influence.sizes(state), ...wanted };
    for (const size in sizes) sizes[size] = Math.min(Math.max(sizes[size], 1), influence.largestSize);
    const { m, k, n } = sizes;
    const filled = (A, rows, columns, salt) =>
      Array.from({ length: rows }, (_, i) =>
        Array.from({ length: columns }, (_, j) => A[i]?.[j] ?? ((3 * i + 5 * j + 2 * i * j + salt) % 9) - 4),
      );
    const { X, Y, dZ } = state;
    const next = { ...state, X: filled(X, m, k, 1), Y: filled(Y, k, n, 4), dZ: filled(dZ, m, n, 6) };
    return influence.staying(state, influence.chosen({ ...next, step: 0 }, state.of, state.s, state.t));
  },

  /**
   * The two lines that meet, their products and the sum. `upstream` is a line of dZ, `weights` one of the other factor.
   * @param {Influence} state
   */
  meeting({ of, s, t, X, Y, dZ }) {
    const upstream = of === "X" ? dZ[s] : dZ.map((row) => row[t]);
    const weights = of === "X" ? Y[t] : X.map((row) => row[s]);
    // No −0.
    const products = upstream.map((number, at) => number * weights[at] + 0);
    return { upstream, weights, products, sum: products.reduce((sum, one) => sum + one, 0) };
  },

  /**
   * By how much Z has changed from one state to another of the same sizes.
   * @param {Influence} before
   * @param {Influence} after
   * @returns {Matrix | null}
   */
  change(before, after) {
    const [old, now] = [influence.Z(before), influence.Z(after)];
    if (old.length !== now.length || old[0].length !== now[0].length) return null;
    return now.map((row, i) => row.map((number, j) => number - old[i][j]));
  },

  /**
   * Whether the question is answered: by the chosen number alone, whatever others were tried before.
   * @param {Goal} goal
   * @param {Influence} state
   * @param {Influence} opening
   */
  answers(goal, state, opening) {
    if ("at" in goal) return influence.named(state) === goal.at && state.step === influence.last(state);
    const { of, s, t } = state;
    const change = influence.change(influence.changed(state, opening[of][s]?.[t] ?? NaN), state);
    if ("change" in goal) return String(change) === String(goal.change);
    return change.length > 1 && change.every((row) => row.some(Boolean));
  },

  /**
   * The part of an address that leads here: nothing is said of what is as it was opened.
   * @param {Influence} state
   * @param {Influence} opening
   * @returns {Record<string, string>}
   */
  written(state, opening) {
    const found = { at: influence.named(state), step: String(state.step) };
    const text = (A) => A.map(String).join(";");
    for (const of of ["X", "Y", "dZ"]) if (text(state[of]) !== text(opening[of])) found[of] = text(state[of]);
    return found;
  },

  /**
   * The state that such a part leads to. What it cannot mean is left as it was opened.
   * @param {Record<string, string>} found
   * @param {Influence} opening
   * @returns {Influence}
   */
  read(found, opening) {
    const { largest, largestSize } = influence;
    const state = { ...opening };
    for (const of of ["X", "Y", "dZ"]) {
      const rows = found[of]?.split(";").map((row) => row.split(",").map((text) => (/^-?\d{1,2}$/.test(text) ? Number(text) + 0 : NaN)));
      if (rows) state[of] = rows;
    }
    const { X, Y, dZ } = state;
    const fits = (A, rows, columns) => A.length === rows && A.every((row) => row.length === columns);
    const [m, k, n] = [X.length, Y.length, Y[0].length];
    const numbers = [X, Y, dZ].flat(2).every((number) => Math.abs(number) <= largest);
    const whole = numbers && Math.max(m, k, n) <= largestSize && fits(X, m, k) && fits(Y, k, n) && fits(dZ, m, n);
    // Which may be outside, if the sizes are others.
    const { of, s, t } = opening;
    const next = influence.at(influence.chosen(whole ? state : opening, of, s, t), found.at);
    return /^\d+$/.test(found.step) ? influence.stepped(next, Number(found.step)) : next;
  },
};
