// Along which axes a gradient is summed: the core of the axis mapper (element.js). It knows no page:
// tests/js/axes.test.mjs runs this file without one.
//
// Every axis has a small letter: in an einsum its own, in a sum of two arrays a, b, c, d from the left of the result. An array
// is a text of such letters, "bik"; a capital is an axis of size 1 that is stretched. Along an axis that it does not have, or
// that is stretched, an array is copied. What was copied forward is summed backward; what was summed forward is copied.

/**
 * @typedef {object} Axes what is seen
 * @property {"sum" | "einsum"} kind
 * @property {string[]} inputs the axes of the operands: of two, or of one in an einsum
 * @property {string} output the axes of Z
 * @property {Record<string, number>} sizes
 * @property {number} of whose gradient is wanted: 0 or 1
 * @property {string} marks the axes that the reader has marked: to be summed, or copied where there is nothing to sum
 * @property {number} step 0 the axes, 1 a number is nudged, 2 what the loss does, 3 a mistake that is easily made
 * @property {{values: Record<string, any>, examples: string[]}} given by the build
 * @typedef {{fault: string, values?: Record<string, unknown>}} Refusal
 * @typedef {{verdict: string, op?: string, of?: string}} Goal such a verdict on the marks; for an operand of this operation
 */

var axes = {
  largest: 5,
  most: 100, // numbers in an array
  /** What the operands are called. @param {Axes} state */
  names: ({ kind, given }) => (kind === "sum" ? ["XW", "b"] : ["X", "Y" in given.values ? "Y" : "W"]),

  /** @param {Iterable<string>} letters @param {(letter: string) => unknown} keep */
  kept: (letters, keep) => [...letters].filter(keep).join(""),

  /** All axes, each once. @param {Axes} state */
  all: ({ kind, inputs, output }) => (kind === "sum" ? output : [...new Set(inputs.join(""))].join("")),

  /** @param {Axes} state @param {string} array @returns {number[]} */
  shape: ({ sizes }, array) => [...array].map((letter) => sizes[letter] ?? 1),

  /** How many numbers an array has. @param {Axes} state @param {string} array */
  count: (state, array) => axes.shape(state, array).reduce((product, size) => product * size, 1),

  /** The indices of a place in an array, from 0. @param {number[]} shape @param {number} at @returns {number[]} */
  place: (shape, at) => shape.reduceRight(([rest, place], size) => [Math.floor(rest / size), [rest % size, ...place]], [at, []])[1],

  /**
   * Goes through all places of some axes.
   * @param {Axes} state
   * @param {Iterable<string>} letters
   * @param {string[]} arrays
   * @param {(...places: number[]) => void} visit with the place in the numbers of each array
   */
  each(state, letters, arrays, visit) {
    const [first, ...rest] = letters;
    const strides = arrays.map((array) => (array.includes(first) ? axes.count(state, array.slice(array.indexOf(first) + 1)) : 0));
    if (!first) return visit(...arrays.map(() => 0));
    for (let index = 0; index < state.sizes[first]; index++) {
      axes.each(state, rest, arrays, (...places) => visit(...places.map((place, at) => place + index * strides[at])));
    }
  },

  /**
   * The numbers of an array as NumPy reads them: those of the page as far as they go, then small ones, always the same.
   * @param {Axes} state
   * @param {string} array
   * @param {string} name
   * @returns {number[]}
   */
  values(state, array, name) {
    return Array.from({ length: axes.count(state, array) }, (_, at) => {
      const given = axes.place(axes.shape(state, array), at).reduce((part, index) => part?.[index], state.given.values[name]);
      return Number.isInteger(given) ? given : ((at * (at + 3) + name.charCodeAt(0)) % 7) - 3;
    });
  },

  /** The operand whose gradient is wanted, and what dZ is multiplied by for it, if by anything. @param {Axes} state */
  parts(state) {
    const { kind, inputs, of } = state;
    const names = axes.names(state);
    const other = (kind === "einsum" && inputs[1 - of]) || "";
    return { operand: inputs[of], name: names[of], other, otherName: names[1 - of] };
  },

  /** The numbers of that array, or 1. @param {Axes} state */
  factors(state) {
    const { other, otherName } = axes.parts(state);
    return other ? axes.values(state, other, otherName) : [1];
  },

  /** Whether along an axis nothing can be summed, but the gradient copied. @param {Axes} state @param {string} letter */
  copies: (state, letter) => !(state.output + axes.parts(state).other).includes(letter),

  /** The axes that must be marked. @param {Axes} state */
  needed: (state) => axes.kept(axes.all(state), (letter) => !state.inputs[state.of].includes(letter) || axes.copies(state, letter)),

  /** Whether the operand of a sum has size 1 in an axis and keeps it. @param {Axes} state @param {string} letter */
  keeps({ kind, inputs, of, sizes }, letter) {
    return kind === "sum" && inputs[of].includes(sizes[letter] === 1 ? letter : letter.toUpperCase());
  },

  /** The axes of what the marks make of dZ. @param {Axes} state */
  made(state) {
    const { operand } = axes.parts(state);
    const left = (letter) => (axes.keeps(state, letter) ? letter.toUpperCase() : "");
    const found = [...axes.all(state)].map((letter) => (state.marks.includes(letter) === axes.copies(state, letter) ? letter : left(letter)));
    return String([...found.join("")].sort()) === String([...operand].sort()) ? operand : found.join("");
  },

  /**
   * dZ, times the other array in an einsum, summed into an array.
   * @param {Axes} state
   * @param {string} into
   * @param {string} [dZ] other letters for its axes
   * @param {string} [other] and for those of the other array
   * @returns {number[]}
   */
  gathered(state, into, dZ = state.output, other = axes.parts(state).other) {
    const [upstream, factors, arrays] = [axes.values(state, state.output, "dZ"), axes.factors(state), [into, dZ, other]];
    const sums = Array(axes.count(state, into)).fill(0);
    axes.each(state, new Set(arrays.join("").replace(/[A-Z]/g, "")), arrays, (to, from, by) => (sums[to] += upstream[from] * factors[by]));
    return sums.map((sum) => sum + 0); // no −0
  },

  /** @param {Axes} state the gradient of the operand is given */
  gradient: (state) => axes.gathered(state, state.inputs[state.of]),

  /**
   * What the reader's marks amount to: "right"; "shape" is wrong; the shape is right, and the numbers are not: "deceived";
   * or the numbers are too, but only because of these sizes: "chance".
   * @param {Axes} state
   */
  verdict(state) {
    const [needed, made, { operand }] = [axes.needed(state), axes.made(state), axes.parts(state)];
    const wrong = (letter) => needed.includes(letter) !== state.marks.includes(letter) && !(state.sizes[letter] === 1 && axes.keeps(state, letter));
    if (!axes.kept(axes.all(state), wrong)) return "right";
    if (String(axes.shape(state, made)) !== String(axes.shape(state, operand))) return "shape";
    return String(axes.gathered(state, made)) === String(axes.gradient(state)) ? "chance" : "deceived";
  },

  /** The number to be nudged: where the marks are wrong, or else where the gradient is not 0. @param {Axes} state */
  nudged: (state) => axes.wrong(state, axes.verdict(state) === "deceived" ? axes.gathered(state, axes.made(state)) : []),

  /** The first place where the gradient is not what these numbers say. @param {Axes} state @param {number[]} numbers */
  wrong: (state, numbers) => Math.max(axes.gradient(state).findIndex((value, at) => value !== (numbers[at] ?? 0)), 0),

  /**
   * By how much each entry of Z changes if a number of the operand grows by 1, null where it does not come; and which
   * numbers of the other array it meets.
   * @param {Axes} state
   * @param {number} at
   */
  touched(state, at) {
    const { operand, other } = axes.parts(state);
    const [factors, change, used] = [axes.factors(state), Array(axes.count(state, state.output)).fill(null), new Set()];
    axes.each(state, axes.all(state), [operand, state.output, other], (from, to, by) => {
      if (from !== at) return;
      change[to] += factors[by];
      used.add(by);
    });
    return { change, used };
  },

  /**
   * A mistake that is easily made and makes no error: two letters swapped, another axis of the same size, or an axis of
   * size 1 that is not kept.
   * @param {Axes} state
   */
  naive(state) {
    const { operand, other } = axes.parts(state);
    const [all, text, tried] = [axes.all(state), other || state.output, []];
    for (const a of state.kind === "sum" ? "" : text) {
      for (const b of axes.kept(text, (letter) => a < letter && state.sizes[a] === state.sizes[letter])) {
        const swapped = text.replace(/./g, (letter) => ({ [a]: b, [b]: a })[letter] ?? letter);
        const letters = other ? [state.output, swapped] : [swapped];
        tried.push([axes.einsum(state, operand, ...letters), axes.gathered(state, operand, ...letters)]);
      }
    }
    for (let subset = 0; subset < 2 ** all.length; subset++) {
      const next = { ...state, marks: axes.kept(all, (letter) => (subset >> all.indexOf(letter)) & 1) };
      if (axes.verdict(next) === "deceived") tried.push([axes.backward(next), axes.gathered(next, axes.made(next))]);
    }
    for (const [code, numbers] of tried) {
      const at = axes.wrong(state, numbers);
      if (numbers[at] !== axes.gradient(state)[at]) return { mistake: "mistake", code, at, says: numbers[at] };
    }
    const [kept, dropped] = [operand, operand.replace(/[A-Z]/g, "")].map((array) => axes.tuple(axes.shape(state, array)));
    const both = axes.entered(state, kept + dropped); // what a program that subtracts the one from the other would get
    const grown = both.output && axes.tuple(axes.shape(both, both.output));
    return grown && grown !== kept ? { mistake: "keepdims", made: dropped, grown } : null;
  },

  /** A shape as Python writes it. @param {number[]} shape */
  tuple: (shape) => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`,

  /** A gradient in NumPy. @param {Axes} state @param {string} into @param {string} [dZ] @param {string} [other] */
  einsum(state, into, dZ = state.output, other = axes.parts(state).other) {
    const parts = [[dZ, "dZ"]];
    if (other) parts[state.of ? "unshift" : "push"]([other, axes.parts(state).otherName]);
    for (const letter of into) if (axes.copies(state, letter)) parts.push([letter, `np.ones(${state.sizes[letter]})`]);
    return `np.einsum("${parts.map(([letters]) => letters)}->${into}", ${parts.map(([, name]) => name).join(", ")})`;
  },

  /** What the marks say in NumPy. @param {Axes} state */
  backward(state) {
    const [made, all] = [axes.made(state), axes.all(state)];
    if (state.kind === "einsum") return axes.einsum(state, made);
    const sum = (kept) => {
      const list = [...state.marks].filter((letter) => axes.keeps(state, letter) === kept).map((letter) => all.indexOf(letter));
      return list.length ? `.sum(axis=${list.length > 1 ? axes.tuple(list) : list}${kept ? ", keepdims=True" : ""})` : "";
    };
    return `dZ${sum(true)}${sum(false)}`;
  },

  /** The operation as the reader writes it. @param {Axes} state */
  text(state) {
    const { kind, inputs, output } = state;
    return kind === "sum" ? inputs.map((array) => axes.tuple(axes.shape(state, array))).join(" + ") : `${inputs}->${output}`;
  },

  /**
   * The operation that a reader has entered, an einsum or two shapes, or why there is none.
   * @param {Axes} state
   * @param {string} text
   * @returns {Axes | Refusal}
   */
  entered(state, text) {
    const plain = text.toLowerCase().replace(/[\s"']/g, "");
    const [, first, second] = /^\(([\d,]*)\)\+?\(([\d,]*)\)$/.exec(plain) ?? [];
    const next = { ...state, kind: second === undefined ? "einsum" : "sum", marks: "", step: 0, sizes: {} };
    if (second === undefined) {
      const [, left, output] = /^([a-z]+(?:,[a-z]+)?)->?([a-z]*)$/.exec(plain) ?? [];
      if (output === undefined) return { fault: "neither" };
      const letter = /([a-z])[a-z]*\1/.exec(plain)?.[1] ?? [...output].find((one) => !left.includes(one));
      if (letter) return { fault: "letter", values: { letter } };
      const inputs = left.split(",");
      Object.assign(next, { inputs, output, of: inputs[1] ? state.of : 0 });
      [...axes.all(next)].forEach((one, at) => (next.sizes[one] = (state.kind === "einsum" && state.sizes[one]) || (at % 2) + 2));
    } else {
      const shapes = [first, second].map((shape) => (shape.match(/\d+/g) ?? []).map((size) => Number(size) || axes.most));
      next.output = "abcdefgh".slice(0, Math.max(...shapes.map((shape) => shape.length)));
      for (const [axis, letter] of [...next.output].entries()) {
        const [a, b] = shapes.map((shape) => shape.at(axis - next.output.length) ?? 1);
        if (a !== b && a !== 1 && b !== 1) return { fault: "clash", values: { axis, a, b } };
        next.sizes[letter] = Math.max(a, b);
      }
      const stretched = (letter, size) => (size < next.sizes[letter] ? letter.toUpperCase() : letter);
      next.inputs = shapes.map((shape) => shape.map((one, at) => stretched(next.output.at(at - shape.length), one)).join(""));
    }
    return axes.fitting(next);
  },

  /** A state, if its axes, its sizes and the numbers of its arrays have room. @param {Axes} state @returns {Axes | Refusal} */
  fitting(state) {
    const { largest, most } = axes;
    const [sizes, ...counts] = [axes.shape(state, axes.all(state)), ...[...state.inputs, state.output].map((array) => axes.count(state, array))];
    const room = sizes.every((size) => size >= 1 && size <= largest) && !sizes[largest] && Math.max(...counts) <= most;
    return room ? state : { fault: "room", values: { largest, most } };
  },

  /** An axis has another size. @param {Axes} state @param {string} letter @param {number} size */
  sized(state, letter, size) {
    const inputs = state.inputs.map((array) => (size === 1 ? array.replace(letter.toUpperCase(), letter) : array));
    return axes.fitting({ ...state, inputs, sizes: { ...state.sizes, [letter]: size } });
  },

  /** A mark is set, or taken away. @param {Axes} state @param {string} letter @returns {Axes} */
  marked: (state, letter) => ({ ...state, marks: axes.kept(axes.all(state), (one) => state.marks.includes(one) !== (one === letter)) }),

  /** @param {Axes} state @param {number} of @returns {Axes} */
  chosen: (state, of) => (of === state.of ? state : { ...state, of, marks: "" }),

  last: () => 3,

  /** @param {Axes} state @param {number} step @returns {Axes} */
  stepped: (state, step) => ({ ...state, step: Math.min(Math.max(step, 0), 3) }),

  /** @param {Record<string, string> & {given: Axes["given"]}} given an address's part, and what the build knows @returns {Axes} */
  opened: ({ given, ...found }) => axes.read(found, { inputs: [], output: "", given }),

  /** @param {Goal} goal @param {Axes} state */
  answers(goal, state) {
    const found = { ...axes.written(state), verdict: axes.verdict(state) };
    return Object.keys(goal).every((key) => goal[key] === found[key]);
  },

  /** The part of an address that leads here. @param {Axes} state @returns {Record<string, string>} */
  written(state) {
    const { of, marks, step } = state;
    return { op: axes.text(state).replace(/[ +>]/g, ""), sizes: axes.shape(state, axes.all(state)).join(""), of: String(of), marks, step: String(step) };
  },

  /** The state that such a part leads to. @param {Record<string, string>} found @param {Axes} opening @returns {Axes} */
  read({ op = "", of, sizes = "", marks = "", step }, opening) {
    const letters = [...new Set(op.match(/[a-z]/g))];
    const entered = axes.entered({ ...opening, kind: "einsum", sizes: Object.fromEntries(letters.map((letter, at) => [letter, Number(sizes[at])])) }, op);
    let state = entered.fault ? opening : entered;
    if (/^[01]$/.test(of) && state.inputs[of]?.at) state = axes.chosen(state, Number(of));
    return axes.stepped({ ...state, marks: axes.kept(axes.all(state), (letter) => marks.includes(letter)) }, /^\d+$/.test(step) ? Number(step) : 0);
  },
};
