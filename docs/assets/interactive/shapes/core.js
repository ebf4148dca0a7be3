// Which product of dZ and the other factor is the gradient: the core of the shape puzzle (element.js). It knows no page:
// tests/js/shapes.test.mjs runs this file without one.
//
// A candidate for dX is a product of dZ and Y, in either order, each transposed or not; for dY, of dZ and X. First its shape is
// compared with the one of X, then its numbers with a gradient that is measured: the loss ⟨dZ, XY⟩ is linear in each factor, so
// a central difference with step 1 is exact. Whole numbers that are the same on both sides of a diagonal let wrong ones pass.

/**
 * @typedef {number[][]} Matrix rows of whole numbers
 * @typedef {"plain" | "ones" | "diagonal" | "symmetric"} Data the page's example, continued for other sizes; ones everywhere;
 *   ones on the diagonals; the example with a factor that is its own transpose
 * @typedef {"dZ" | "X" | "Y"} Letter
 * @typedef {object} Puzzle what is seen
 * @property {"X" | "Y"} of whose gradient is wanted
 * @property {boolean} swapped whether the other factor stands on the left of dZ
 * @property {{dZ: boolean, partner: boolean}} turned which of the two are transposed
 * @property {number} m
 * @property {number} k
 * @property {number} n
 * @property {Data} data
 * @property {number} step 1 if it has been measured
 * @property {Record<Letter, Matrix>} example
 * @typedef {{of: "X" | "Y", unnoticed: Data[]}} Goal a wrong candidate for this gradient passes, with one of these data
 */

