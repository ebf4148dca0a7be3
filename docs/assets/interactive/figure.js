// Figures that answer: what all of them share. book.js loads this file when such a figure comes near, and then the figure's
// core, which knows no page, and its element.
//
// A figure is a state that its core changes, and a drawing of it. Here is what lies around the drawing: its steps, a sentence
// that says the step, seen and heard, the address of each step, and what is said when the figure's question is answered.
// The static figure inside stays for paper. What moves has moved in the same frame; motion only shows where from.

/**
 * @template State
 * @typedef {object} Core what a figure knows without a page
 * @property {(given: any) => State} opened the state that the build has put on the page
 * @property {(state: State) => number} last the number of its last step; the first is 0, and `step` of a state is one
 * @property {(state: State, step: number) => State} stepped
 * @property {(goal: any, state: State, opening: State) => boolean} answers whether the question is answered
 * @property {(state: State, opening: State) => Record<string, string>} written the part of an address that leads here
 * @property {(found: Record<string, string>, opening: State) => State} read what such a part leads to: always a state
 */

/** Whether the reader's system asks for stillness. It may be asked for while the page is open. */
const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * A part is seen to move, unless stillness is asked for. Nothing else moves anything.
 * @param {Element} part
 * @param {Keyframe[]} frames
 * @param {KeyframeAnimationOptions} timing
 */
const animate = (part, frames, timing) => still.matches || part.animate(frames, timing);

/** A letter as formulas have it; the loss already is. @param {string} letter */
const italic = (letter) => letter > "z" ? letter : letter === "h" ? "ℎ" : String.fromCodePoint(letter.charCodeAt() + (letter < "a" ? 0x1d3f3 : 0x1d3ed));

/**
 * Korean words stay whole after a sign (book/web/ties.py), as does what follows a name.
 * @param {string} part of a text
 * @param {number} at which part it is
 */
const glued = (part, at) => part.replace(/(?<=^|[^\s\w가-힣.,:/·–—-])(?=[가-힣])/g, (_, place) => (at || place ? "\u2060" : ""));

/**
 * A text with the names of matrices and their entries as formulas set them: X, dZ, Y12, Zi1; and code between backticks.
 * @param {string} text
 * @param {RegExp} [names] of a figure that has others: single letters
 * @returns {(Node | string)[]}
 */
function withNames(text, names = /(`[^`]*`|d?[XYZ](?![a-hk-z])[\dij]*)/) {
  return text.split(names).map((part, at) => {
    if (at % 2 === 0) return glued(part, at);
    if (part[0] === "`") return make("code", {}, part.slice(1, -1));
    const [, d, name, indices] = /(d?)(.)(.*)/.exec(part);
    const set = make("span", { className: `name ${d ? "bwd" : "fwd"}` }, d, indices || name > "Z" ? italic(name) : String.fromCodePoint(name.charCodeAt() + 0x1d3bf));
    if (indices) set.append(make("sub", {}, indices.replace(/[ij]/, italic)));
    return set;
  });
}

/** @param {number} value with a minus as formulas have it */
const shownNumber = (value) => String(value).replace("-", "−");

/**
 * The element of a figure. Another class draws: `core` is its core, `kind` the name of its words; `build` makes the drawing
 * once, `draw` shows a state, `said` says it in a sentence.
 * @template State
 */
class InteractiveFigure extends HTMLElement {
  /** A text as it is seen; heard, it is without its signs for code and formulas. @type {(text: string) => (Node | string)[]} */
  set = withNames;

  connectedCallback() {
    if (this.live) return;
    const { opens, goal, answered, named } = JSON.parse(this.dataset.opens);
    /** @type {State} */
    this.opening = this.core.opened(opens);
    /** @type {State} */
    this.state = this.opening;
    Object.assign(this, { goal, reason: answered });
    this.seen = make("p", { className: "says", "aria-hidden": "true" });
    this.heard = make("p", { className: "heard", role: "status" });
    this.stage = make("div", { className: "stage" });
    this.live = make("div", { className: "live-figure", role: "group", "aria-label": named }, this.stage);
    // The sentence stands near what is pressed: where there is little room, below that part of the stage.
    const place = () => (this.near && this.clientWidth < 600 ? this.near.after(this.seen) : this.heard.before(this.seen));
    addEventListener("resize", place);
    this.build(this.stage);
    this.live.append(this.steps(), this.heard, this.tools());
    this.append(this.live);
    place();
    this.classList.add("is-live");
    this.show(null);
    this.say(this.word("begin"), true);
    addEventListener("hashchange", () => this.arrive());
    this.arrive();
  }

  /** The name of the figure, which is the id of the element around it. */
  get name() {
    return this.closest("figure").id;
  }

