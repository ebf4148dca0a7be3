// How a change is brought to stand alone, move by move: the core of the move stepper (element.js). It knows no page:
// tests/js/moves.test.mjs runs this file without one.
//
// A line is ⟨left, right⟩ or a trace, and each side a product of factors: "W", transposed "Wᵀ". A derivation is the list of its
// moves, and every line of it has the value of the first one. What would change the value, or has none, is no move: it is
// refused with the line that it would have led to. A false derivation is read line by line, and its wrong step is to be found.

/**
 * @typedef {number[][]} Matrix rows of whole numbers
 * @typedef {{left: string[] | null, right: string[]}} Line without a left side, the trace of the right one
 * @typedef {"form" | "cycle" | "transpose" | "product" | "entries" | "read"} Move ⟨ , ⟩ to trace and back; the last factor to the
 *   front; all transposed; a product taken apart; a factor entry by entry to the other side; the gradient read off
 * @typedef {object} Derivation what is seen
 * @property {string} task whose gradient is wanted, of `tasks`
 * @property {"plain" | "square"} size which numbers: of the page, or of a layer with square matrices
 * @property {Move[]} done its moves, those taken back too
 * @property {number} step how many of them are not taken back; of a false derivation, the line that is looked at
 * @property {string} judged the steps of a false derivation that were called wrong: their lines show what they are worth
 * @property {Record<string, Record<string, Matrix>>} numbers by size and name
 * @typedef {{line?: Line, tried?: Line, why?: string}} Outcome a line of the same value; or why it is none, and what it would be;
 *   or nothing, where there is nothing to be done
 */

