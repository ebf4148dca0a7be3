// The tape of a small program, walked backwards, and six engines with a bug each: the core of the tape stepper (element.js).
// It knows no page: tests/js/tape.test.mjs runs this file without one, and tests/test_tape.py compares it with the engine
// of the book (snippets/engine) and with its six bugs.
//
// A program is recorded as the book's engine records it: every call of an operation is a step with inputs and an output.
// A figure without an engine lets the reader choose the order of the steps. With one, the engine has a bug and its own order.

/**
 * @typedef {{axis: number, data: number[]}} Values numbers that lie along one of three axes; the other two have length 1
 * @typedef {[string, "+" | "*" | "turn", string[], string?]} Line `c = a + x` is ["c", "+", ["a", "x"]]; the last part names
 *   the function object, where one is called more than once
 * @typedef {{leaves: Record<string, number[]>, lines: Line[]}} Program its last line makes its result
 * @typedef {Values & {name: string, maker: Step | null}} Variable
 * @typedef {{operation: string, inputs: Variable[], output: Variable}} Step
 * @typedef {{program: Program, engine: string, order: string[], step: number, named: string}} Walk what is seen: which engine
 *   (none if the reader chooses the order), the order, how far one has gone, and the bug that the reader has named
 * @typedef {{from: string, data: number[]}} Part what a step has sent to a variable
 * @typedef {object} Frame what is there after a step
 * @property {string} taken the variable whose step it was, or "pass" or "again" for the end of a pass, or "stop"
 * @property {boolean} early whether its gradient was not complete
 * @property {{to: string, data: number[]}[]} sent
 * @property {Record<string, number[]>} found the gradients of this pass
 * @property {Record<string, Part[]>} parts what has arrived for each
 * @property {Record<string, number>} waits how many parts each still waits for
 * @property {string[]} walked the variables whose steps are done
 * @property {Record<string, number[]>} grads the gradients of all passes
 * @property {string} error
 */