var shapes = {
  largestSize: 5,
  letters: { X: "mk", Y: "kn", dZ: "mn" },
  data: ["plain", "ones", "diagonal", "symmetric"],

  /** @param {Matrix} A @param {Matrix} B @returns {Matrix} */
  product: (A, B) => A.map((row) => B[0].map((_, j) => row.reduce((sum, a, l) => sum + a * B[l][j], 0) + 0)),

  /** @param {Matrix} A @returns {Matrix} */
  transpose: (A) => A[0].map((_, j) => A.map((row) => row[j])),

  /**
   * The state that a figure opens with.
   * @param {{X: Matrix, Y: Matrix, dZ: Matrix, at: string}} given
   * @returns {Puzzle}
   */
  opened({ X, Y, dZ, at }) {
    const sizes = { m: X.length, k: X[0].length, n: Y[0].length };
    const state = { of: "X", swapped: false, turned: { dZ: false, partner: false }, ...sizes, data: "plain", step: 0, example: { X, Y, dZ } };
    return { ...state, ...shapes.arranged(at) };
  },

  /** The factor that stays, beside dZ. @param {Puzzle} state @returns {Letter} */
  partner: ({ of }) => (of === "X" ? "Y" : "X"),

  /**
   * Rows and columns by letter and by number.
   * @param {Puzzle} state
   * @param {Letter} name
   * @param {boolean} [turned]
   */
  shape(state, name, turned = false) {
    const letters = [...shapes.letters[name]];
    if (turned) letters.reverse();
    return { letters, sizes: letters.map((letter) => state[letter]) };
  },

  /**
   * The numbers of X, Y or dZ. The example's last columns stay the last ones, as its first two of dZ alone are symmetric.
   * @param {Puzzle} state
   * @param {Letter} name
   * @returns {Matrix}
   */
  values(state, name) {
    const { data, example } = state;
    const [rows, columns] = shapes.shape(state, name).sizes;
    const given = (i, j) => {
      const right = columns - 1 - j; // columns from the right
      return example[name][i]?.at(-1 - right) ?? ((i + 2 * right + i * right) % 7) - 3;
    };
    const twice = data === "symmetric" && name === shapes.partner(state);
    const by = {
      plain: given,
      ones: () => 1,
      diagonal: (i, j) => Number(i === j),
      symmetric: (i, j) => (twice ? given(i, j) + given(j, i) : given(i, j)),
    }[data];
    return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => by(i, j)));
  },

  /**
   * The two factors from left to right.
   * @param {Puzzle} state
   */
  factors(state) {
    const part = (name, turned) => ({ name, turned, ...shapes.shape(state, name, turned) });
    const both = [part("dZ", state.turned.dZ), part(shapes.partner(state), state.turned.partner)];
    return state.swapped ? both.reverse() : both;
  },

  /** Whether the inner sizes agree. @param {Puzzle} state */
  meets(state) {
    const [left, right] = shapes.factors(state);
    return left.sizes[1] === right.sizes[0];
  },

  /** The shape that the product has or would have. @param {Puzzle} state */
  outer(state) {
    const [left, right] = shapes.factors(state);
    return [left.sizes[0], right.sizes[1]];
  },

  /** Whether there is a product, of the wanted shape. @param {Puzzle} state */
  fits: (state) => shapes.meets(state) && String(shapes.outer(state)) === String(shapes.shape(state, state.of).sizes),

  /** The candidate, if it can be computed. @param {Puzzle} state @returns {Matrix | null} */
  candidate(state) {
    if (!shapes.meets(state)) return null;
    const [A, B] = shapes.factors(state).map(({ name, turned }) => (turned ? shapes.transpose : (same) => same)(shapes.values(state, name)));
    return shapes.product(A, B);
  },

  /**
   * The referee, who knows no formula: each entry goes up by 1 and down by 1, and half of what the loss changes is the gradient.
   * @param {Puzzle} state
   * @returns {Matrix}
   */
  measured(state) {
    const [X, Y, dZ] = ["X", "Y", "dZ"].map((name) => shapes.values(state, name));
    const A = state.of === "X" ? X : Y;
    const loss = () => {
      const Z = shapes.product(X, Y);
      return dZ.flatMap((row, i) => row.map((g, j) => g * Z[i][j])).reduce((sum, one) => sum + one, 0);
    };
    return A.map((row) =>
      row.map((value, j) => {
        const [up, down] = [1, -1].map((by) => ((row[j] = value + by), loss()));
        row[j] = value;
        return (up - down) / 2 + 0;
      }),
    );
  },

  /**
   * The places at which the candidate, which fits, is not what is measured.
   * @param {Puzzle} state
   * @param {Matrix} [truth]
   */
  wrong(state, truth = shapes.measured(state)) {
    const found = shapes.candidate(state);
    return truth.flatMap((row, i) => row.map((value, j) => [i, j, value])).filter(([i, j, value]) => found[i][j] !== value);
  },

  /** Whether it fits and nothing of it is wrong. @param {Puzzle} state @param {Matrix} [truth] */
  passes: (state, truth) => shapes.fits(state) && !shapes.wrong(state, truth).length,

  /** Whether it is the formula, by letters and not by numbers. @param {Puzzle} state */
  isRight: ({ of, swapped, turned }) => turned.partner && !turned.dZ && swapped === (of === "Y"),

  /** The eight, dZ first, as the page lists them. @param {Puzzle} state @returns {Puzzle[]} */
  all: (state) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => {
      const swapped = bits > 3;
      const [first, second] = [(bits & 2) > 0, (bits & 1) > 0];
      return { ...state, swapped, turned: swapped ? { partner: first, dZ: second } : { dZ: first, partner: second } };
    }),

  /** How many of the eight fit, and how many pass. @param {Puzzle} state */
  counts(state) {
    const all = shapes.all(state);
    const truth = shapes.measured(state);
    return { fit: all.filter(shapes.fits).length, pass: all.filter((one) => shapes.passes(one, truth)).length, all: all.length };
  },

  /** Whether the other factor can be its own transpose. @param {Puzzle} state */
  square(state) {
    const [rows, columns] = shapes.shape(state, shapes.partner(state)).sizes;
    return rows === columns;
  },

  /**
   * Another state, made possible: sizes stay within bounds, only a square matrix is symmetric, and only what fits is measured.
   * @param {Puzzle} state
   * @param {Partial<Puzzle>} change
   * @returns {Puzzle}
   */
  changed(state, change) {
    const next = { ...state, ...change };
    for (const size of "mkn") next[size] = Math.min(Math.max(next[size], 1), shapes.largestSize);
    if (next.data === "symmetric" && !shapes.square(next)) next.data = "plain";
    return shapes.stepped(next, next.step);
  },

  /** @param {Puzzle} state @param {"dZ" | "partner"} which */
  turnedOver: (state, which) => shapes.changed(state, { turned: { ...state.turned, [which]: !state.turned[which] } }),

  /** @param {Puzzle} state */
  last: (state) => Number(shapes.fits(state)),

  /** @param {Puzzle} state @param {number} step @returns {Puzzle} */
  stepped: (state, step) => ({ ...state, step: Math.min(Math.max(step, 0), shapes.last(state)) }),

  /** @param {Goal} goal @param {Puzzle} state */
  answers: ({ of, unnoticed }, state) =>
    state.step === 1 && state.of === of && unnoticed.includes(state.data) && !shapes.isRight(state) && shapes.passes(state),

  /** A candidate as code. @param {Puzzle} state */
  code: (state) => shapes.factors(state).map(({ name, turned }) => name + (turned ? ".T" : "")).join(" @ "),

  /**
   * What an address, dZ.YT, says of the candidate: nothing, if it names none.
   * @param {string} text
   * @returns {Partial<Puzzle>}
   */
  arranged(text) {
    const parts = /^(dZ|X|Y)(T?)\.(dZ|X|Y)(T?)$/.exec(text)?.slice(1) ?? [];
    const swapped = parts[2] === "dZ";
    const other = swapped ? parts[0] : parts[2];
    if (swapped === (parts[0] === "dZ")) return {};
    const turns = [parts[1] === "T", parts[3] === "T"];
    if (swapped) turns.reverse();
    return { of: other === "Y" ? "X" : "Y", swapped, turned: { dZ: turns[0], partner: turns[1] } };
  },

  /**
   * The part of an address that leads here.
   * @param {Puzzle} state
   * @param {Puzzle} opening
   * @returns {Record<string, string>}
   */
  written(state, opening) {
    const found = { at: shapes.factors(state).map(({ name, turned }) => name + (turned ? "T" : "")).join(".") };
    const sizes = ({ m, k, n }) => `${m},${k},${n}`;
    if (sizes(state) !== sizes(opening)) found.sizes = sizes(state);
    if (state.data !== opening.data) found.data = state.data;
    if (state.step) found.step = String(state.step);
    return found;
  },

  /**
   * The state that such a part leads to. What it cannot mean is left as it was opened.
   * @param {Record<string, string>} found
   * @param {Puzzle} opening
   * @returns {Puzzle}
   */
  read({ at, sizes, data, step }, opening) {
    const [m, k, n] = /^[1-5],[1-5],[1-5]$/.test(sizes) ? sizes.split(",").map(Number) : [opening.m, opening.k, opening.n];
    const known = shapes.data.includes(data) ? data : opening.data;
    return shapes.changed(opening, { ...shapes.arranged(at), m, k, n, data: known, step: Number(step === "1") });
  },
};