var moves = {
  names: ["form", "cycle", "transpose", "product", "entries", "read"],
  shapes: { X: "mk", W: "kn", ΔX: "mk", ΔW: "kn" }, // all others are m×n

  /** P = XW. Where ΔP occurs, one factor is held fixed; `product` is what it then is. Moves that
   *  a line does not need are not offered. */
  tasks: {
    X: { hides: /pro|ent/, of: "ΔX", left: ["G"], right: ["ΔX", "W"] },
    W: { hides: /ent/, of: "ΔW", left: ["G"], right: ["ΔP"], product: ["X", "ΔW"] },
    M: { hides: /-/, of: "ΔX", left: ["G"], right: ["M⊙ΔP"], product: ["ΔX", "W"] },
    false: {
      hides: /./,
      of: "ΔX",
      lines: [
        { left: ["G"], right: ["ΔX", "W"] },
        { left: null, right: ["Gᵀ", "ΔX", "W"] },
        { left: null, right: ["Gᵀ", "W", "ΔX"] },
        { left: ["Wᵀ", "G"], right: ["ΔX"] },
      ],
      wrong: 2,
    },
  },

  /** @param {Matrix} A @param {Matrix} B @returns {Matrix} */
  times: (A, B) => A.map((row) => B[0].map((_, j) => row.reduce((sum, a, l) => sum + a * B[l][j], 0) + 0)),
  /** @param {Matrix} A @returns {Matrix} */
  transposed: (A) => A[0].map((_, j) => A.map((row) => row[j])),

  /** A factor or a product, transposed. @param {string} name */
  turned: (name) => (name.endsWith("ᵀ") ? name.slice(0, -1) : `${name}ᵀ`),
  /** @param {string[]} product */
  turnedAll: (product) => product.map(moves.turned).reverse(),
  /** @param {string} name */
  bare: (name) => name.replace("ᵀ", ""),

  /**
   * The state that a figure opens with.
   * @param {{numbers: Derivation["numbers"]}} given
   * @returns {Derivation}
   */
  opened: ({ numbers }) => moves.begun({ numbers }, "X"),

  /** @param {Derivation} state @returns {Record<string, number>} */
  sizes({ numbers, size }) {
    const { X, W } = numbers[size];
    return { m: X.length, k: W.length, n: W[0].length };
  },

  /** Rows and columns of a factor, as letters. @param {string} name */
  shape(name) {
    const letters = [...(moves.shapes[moves.bare(name)] ?? "mn")];
    return name.endsWith("ᵀ") ? letters.reverse() : letters;
  },

  /** The numbers of a factor. @param {Derivation} state @param {string} name @returns {Matrix} */
  matrix(state, name) {
    if (name.endsWith("ᵀ")) return moves.transposed(moves.matrix(state, moves.bare(name)));
    if (name === "ΔP") return moves.product(state, moves.tasks[state.task].product);
    const [A, B] = name.split("⊙").map((one) => state.numbers[state.size][one] ?? moves.matrix(state, one));
    return B ? A.map((row, i) => row.map((one, j) => one * B[i][j] + 0)) : A;
  },

  /** @param {Derivation} state @param {string[]} names */
  product: (state, names) => names.map((name) => moves.matrix(state, name)).reduce(moves.times),

  /**
   * The first place of a line at which sizes do not fit, if there is one: between neighbours, on a trace from its end to its
   * front, or between the two sides.
   * @param {Derivation} state
   * @param {Line} line
   */
  clash(state, { left, right }) {
    const sizes = moves.sizes(state);
    const shape = (name) => moves.shape(name).map((letter) => sizes[letter]);
    for (const product of [left ?? [], right]) {
      for (let at = 1; at < product.length + Number(!left); at++) {
        const [a, b] = [product[at - 1], product[at % product.length]];
        const [columns, rows] = [shape(a)[1], shape(b)[0]];
        if (columns !== rows) return { a, b, columns, rows };
      }
    }
    if (!left) return null;
    const [one, two] = [left, right].map((product) => [shape(product[0])[0], shape(product.at(-1))[1]]);
    return String(one) === String(two) ? null : { one, two };
  },

  /** The number that a line is, if it is one. @param {Derivation} state @param {Line} line @returns {number | null} */
  value(state, line) {
    if (moves.clash(state, line)) return null;
    const B = moves.product(state, line.right);
    if (!line.left) return B.reduce((sum, row, i) => sum + row[i], 0);
    const A = moves.product(state, line.left);
    return A.reduce((sum, row, i) => row.reduce((inner, one, j) => inner + one * B[i][j], sum), 0);
  },

  /** A line as text. @param {Line} line */
  text({ left, right }) {
    const factor = (name, _, { length }) => {
      const one = moves.bare(name);
      return one[1] && (one !== name || (length > 1 && one.includes("⊙"))) ? name.replace(one, `(${one})`) : name;
    };
    const grouped = (product) => product.map(factor).join(" ");
    return left ? `⟨${grouped(left)}, ${grouped(right)}⟩` : `tr(${grouped(right)})`;
  },

  /**
   * The lines up to a step, and what was read off in the end.
   * @param {Derivation} state
   * @param {number} [step]
   * @returns {{lines: Line[], gradient: string[] | null}}
   */
  lines(state, step = state.step) {
    const { left, right, lines } = moves.tasks[state.task];
    if (lines) return { lines: lines.slice(0, step + 1), gradient: null };
    const found = [{ left, right }];
    for (const move of state.done.slice(0, step)) {
      const line = found.at(-1);
      if (move === "read") return { lines: found, gradient: line.left ?? moves.turnedAll(line.right.slice(0, -1)) };
      found.push(moves.outcome(state, move, line).line);
    }
    return { lines: found, gradient: null };
  },

  /** @param {Derivation} state @returns {Line} */
  line: (state) => moves.lines(state).lines.at(-1),

  /**
   * What a move makes of a line.
   * @param {Derivation} state
   * @param {Move} move
   * @param {Line} line
   * @returns {Outcome}
   */
  outcome(state, move, line) {
    const { left, right } = line;
    const { of, product } = moves.tasks[state.task];
    const last = right.at(-1);
    const before = right.slice(0, -1);
    const open = (name) => (name === "ΔP" ? product : name === "ΔPᵀ" ? moves.turnedAll(product) : [name]);
    switch (move) {
      case "form":
        return { line: left ? { left: null, right: [...moves.turnedAll(left), ...right] } : { left: moves.turnedAll(before), right: [last] } };
      case "cycle":
        if (!left) return { line: { left, right: [last, ...before] } };
        return before.length ? { tried: { left, right: [last, ...before] }, why: "ring" } : {};
      case "transpose":
        return { line: { left: left && moves.turnedAll(left), right: moves.turnedAll(right) } };
      case "product":
        return right.concat(left ?? []).some((name) => open(name)[1]) ? { line: { left: left && left.flatMap(open), right: right.flatMap(open) } } : {};
      case "entries":
        return moves.text(line) === "⟨G, M⊙ΔP⟩" ? { line: { left: ["G⊙M"], right: ["ΔP"] } } : {};
      default:
        return last === of && !(left && before.length) ? { line } : { why: "early" };
    }
  },

  /**
   * What the line would be if one factor alone were transposed, or changed places with the next one. `at` counts from the left.
   * Of two factors under a trace, to swap them is the cycle.
   * @param {Derivation} state
   * @param {"swap" | "turn"} deed
   * @param {number} at
   * @returns {Outcome}
   */
  attempt(state, deed, at) {
    const { left, right } = moves.line(state);
    if (deed === "swap" && !left && right.length === 2) return { line: { left, right: [right[1], right[0]] } };
    const names = [...(left ?? []), ...right];
    if (deed === "turn") names[at] = moves.turned(names[at]);
    else [names[at], names[at + 1]] = [names[at + 1], names[at]];
    const cut = left?.length ?? 0;
    return { tried: { left: left && names.slice(0, cut), right: names.slice(cut) }, why: deed };
  },

  /**
   * A move that keeps the value is done. What leads to a line that was there takes back what lies between.
   * @param {Derivation} state
   * @param {Move} move
   * @returns {Derivation}
   */
  moved(state, move) {
    const { lines, gradient } = moves.lines(state);
    if (gradient || moves.tasks[state.task].lines) return state;
    const { line } = moves.outcome(state, move, lines.at(-1));
    if (!line) return state;
    const there = move === "read" ? -1 : lines.findIndex((one) => moves.text(one) === moves.text(line));
    if (there >= 0) return { ...state, done: state.done.slice(0, there), step: there };
    return { ...state, done: [...state.done.slice(0, state.step), move], step: state.step + 1 };
  },

  /**
   * Another line to begin with. A false derivation begins where no size gives it away.
   * @param {Derivation} state
   * @param {string} task
   * @returns {Derivation}
   */
  begun: (state, task) => ({ ...state, task, size: moves.tasks[task].lines ? "square" : "plain", done: [], step: 0, judged: "" }),

  /** The step to this line of a false derivation is called wrong, or these steps are. @param {Derivation} state @param {string} [steps] @returns {Derivation} */
  judged: (state, steps = state.judged + state.step) => ({ ...state, judged: moves.tasks[state.task].lines ? [..."123"].filter((step) => steps.includes(step)).join("") : "" }),

  /** Whether the step to this line was called wrong, and is. @param {Derivation} state */
  found: ({ task, step, judged }) => judged.includes(step) && step === moves.tasks[task].wrong,

  /** @param {Derivation} state */
  last: ({ task, done }) => (moves.tasks[task].lines?.length ?? done.length + 1) - 1,
  /** @param {Derivation} state @param {number} step @returns {Derivation} */
  stepped: (state, step) => ({ ...state, step: Math.min(Math.max(step, 0), moves.last(state)) }),

  /** The gradient of this task has been read off after so few moves. @param {{task: string, most: number}} goal @param {Derivation} state */
  answers: ({ task, most }, state) => state.task === task && state.done[state.step - 1] === "read" && state.step - 1 <= most,

  /**
   * The part of an address that leads here.
   * @param {Derivation} state
   * @returns {Record<string, string>}
   */
  written(state) {
    const { task, size, done, step, judged } = state;
    const found = { task, step: String(step) };
    if (done[0]) found.moves = done.join(".");
    if (size !== moves.begun(state, task).size) found.size = size;
    return judged ? { ...found, judged } : found;
  },

  /**
   * The state that such a part leads to: moves are done one by one, as far as they are moves.
   * @param {Record<string, string>} found
   * @param {Derivation} opening
   * @returns {Derivation}
   */
  read(found, opening) {
    const own = (table, key) => Object.hasOwn(table, key);
    let state = moves.begun(opening, own(moves.tasks, found.task) ? found.task : opening.task);
    if (own(opening.numbers, found.size)) state.size = found.size;
    for (const move of found.moves?.split(".") ?? []) {
      const next = moves.names.includes(move) ? moves.moved(state, move) : state;
      if (next.step <= state.step) break;
      state = next;
    }
    if (/^\d+$/.test(found.step)) state = moves.stepped(state, Number(found.step));
    return moves.judged(state, found.judged ?? "");
  },
};
