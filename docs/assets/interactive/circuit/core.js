// A formula as a circuit of gates, its values forward and its gradients backward: the core of the circuit editor (element.js).
// It knows no page: tests/js/circuit.test.mjs runs this file without one.
//
// A gate adds, multiplies or takes the larger of two inputs, each of them a name or a number; a difference adds −1 times what
// is subtracted, and a power multiplies several times. Names are letters of the formula or earlier gates, and the last gate is ℒ, the loss. Numbers receive no
// gradient. Backward, the gates come in the opposite order, and each multiplies
// its local gradients by what has arrived. What arrives at a letter is added, or with the rule "=" the last one stays. In a
// tie of max both inputs get one half; an input that equals a number gets nothing, as with ReLU.

/**
 * @typedef {string | number} Operand
 * @typedef {{name: string, op: string, args: Operand[]}} Gate op is +, * or max
 * @typedef {{letters: string[], gates: Gate[]}} Circuit
 * @typedef {{fault: string, at?: number, sign?: string}} Fault what is wrong with a formula, and where, counted from 0
 * @typedef {{of: string, values: Record<string, number>, rule: "+=" | "=", step: number}} Editing what is seen: the formula,
 *   the value of each letter, what happens to a second gradient, and the step: a gate each, then the gradient of the loss,
 *   then a gate each from the end
 * @typedef {{gate: Gate, slot: number, to: string, local: number, upstream: number, part: number, had?: number, now: number}} Arrival
 *   what a gate sends back to one of its inputs: what had arrived there before, and what is there now
 * @typedef {Record<string, string | number>} Goal what is asked for at the last step of the formula that was opened: a rule,
 *   values of letters such as x, gradients such as dx
 */

