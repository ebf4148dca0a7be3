// Which inputs of a chain of layers are kept for the way back, moment by moment: the core of the checkpoint chooser (element.js).
// It knows no page: tests/js/kept.test.mjs runs this file without one, and tests/test_kept.py compares it with the page's program.
//
// The reader chooses which inputs are kept on the way forward. Going back, each layer reads its input; if that is missing, the
// layers from the last input that is there go forward again. What has been read is gone. Layers and inputs count from 0.

/**
 * @typedef {{layers: number, kept: number[], step: number}} Chosen the inputs that are kept on the way forward, and how far one
 *   has gone: 0 shows the whole, then a moment a step
 * @typedef {object} Moment
 * @property {"stays" | "goes" | "again" | "reads"} deed
 * @property {number} input which one is kept, forgotten, made again, or read
 * @property {number} wanted whose layer it is about: the one that waits for an input that is made again
 * @property {number[]} there the inputs that are in memory, in order
 */

var kept = {
  /**
   * All moments, in order.
   * @param {Chosen} state
   * @returns {Moment[]}
   */
  moments({ layers, kept: chosen }) {
    const found = [];
    let there = [];
    const add = (deed, input, wanted) => found.push({ deed, input, wanted, there });
    for (let input = 0; input < layers; input++) {
      const keeps = chosen.includes(input);
      if (keeps) there = [...there, input];
      add(keeps ? "stays" : "goes", input, input);
    }
    for (let layer = layers - 1; layer >= 0; layer--) {
      while (there.at(-1) !== layer) {
        there = [...there, there.at(-1) + 1];
        add("again", there.at(-1), layer);
      }
      add("reads", layer, layer);
      there = there.slice(0, -1);
    }
    return found;
  },

  /** Which moment is seen; of the whole the worst, the first if there are several. @param {Chosen} state */
  place: (state) => (state.step ? state.step - 1 : kept.moments(state).findIndex(({ there }) => there.length === kept.peak(state))),

  /** The moment that is seen. @param {Chosen} state */
  moment: (state) => kept.moments(state)[kept.place(state)],

  /** How many are there in the worst moment. @param {Chosen} state */
  peak: (state) => Math.max(...kept.moments(state).map(({ there }) => there.length)),

  /** How many inputs are made again. @param {Chosen} state */
  again: (state) => kept.last(state) - 2 * state.layers,

  /** An input is kept from now on, or no longer; the first one is always there. @param {Chosen} state @param {number} input */
  toggled(state, input) {
    if (!(Number.isInteger(input) && input > 0 && input < state.layers)) return state;
    const others = state.kept.filter((one) => one !== input);
    const next = others.length < state.kept.length ? others : [...others, input].sort((a, b) => a - b);
    return { ...state, kept: next, step: 0 };
  },

  /** @param {{layers: number, kept: number[]}} given @returns {Chosen} */
  opened: ({ layers, kept: chosen }) => ({ layers, kept: chosen, step: 0 }),

  /** @param {Chosen} state */
  last: (state) => kept.moments(state).length,

  /** @param {Chosen} state @param {number} step @returns {Chosen} */
  stepped: (state, step) => ({ ...state, step: Math.min(Math.max(step, 0), kept.last(state)) }),

  /** @param {{peak: number}} goal never more than this @param {Chosen} state */
  answers: (goal, state) => kept.peak(state) <= goal.peak,

  /** The part of an address that leads here. @param {Chosen} state @returns {Record<string, string>} */
  written: ({ kept: chosen, step }) => ({ keep: chosen.join(""), step: String(step) }),

  /**
   * The state that such a part leads to. What it cannot mean is left as it was opened.
   * @param {Record<string, string>} found
   * @param {Chosen} opening
   * @returns {Chosen}
   */
  read({ keep, step }, opening) {
    const inputs = /^0\d{0,9}$/.test(keep) ? [...keep].map(Number) : [];
    const rising = inputs.every((input, at) => input < opening.layers && (at === 0 || input > inputs[at - 1]));
    const state = inputs.length && rising ? { ...opening, kept: inputs } : opening;
    return kept.stepped(state, /^\d+$/.test(step) ? Number(step) : 0);
  },
};