  /**
   * A word in the page's language with its {names} filled in.
   * @param {string} key
   * @param {Record<string, unknown>} [values]
   */
  word(key, values = {}) {
    return wordsOf[this.kind][key].replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? shownNumber(values[name]) : values[name]));
  }

  /**
   * A button with words, or with a sign and words for those who do not see it.
   * @param {string} text
   * @param {() => void} act
   * @param {string} [label]
   */
  button(text, act, label) {
    const button = make("button", { type: "button", ...(label && { "aria-label": label, title: label }) }, text);
    button.addEventListener("click", () => button.ariaDisabled !== "true" && act());
    return button;
  }

  /** Back and on; arrow keys do the same. A button at its end keeps the focus. */
  steps() {
    this.back = this.button("←", () => this.step(-1), this.word("back"));
    this.on = this.button(this.word("on"), () => this.step(1));
    this.on.className = "on";
    this.count = make("span", { className: "count" });
    const bar = make("div", { className: "steps", role: "group", "aria-label": this.word("steps") }, this.back, this.on, this.count);
    bar.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.step(by);
    });
    return bar;
  }

  /** What is wanted now and then: a link to this step, and the beginning. The other class may put more before it. */
  tools() {
    const link = this.button(this.word("link"), async () => {
      await copy(this.address());
      link.textContent = this.word("copied");
      this.heard.textContent = this.word("copied");
      setTimeout(() => (link.textContent = this.word("link")), 2000);
    });
    const reset = this.button(this.word("reset"), () => this.act(this.opening, this.word("begin")));
    return make("div", { className: "tools" }, link, reset);
  }

  /** @param {number} by */
  step(by) {
    const next = this.core.stepped(this.state, this.state.step + by);
    if (next.step !== this.state.step) this.act(next);
  }

  /**
   * The reader has done something. Answering is their act alone: neither the opening nor an address answers the question.
   * @param {State} state
   * @param {string} [text] what is said of it, if not what this step says
   */
  act(state, text) {
    const before = this.state;
    this.state = state;
    this.show(before);
    const answers = this.core.answers(this.goal, state, this.opening);
    this.say(text ?? this.said(state));
    if (answers && (!this.right || before.step === state.step)) this.praise();
    this.right = answers;
    // A key that is held acts thirty times a second; browsers refuse so many addresses.
    clearTimeout(this.written);
    this.written = setTimeout(() => history.replaceState(history.state, "", this.address()), 400);
  }

  /** The question is answered: said below the sentence, and so it stays until something else is done. */
  praise() {
    const text = this.word("right") + this.word("space") + this.reason;
    this.seen.append(make("strong", { className: "right" }, ...this.set(text)));
    this.heard.textContent += ` ${text.replace(/[`$]/g, "")}`;
    this.dataset.answered = "";
  }

  /**
   * @param {State | null} before
   */
  show(before) {
    this.draw(this.state, before);
    const last = this.core.last(this.state);
    this.back.ariaDisabled = this.state.step === 0;
    this.on.ariaDisabled = this.state.step === last;
    this.count.textContent = `${this.state.step} / ${last}`;
  }

  /**
   * A sentence, seen and heard; on opening only seen.
   * @param {string} text
   * @param {boolean} [quietly]
   */
  say(text, quietly) {
    this.seen.replaceChildren(...this.set(text));
    if (!quietly) this.heard.textContent = text.replace(/[`$]/g, "");
  }

  /** The address of this step. */
  address() {
    const parts = Object.entries({ fig: this.name, ...this.core.written(this.state, this.opening) });
    return `${location.href.replace(/#.*/, "")}#${parts.map((part) => part.join("=")).join("&")}`;
  }

  /**
   * An address that leads to a step of this figure, `#fig=picture-influence-x&at=X12&step=3`, is followed; any other is none of
   * its business. No heading's id has an equals sign.
   */
  arrive() {
    const found = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    if (found.fig !== this.name) return;
    const before = this.state;
    this.state = this.core.read(found, this.opening);
    this.show(before);
    this.say(this.said(this.state));
    this.closest("figure").scrollIntoView();
  }

  /**
   * Something comes from where it was: drawn where it is, it is seen to move there.
   * @param {Element} part
   * @param {DOMRect} from
   * @param {number} [delay] ms
   */
  comes(part, from, delay = 0) {
    const to = part.getBoundingClientRect();
    const [x, y] = [from.left + from.width / 2 - to.left - to.width / 2, from.top + from.height / 2 - to.top - to.height / 2];
    const timing = { duration: 480, delay, easing: "cubic-bezier(.3, 0, .2, 1)", fill: "backwards" };
    animate(part, [{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], timing);
  }
}