var circuit = {
  longest: 40,
  mostLetters: 5,
  mostGates: 9,
  deepest: 5,
  largest: 99,
  largestValue: 99999,

  /** The signs of a formula as this file has them, each at its place. @param {string} text */
  plain(text) {
    const narrow = (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
    return text.replace(/[！-～]/g, narrow).replace(/−/g, "-").replace(/[×·]/g, "*").replace(/\*\*/g, " ^").toLowerCase();
  },

  /** A formula without blanks, as an address has it. @param {string} text */
  compact: (text) => circuit.plain(text).replace(/\s/g, ""),

  /** The tree of a formula; throws a Fault. @param {string} text */
  tree(text) {
    const unknown = text.match(/[^a-ce-z\d\s+*^(),-]|[a-z]{3,}(?<!max)(?=\s*\()/u); // exp( is a function, not e times x times p
    if (unknown) throw { fault: "sign", at: unknown.index, sign: unknown[0] };
    const signs = [...text.matchAll(/\d+|max|\S|$/g)].map(({ 0: is, index: at }) => ({ is, at }));
    let next = 0;
    const fault = (name, { at, is } = signs[next]) => {
      throw { fault: name, at, sign: is };
    };
    const take = (wanted) => signs[next].is === wanted && signs[next++];
    const chain = (inner, joins) => {
      let left = inner();
      for (let join; (join = joins()); ) left = { op: join.is, args: [left, inner()], at: join.at };
      return left;
    };
    const atom = () => {
      let opening = signs[next];
      const { is, at } = opening;
      if (is > circuit.largest) fault("large");
      if (!/[a-z\d(]/.test(is)) fault("missing");
      next++;
      if (is >= 0) return Number(is);
      if (/^[a-z]$/.test(is)) return is;
      if (is === "max") opening = take("(") || fault("sign", opening);
      let inner = sum();
      if (is === "max") inner = { op: is, args: [inner, take(",") ? sum() : fault("sign")], at };
      if (!take(")")) fault(...(signs[next].is ? ["sign"] : ["unclosed", opening]));
      return inner;
    };
    const power = () => {
      const base = atom();
      if (!take("^")) return base;
      const { is, at } = signs[next];
      if (!(is > 1 && is < 10 && take(is))) fault("sign");
      return Array(is - 1).fill(base).reduce((whole) => ({ op: "*", args: [whole, base], at }), base);
    };
    const factor = () => (take("-") ? { op: "*", args: [-1, factor()], at: signs[next].at } : power());
    const product = () => chain(factor, () => take("*") || (/^[a-z(]/.test(signs[next].is) && { ...signs[next], is: "*" }));
    const sum = () => chain(product, () => take("+") || (signs[next].is === "-" && { ...signs[next], is: "+" }));
    const whole = sum();
    return signs[next].is ? fault("sign") : whole;
  },

  /** The circuit of a formula; numbers alone are computed at once. @param {string} given @returns {Circuit | Fault} */
  parsed(given) {
    const text = circuit.plain(given);
    if (circuit.compact(text).length > circuit.longest) return { fault: "limits" };
    const letters = [];
    const gates = [];
    const flat = (part) => {
      if (typeof part === "string" && !letters.includes(part)) letters.push(part);
      if (!part.op) return part;
      const args = part.args.map(flat);
      const gate = { op: part.op, args, deep: 1 + Math.max(...args.map(({ deep }) => deep ?? 0)) };
      if (args.some((arg) => typeof arg !== "number")) return gates.push(gate) && gate;
      const value = circuit.value(part.op, args);
      if (Math.abs(value) > circuit.largest) throw { fault: "large", at: part.at };
      return value;
    };
    try {
      flat(circuit.tree(text));
    } catch (fault) {
      return fault;
    }
    if (!gates.length) return { fault: "nothing" };
    const { mostLetters, mostGates, deepest } = circuit;
    if (letters.length > mostLetters || gates.length > mostGates || gates.some(({ deep }) => deep > deepest)) return { fault: "limits" };
    const free = [..."qpuvsrtwgzfyk"].filter((name) => !letters.includes(name));
    gates.forEach((gate) => (gate.name = gate === gates.at(-1) ? "ℒ" : free.shift()));
    return { letters, gates: gates.map(({ name, op, args }) => ({ name, op, args: args.map((arg) => arg.name ?? arg) })) };
  },

  /** The value of a gate, never −0. @param {string} op @param {number[]} inputs */
  value: (op, [a, b]) => ({ "+": a + b, "*": a * b, max: Math.max(a, b) })[op] + 0,

  /** The local gradient of a gate for one of its inputs. @param {Gate} gate @param {number[]} inputs @param {number} slot */
  local({ op, args }, inputs, slot) {
    const [mine, other] = [inputs[slot], inputs[1 - slot]];
    const tied = typeof args[1 - slot] === "number" ? 0 : 0.5;
    return { "+": 1, "*": other, max: mine === other ? tied : Number(mine > other) }[op];
  },

  /** The values of all names, from those of the letters. @param {Circuit} whole @param {Record<string, number>} values */
  forward({ gates }, values) {
    const all = { ...values };
    for (const { name, op, args } of gates) all[name] = circuit.value(op, args.map((arg) => all[arg] ?? arg));
    return all;
  },

  /**
   * All that is to be seen of a state. `back` is the number of gates that one has come back through, and below 0 on the way
   * there; `now` is the gate of this step, and `measured` how fast the loss really changes, once one is at the end: moved a
   * little down, and a little up.
   * @param {Editing} state
   */
  view(state) {
    const whole = circuit.parsed(state.of);
    const { letters, gates } = whole;
    const values = circuit.forward(whole, state.values);
    const back = state.step - gates.length - 1;
    const gradients = back < 0 ? {} : { ℒ: 1 };
    const arrivals = [];
    for (const gate of gates.toReversed().slice(0, Math.max(back, 0))) {
      const inputs = gate.args.map((arg) => values[arg] ?? arg);
      gate.args.forEach((to, slot) => {
        if (typeof to === "number") return;
        const [local, upstream, had] = [circuit.local(gate, inputs, slot), gradients[gate.name], gradients[to]];
        const part = local * upstream + 0;
        gradients[to] = had === undefined || state.rule === "=" ? part : had + part;
        arrivals.push({ gate, slot, to, local, upstream, part, had, now: gradients[to] });
      });
    }
    const measured = {};
    for (const letter of back === gates.length ? letters : []) {
      const loss = (by) => circuit.forward(whole, { ...values, [letter]: values[letter] + by }).ℒ;
      // A square has no error; at a kink the gradient may be between two slopes.
      const slope = (h) => (4 * loss(h) - loss(2 * h) - 3 * loss(0)) / (2 * h);
      const slopes = [-(2 ** -20), 2 ** -20].map((h) => Math.round(slope(h) * 1000) / 1000 + 0).sort((a, b) => a - b);
      const wrong = Math.max(slopes[0] - gradients[letter], gradients[letter] - slopes[1]) > 0.001;
      measured[letter] = { slopes: [...new Set(slopes)], sign: wrong ? "≠ " : slopes[0] === slopes[1] ? "= " : "" };
    }
    return { ...whole, values, back, gradients, arrivals, measured, now: gates[back < 0 ? state.step - 1 : gates.length - back] };
  },

  /** Whether every number has room, whatever the rule: inputs have two digits, the others five. @param {Editing} state */
  fits: (state) =>
    ["+=", "="].every((rule) => {
      const { values, gradients, arrivals } = circuit.view({ ...state, rule, step: circuit.last(state) });
      const found = [values, gradients, ...arrivals.map(({ part, now }) => [part, now])].flatMap(Object.values);
      return found.every((value) => Math.abs(value) <= circuit.largestValue) && Object.values(state.values).every((value) => Math.abs(value) <= circuit.largest);
    }),

  /** @param {{of: string, values: Record<string, number>}} given values for some letters, or all @returns {Editing} */
  opened({ of, values }) {
    const filled = circuit.parsed(of).letters.map((letter, at) => [letter, values[letter] ?? [2, -1, 3, 1, -2][at]]);
    return { of: circuit.compact(of), values: Object.fromEntries(filled), rule: "+=", step: 0 };
  },

  /** @param {Editing} state its last step is given */
  last: ({ of }) => 2 * circuit.parsed(of).gates.length + 1,

  /** @param {Editing} state @param {number} step @returns {Editing} */
  stepped: (state, step) => ({ ...state, step: Math.min(Math.max(step, 0), circuit.last(state)) }),

  /**
   * Another formula, in which letters keep their values; who was at the end is at the end.
   * @param {Editing} state
   * @param {string} of
   * @returns {Editing | Fault}
   */
  typed(state, of) {
    const found = circuit.parsed(of);
    if (found.fault) return found;
    const next = { ...state, ...circuit.opened({ of, values: state.values }), rule: state.rule };
    if (!circuit.fits(next)) return { fault: "large" };
    return circuit.stepped(next, state.step === circuit.last(state) ? Infinity : Math.min(state.step, circuit.last(next) - 1));
  },

  /** A letter has another value, unless a number would have no room. @param {Editing} state @param {string} letter @param {number} value */
  changed(state, letter, value) {
    const next = { ...state, values: { ...state.values, [letter]: Math.round(value) + 0 } };
    return circuit.fits(next) ? next : state;
  },

  /** Whether the question is answered. @param {Goal} goal @param {Editing} state @param {Editing} opening */
  answers(goal, state, opening) {
    const facts = { ...state, ...state.values };
    for (const [name, value] of Object.entries(circuit.view(state).gradients)) facts[`d${name}`] = value;
    return Object.entries({ ...goal, of: opening.of, step: circuit.last(state) }).every(([name, value]) => facts[name] === value);
  },

  /** The part of an address that leads here, without what is as it was opened. @param {Editing} state @param {Editing} opening */
  written({ of, values, rule, step }, opening) {
    const found = { step: String(step) };
    if (of !== opening.of) found.of = of;
    found.at = String(Object.values(values));
    if (rule === "=") found.rule = "last";
    return found;
  },

  /** The state that such a part leads to: always one. @param {Record<string, string>} found @param {Editing} opening */
  read(found, opening) {
    // In a decoded address a blank stands for +.
    let state = circuit.typed(opening, (found.of ?? opening.of).replaceAll(" ", "+"));
    if (state.fault) state = opening;
    const numbers = found.at?.match(/-?\d+/g) ?? [];
    const values = Object.entries(state.values).map(([letter, value], at) => [letter, Number(numbers[at] ?? value) + 0]);
    const next = { ...state, values: Object.fromEntries(values), rule: found.rule === "last" ? "=" : "+=" };
    return circuit.stepped(circuit.fits(next) ? next : state, /^\d+$/.test(found.step) ? Number(found.step) : 0);
  },

  /**
   * Places from left to right: letters in column 0, a gate behind its inputs. Each use of a letter has a row of its own, in
   * which its wire runs from column 1, and a gate is in the middle of its inputs, so that no wire crosses a gate. Of all
   * orders of the inputs, the one in which the uses of a letter stand nearest.
   * @param {Circuit} whole
   * @returns {{places: Record<string, [number, number]>, rows: Record<string, number>}} column and row of each name; the row of each use, such as ℒ0
   */
  layout({ letters, gates }) {
    const orders = (of, key) => {
      if (typeof of === "number") return [[]];
      const gate = gates.find(({ name }) => name === of);
      if (!gate) return [[{ of, key }]];
      const [first, second] = gate.args.map((arg, slot) => orders(arg, of + slot));
      const pairs = first.flatMap((a) => second.map((b) => [a, b]));
      return [...pairs.map(([a, b]) => [...a, ...b]), ...pairs.map(([a, b]) => [...b, ...a])];
    };
    const apart = (order) => order.reduce((sum, { of }, at) => sum + at - order.findIndex((use) => use.of === of), 0);
    const uses = orders("ℒ").reduce((best, order) => (apart(order) < apart(best) ? order : best));
    const rows = Object.fromEntries(uses.map(({ key }, row) => [key, row]));
    const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
    const places = {};
    for (const letter of letters) places[letter] = [0, mean(uses.flatMap(({ of }, row) => (of === letter ? row : [])))];
    const sorted = letters.map((letter) => places[letter]).sort((a, b) => a[1] - b[1]);
    sorted.forEach((place, at) => (place[1] = Math.max(place[1], at && sorted[at - 1][1] + 1)));
    for (const { name, args } of gates) {
      const inputs = args.flatMap((arg, slot) => (typeof arg === "number" ? [] : [letters.includes(arg) ? [0, rows[name + slot]] : places[arg]]));
      places[name] = [1 + Math.max(...inputs.map(([column]) => column)), mean(inputs.map(([, row]) => row))];
    }
    return { places, rows };
  },
};