var tape = {
  /** The six bugs, in the order of the page. */
  bugs: ["fork", "order", "views", "axes", "twice", "passes"],

  /** Which bug each engine has: to be found out. */
  engines: { A: "views", B: "twice", C: "fork", D: "axes", E: "passes", F: "order" },

  /**
   * The variables of a program, by name, with the steps that made them.
   * @param {Program} program
   * @param {string} [bug]
   * @returns {Record<string, Variable>}
   */
  recorded({ leaves, lines }, bug) {
    const variables = {};
    const objects = {};
    for (const name in leaves) variables[name] = { name, axis: 0, data: leaves[name], maker: null };
    for (const [name, operation, from, object = name] of lines) {
      const step = bug === "twice" ? (objects[object] ??= {}) : {}; // one record for two calls
      const inputs = from.map((input) => variables[input]);
      variables[name] = { name, maker: step, ...tape.forward(operation, inputs) };
      Object.assign(step, { operation, inputs, output: variables[name] });
    }
    return variables;
  },

  /** @param {string} operation @param {Values[]} inputs @returns {Values} */
  forward(operation, [x, y]) {
    if (operation === "turn") return { axis: (x.axis + 1) % 3, data: x.data };
    return { axis: x.axis, data: x.data.map((number, at) => (operation === "+" ? number + y.data[at] : number * y.data[at])) };
  },

  /**
   * What a step sends to its inputs. What is turned back is a view: it has the same list of numbers.
   * @param {Step} step
   * @param {Values} dy
   * @param {string} [bug]
   * @returns {Values[]}
   */
  backward({ operation, inputs }, { axis, data }, bug) {
    if (operation === "turn") return [{ axis: (axis + (bug === "axes" ? 1 : 2)) % 3, data }];
    const other = [...inputs].reverse();
    return inputs.map((_, slot) => ({ axis, data: data.map((number, at) => (operation === "+" ? number : number * other[slot].data[at])) }));
  },

  /** @param {Values} values as Python writes it */
  shape: ({ axis, data }) => `(${[0, 1, 2].map((one) => (one === axis ? data.length : 1)).join(", ")})`,

  /**
   * The steps that lead to a variable, in the order in which they were recorded.
   * @param {Variable} end
   * @param {string} [bug]
   * @returns {Step[]}
   */
  steps(end, bug) {
    const [order, seen, stack] = [[], new Set(), [{ step: end.maker, done: false }]];
    while (stack.length) {
      const { step, done } = stack.pop();
      if (done) order.push(step);
      if (done || !step || seen.has(step)) continue;
      seen.add(step);
      if (bug === "order") order.unshift(step);
      else stack.push({ step, done: true });
      stack.push(...step.inputs.map(({ maker }) => ({ step: maker, done: false })));
    }
    return order;
  },

  /**
   * All that is seen from the beginning to the end. An engine makes two passes, the second one in one go.
   * @param {{program: Program, order?: string[]}} state its order is taken, if it has one
   * @param {string} [bug]
   * @returns {Frame[]}
   */
  walk({ program, order }, bug) {
    const variables = tape.recorded(program, bug);
    const names = Object.keys(variables);
    const end = variables[names.at(-1)];
    const recorded = tape.steps(end, bug).reverse();
    const steps = order?.length ? order.map((name) => variables[name].maker) : recorded;
    const each = (value) => Object.fromEntries(names.map((name) => [name, value(variables[name])]));
    const zeros = ({ axis, data }) => ({ axis, data: data.map(() => 0) });
    let grads = each((variable) => zeros(variable).data);
    const frames = [];

    for (const pass of order?.length ? [1] : [1, 2]) {
      const found = new Map([[end, { axis: end.axis, data: end.data.map(() => 1) }]]);
      const parts = each(() => []);
      const frame = (taken, more = {}) => {
        const left = steps.slice(frame.walked.length).flatMap(({ inputs }) => inputs);
        frames.push({
          taken, early: false, sent: [], error: "", ...more, grads, walked: [...frame.walked],
          found: each((variable) => [...(found.get(variable) ?? zeros(variable)).data]),
          parts: each(({ name }) => [...parts[name]]),
          waits: each((variable) => left.filter((input) => input === variable).length),
        }); // prettier-ignore
      };
      frame.walked = [];
      if (pass === 1) frame("");
      for (const [place, step] of steps.entries()) {
        const early = steps.slice(place).some(({ inputs }) => inputs.includes(step.output));
        const sent = [];
        const { name } = step.output;
        for (const [slot, dx] of tape.backward(step, found.get(step.output) ?? zeros(step.output), bug).entries()) {
          const x = step.inputs[slot];
          if (tape.shape(dx) !== tape.shape(x)) {
            frame("stop", { error: `${tape.shape(dx)}, not ${tape.shape(x)}` });
            return frames;
          }
          const old = found.get(x);
          sent.push({ to: x.name, data: [...dx.data] });
          parts[x.name].push({ from: name, data: [...dx.data] });
          if (bug === "views" && old) dx.data.forEach((number, at) => (old.data[at] += number));
          else if (bug === "fork" || bug === "views") found.set(x, dx);
          else found.set(x, { axis: x.axis, data: dx.data.map((number, at) => (old?.data[at] ?? 0) + number) });
        }
        frame.walked.push(name);
        if (pass === 1) frame(name, { early, sent });
      }
      const before = grads;
      grads = each((variable) => {
        const dx = found.get(variable)?.data;
        if (!dx) return before[variable.name];
        return dx.map((number, at) => (bug === "passes" ? 0 : before[variable.name][at]) + number);
      });
      if (!order?.length) frame(pass === 1 ? "pass" : "again");
    }
    return frames;
  },

  /** @param {Walk} state @returns {Frame[]} */
  frames: (state) => tape.walk(state, tape.engines[state.engine]),

  /** @param {Walk} state @returns {Frame} */
  frame: (state) => tape.frames(state)[state.step],

  /** The order in which the steps must be taken. @param {Program} program */
  right({ leaves, lines }) {
    return tape.steps(Object.values(tape.recorded({ leaves, lines })).at(-1)).map(({ output }) => output.name).reverse();
  },

  /** The gradients that one pass in the right order ends with. @param {Walk} state */
  ends: ({ program }) => tape.walk({ program }).find(({ taken }) => taken === "pass").found,

  /**
   * The variables whose gradient, after all passes so far, is not what it should be, and what it should be.
   * @param {Walk} state
   * @returns {Record<string, number[]>}
   */
  wrong(state) {
    const { taken, grads } = tape.frame(state);
    const sound = tape.walk({ program: state.program }).find((frame) => frame.taken === taken);
    if (!["pass", "again"].includes(taken)) return {};
    return Object.fromEntries(Object.entries(sound.grads).filter(([name, right]) => String(right) !== String(grads[name])));
  },

  /**
   * Whether what has been seen so far is all as it would be without a bug.
   * @param {Walk} state
   */
  innocent(state) {
    const seen = (frames) => JSON.stringify(frames.slice(0, state.step + 1));
    return seen(tape.frames(state)) === seen(tape.walk({ program: state.program }));
  },

  /**
   * What an engine with this bug would show at the end, where it differs from what is there: a gradient after the first or
   * the second pass, or that it would stop, or would not.
   * @param {Walk} state
   * @param {string} bug
   * @returns {{name?: string, would?: number[], is?: number[], taken: string}}
   */
  against(state, bug) {
    const [here, there] = [tape.frames(state), tape.walk({ program: state.program }, bug)];
    for (const taken of ["stop", "pass", "again"]) {
      const [one, other] = [here, there].map((frames) => frames.find((frame) => frame.taken === taken));
      if (taken === "stop" && !one !== !other) return { taken: one ? "runs" : "stop" };
      const name = Object.keys(one?.grads ?? {}).find((key) => String(one.grads[key]) !== String(other.grads[key]));
      if (name) return { name, would: other.grads[name], is: one.grads[name], taken };
    }
    return { taken: "" };
  },

  /** @param {{program: Program, engine?: string}} given @returns {Walk} */
  opened({ program, engine = "" }) {
    return { program, engine, order: engine ? [] : tape.right(program), step: 0, named: "" };
  },

  /** @param {Walk} state */
  last: (state) => tape.frames(state).length - 1,

  /** @param {Walk} state @param {number} step @returns {Walk} */
  stepped: (state, step) => ({ ...state, step: Math.min(Math.max(step, 0), tape.last(state)), named: "" }),

  /**
   * The reader takes the step that made this variable; the steps that are left follow in the right order.
   * @param {Walk} state
   * @param {string} name
   * @returns {Walk}
   */
  taking(state, name) {
    const taken = state.order.slice(0, state.step);
    if (taken.includes(name) || !state.order.includes(name)) return state;
    const order = [...new Set([...taken, name, ...tape.right(state.program)])];
    return { ...state, order, step: state.step + 1 };
  },

  /** Another engine, from its beginning. @param {Walk} state @param {string} engine @returns {Walk} */
  changed: (state, engine) => ({ ...state, engine, step: 0, named: "" }),

  /**
   * The reader names a bug: it counts once something has been seen.
   * @param {Walk} state
   * @param {string} bug
   * @returns {Walk}
   */
  naming: (state, bug) => ({ ...state, named: tape.innocent(state) && state.step < tape.last(state) ? "" : bug }),

  /**
   * Whether the question is answered.
   * @param {{named: "right"} | {ends: Record<string, number[]>}} goal
   * @param {Walk} state
   */
  answers(goal, state) {
    if ("named" in goal) return Boolean(state.named) && state.named === tape.engines[state.engine];
    const { found } = tape.frame(state);
    return state.step === tape.last(state) && Object.keys(goal.ends).every((name) => String(found[name]) === String(goal.ends[name]));
  },

  /** The part of an address that leads here. @param {Walk} state @returns {Record<string, string>} */
  written({ engine, order, step }) {
    return { ...(engine ? { engine } : { order: order.join("") }), step: String(step) };
  },

  /**
   * The state that such a part leads to. What it cannot mean is left as it was opened.
   * @param {Record<string, string>} found
   * @param {Walk} opening
   * @returns {Walk}
   */
  read({ engine, order, step }, opening) {
    const state = { ...opening };
    if (state.engine && Object.hasOwn(tape.engines, engine ?? "")) state.engine = engine;
    const sorted = (names) => String([...names].sort());
    if (!state.engine && sorted(order ?? "") === sorted(opening.order)) state.order = [...order];
    return tape.stepped(state, /^\d+$/.test(step) ? Number(step) : 0);
  },
};
