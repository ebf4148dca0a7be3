// A network that learns two spirals, with or without a bug: the core of the figure (element.js). It knows no page:
// tests/js/training.test.mjs runs this file without one.
//
// The network is that of snippets/training: three weights, tanh between them, no bias. Each update looks at all points. The way
// back is the two formulas, three times and twice; tests/test_training.py compares every weight with NumPy's.

/**
 * @typedef {number[][]} Matrix
 * @typedef {"sound" | "kept" | "sign" | "turned"} Bug gradients of all updates so far; plus for minus; dW transposed
 * @typedef {{weights: Matrix[], points: number, eta: number, bugs: Record<string, Bug>, program: string, named: string, step:
 *   number}} Training what is seen: the first weights, points on a spiral, the rate, the bug of each program, the program that is
 *   shown, the one that was named as the answer, and the moment, by its place in `moments`
 * @typedef {{program: string}} Goal the program that is to be named
 */

var training = {
  /** After how many updates one may look. */
  moments: [0, 5, 10, 20, 30, 50, 75, 100, 150, 200],

  /** @param {Matrix} A @returns {Matrix} */
  transposed: (A) => A[0].map((_, j) => A.map((row) => row[j])),

  /** @param {Matrix} A @param {Matrix} B @returns {Matrix} */
  product: (A, B) => A.map((row) => B[0].map((_, j) => row.reduce((sum, a, l) => sum + a * B[l][j], 0))),

  /** A matrix made entry by entry from others. @param {(...entries: number[]) => number} f @param {Matrix[]} all */
  each: (f, ...all) => all[0].map((row, i) => row.map((_, j) => f(...all.map((A) => A[i][j])))),

  /** The points, and on which spiral each lies. @param {number} points @returns {{X: Matrix, T: Matrix}} */
  spirals(points) {
    const arm = Array.from({ length: points }, (_, i) => {
      const t = 0.15 + (i * 0.85) / (points - 1);
      return [2 * t * Math.cos(2 * Math.PI * t), 2 * t * Math.sin(2 * Math.PI * t)];
    });
    const side = (truth) => Array.from({ length: points }, () => [truth]);
    return { X: [...arm, ...arm.map(([x, y]) => [-x, -y])], T: [...side(1), ...side(-1)] };
  },

  /** The values of both hidden layers, and the scores. @param {Matrix} X @param {Matrix[]} weights */
  forward(X, [U, W, V]) {
    const H = training.each(Math.tanh, training.product(X, U));
    const R = training.each(Math.tanh, training.product(H, W));
    return { H, R, Z: training.product(R, V) };
  },

  /** The gradients of the weights. @param {Matrix} X @param {Matrix} T @param {Matrix[]} weights @returns {Matrix[]} */
  gradients(X, T, weights) {
    const { product, transposed, each } = training;
    const { H, R, Z } = training.forward(X, weights);
    const slope = (up, value) => up * (1 - value * value);
    const dZ = each((t, z) => -t / (1 + Math.exp(t * z)) / X.length, T, Z);
    const dQ = each(slope, product(dZ, transposed(weights[2])), R);
    const dP = each(slope, product(dQ, transposed(weights[1])), H);
    return [product(transposed(X), dP), product(transposed(H), dQ), product(transposed(R), dZ)];
  },

  /** The mean loss, and how many points are on their own side. @param {Matrix} T @param {Matrix} Z */
  judged(T, Z) {
    const margins = T.map(([t], i) => t * Z[i][0]);
    const loss = margins.reduce((sum, one) => sum + Math.max(-one, 0) + Math.log1p(Math.exp(-Math.abs(one))), 0) / T.length;
    return { loss, right: margins.filter((one) => one > 0).length };
  },

  /**
   * What a program has made of the weights at each moment, and its loss after each update. It is computed once.
   * @param {Training} state
   * @param {Bug} bug
   * @returns {{weights: Matrix[][], losses: number[], right: number[]}}
   */
  trained({ weights, points, eta }, bug) {
    const known = training.known.get(weights) ?? {};
    training.known.set(weights, known);
    if (known[bug]) return known[bug];
    const { each } = training;
    const { X, T } = training.spirals(points);
    const found = { weights: [], losses: [], right: [] };
    let now = weights;
    let kept;
    for (let update = 0; update <= training.moments.at(-1); update += 1) {
      const { loss, right } = training.judged(T, training.forward(X, now).Z);
      found.losses.push(loss);
      found.right.push(right);
      found.weights.push(now);
      const gradients = training.gradients(X, T, now);
      if (bug === "turned") gradients[1] = training.transposed(gradients[1]);
      kept = bug === "kept" && kept ? kept.map((A, k) => each((a, g) => a + g, A, gradients[k])) : gradients;
      now = now.map((A, k) => each((a, g) => a - (bug === "sign" ? -eta : eta) * g, A, kept[k]));
    }
    return (known[bug] = found);
  },
  /** @type {WeakMap<Matrix[], Record<string, object>>} */
  known: new WeakMap(),

  /** What is seen now: the weights, the loss so far, and that of the program without a bug. @param {Training} state */
  seen(state) {
    const updates = training.moments[state.step];
    const { weights, losses, right } = training.trained(state, state.bugs[state.program] ?? "sound");
    const sound = training.trained(state, "sound").losses[updates];
    return { updates, weights: weights[updates], losses: losses.slice(0, updates + 1), loss: losses[updates], right: right[updates], sound };
  },

  /** The score of a point of the plane. @param {Matrix[]} weights @param {number} x @param {number} y */
  score: (weights, x, y) => training.forward([[x, y]], weights).Z[0][0],

  /** The state that a figure opens with. @param {any} given @returns {Training} */
  opened: (given) => ({ ...given, program: "sound", named: "", step: 0 }),

  last: () => training.moments.length - 1,

  /** @param {Training} state @param {number} step @returns {Training} */
  stepped: (state, step) => ({ ...state, named: "", step: Math.min(Math.max(step, 0), training.last()) }),

  /** Whether the question is answered. @param {Goal} goal @param {Training} state */
  answers: ({ program }, state) => state.named === program,

  /** The part of an address that leads here; what was named is nobody else's answer. @param {Training} state */
  written: ({ program, step }) => ({ program, updates: String(training.moments[step]) }),

  /**
   * The state that such a part leads to. What it cannot mean is left as it was opened.
   * @param {Record<string, string>} found
   * @param {Training} opening
   * @returns {Training}
   */
  read(found, opening) {
    const program = ["sound", ...Object.keys(opening.bugs)].find((name) => name === found.program) ?? opening.program;
    const step = training.moments.findIndex((updates) => String(updates) === found.updates);
    return { ...opening, program, step: step < 0 ? opening.step : step };
  },
};
