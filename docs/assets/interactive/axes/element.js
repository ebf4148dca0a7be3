// The axis mapper: along which axes an operand was copied, and over which its gradient is summed. What is decided and counted
// is in core.js; here it is drawn and touched.

class AxisMapper extends InteractiveFigure {
  core = axes;
  kind = "axes";

  /** @param {HTMLElement} stage */
  build(stage) {
    this.near = this.map = make("table");
    this.arrays = make("div");
    stage.append(this.map, this.arrays);
  }

  /** Before the other tools: another operation. */
  tools() {
    const bar = super.tools();
    this.field = make("input", { ariaLabel: this.word("operation"), spellcheck: false });
    this.field.addEventListener("change", () => this.enter(this.field.value));
    const examples = this.opening.given.examples.map((text) => this.button(text, () => this.enter(text)));
    bar.prepend(make("div", { className: "number operation" }, this.word("operation"), this.field, ...examples));
    return bar;
  }

  /** An operation is entered: what is none is refused, and all stays as it is. @param {string} text */
  enter(text) {
    const next = axes.entered(this.state, text);
    this.take(axes.text(this.state) === (next.inputs && axes.text(next)) ? this.state : next);
    this.field.ariaInvalid = !!next.fault;
  }

  /** A state that was wanted, or why it cannot be. @param {Axes | Refusal} next */
  take(next) {
    if (next.fault) this.say(this.word(next.fault, next.values));
    else this.act(next, this.judged(next));
  }

  /** Axes as sentences name them. @param {Axes} state @param {Iterable<string>} letters */
  called(state, letters) {
    const name = (letter) => (state.kind === "sum" ? this.word("axis", { axis: axes.all(state).indexOf(letter) }) : letter);
    return [...letters].map(name).join(this.word("comma"));
  }

  /** What sentences may name. @param {Axes} state @param {number} [at] the place that is nudged */
  values(state, at = axes.nudged(state)) {
    const { operand, name } = axes.parts(state);
    const [upstream, result, made] = [axes.values(state, state.output, "dZ"), axes.gradient(state)[at], axes.made(state)];
    const bracketed = (number) => (number < 0 ? `(${shownNumber(number)})` : shownNumber(number));
    const terms = axes.touched(state, at).change.flatMap((by, place) => (by === null ? [] : [bracketed(by * upstream[place] + 0)]));
    const place = operand && `[${axes.place(axes.shape(state, operand), at)}]`;
    return {
      name,
      result,
      entry: name + place,
      gradient: `d${name}${place}`,
      code: `d${name} = ${axes.backward(state)}`,
      made: axes.tuple(axes.shape(state, made)),
      shape: axes.tuple(axes.shape(state, operand)),
      says: axes.gathered(state, made)[at],
      total: (terms[1] && !terms[12] ? `${terms.join(" + ")} = ` : "") + shownNumber(result),
    };
  }

  /** What the marks amount to. @param {Axes} state */
  judged(state) {
    const [values, verdict] = [this.values(state), axes.verdict(state)];
    if (verdict !== "right") return this.word(verdict, values);
    const said = ["summed", "spread"].flatMap((key) => {
      const letters = axes.kept(axes.needed(state), (letter) => axes.copies(state, letter) === (key === "spread"));
      return letters ? [this.word(key, { ...values, axes: this.called(state, letters) })] : [];
    });
    return said.join(this.word("space")) || this.word("nothing", values);
  }

  /** The sentence of a step. @param {Axes} state */
  said(state) {
    const mistake = state.step === 3 ? axes.naive(state) : null;
    const key = ["", "nudge", "loss", mistake?.mistake ?? "none"][state.step];
    return key ? this.word(key, { ...this.values(state, mistake?.at), ...mistake }) : this.judged(state);
  }

  /** @param {Axes} state @param {Axes | null} before */
  draw(state, before) {
    const controls = () => [...this.map.querySelectorAll("button, select")];
    const held = controls().indexOf(document.activeElement);
    this.field.value = axes.text(state);
    this.field.ariaInvalid = "false";
    this.drawMap(state, before);
    this.drawArrays(state, before);
    controls()[held]?.focus(); // which was drawn anew
  }

  /** Which array has which axes: a square for each index. @param {Axes} state @param {Axes | null} before */
  drawMap(state, before) {
    const letters = [...axes.all(state)];
    const { operand, name, other, otherName } = axes.parts(state);
    const row = (look, head, cells) => make("tr", { className: look }, make("th", { scope: "row" }, ...head), ...cells.map((cell) => make("td", {}, cell)));
    const head = (look, ...parts) => make("tr", { className: `head ${look}` }, make("td", { colSpan: letters.length + 1 }, ...parts));
    const squares = (array, missing, was) =>
      letters.map((letter) => {
        const look = array.includes(letter) ? "" : `${missing} ${was?.includes(letter) && "new"} ${array.includes(letter.toUpperCase()) && "but-one"}`;
        return make("span", { className: `squares ${look}` }, ...Array.from({ length: state.sizes[letter] }, (_, at) => make("i", { style: `--at: ${at}` })));
      });
    const array = (look, called, letters, missing) => row(look, [make("code", {}, called), make("small", {}, axes.tuple(axes.shape(state, letters)))], squares(letters, missing));
    const selects = letters.map((letter) => {
      const sizes = Array.from({ length: axes.largest }, (_, at) => make("option", { selected: at + 1 === state.sizes[letter] }, at + 1));
      const select = make("select", { ariaLabel: this.called(state, letter) }, ...sizes);
      select.addEventListener("change", () => {
        const size = Number(select.value);
        select.value = state.sizes[letter];
        this.take(axes.sized(state, letter, size));
      });
      return make("th", { scope: "col" }, this.called(state, letter), select);
    });
    const toggle = (text, pressed, act, label = text) => Object.assign(this.button(text, act), { ariaPressed: pressed, ariaLabel: label });
    const toggles = letters.map((letter) => {
      const text = this.word(axes.copies(state, letter) ? "copy" : "sum");
      return toggle(text, state.marks.includes(letter), () => this.take(axes.marked(this.state, letter)), `${text} ${this.called(state, letter)}`);
    });
    const names = axes.names(state);
    const operands = state.inputs.map((_, at) => toggle(names[at], at === state.of, () => this.take(axes.chosen(this.state, at))));
    const { code, made } = this.values(state);
    this.map.style.setProperty("--columns", letters.length);
    this.map.replaceChildren(
      make("tr", {}, make("td"), ...selects),
      head("fwd", this.word("forward")),
      ...state.inputs.map((input, at) => array("", names[at], input, "copied")),
      array("", "Z", state.output, "gone"),
      head("bwd", `${this.word("backward")} `, ...operands),
      array("back", "dZ", state.output, "gone"),
      ...(other && [array("", otherName, other, "gone")]),
      row("marks", ["Σ"], toggles),
      row("back", [make("code", {}, `d${name}`)], squares(axes.made(state), "summed", before && axes.made(before))),
      head("bwd code", make("code", {}, code), make("small", {}, `${axes.verdict(state) === "right" ? "✓" : "✗"} ${made}`)),
    );
  }

  /** The numbers: one is nudged, and what it does comes together in its gradient. @param {Axes} state @param {Axes | null} before */
  drawArrays(state, before) {
    const { step, output } = state;
    const { operand, name, other, otherName } = axes.parts(state);
    const at = (step === 3 && axes.naive(state)?.at) || axes.nudged(state);
    const [verdict, gradient, { change, used }] = [axes.verdict(state), axes.gradient(state), axes.touched(state, at)];
    const nudged = step > 0 || verdict === "deceived";
    const made = verdict === "shape" ? gradient.map((value, place) => (step > 1 && place === at ? value : "")) : axes.gathered(state, axes.made(state));

    // The last two axes are the rows and columns of a block; `look` tells how a number looks, `note` what stands below it.
    const array = (called, axesOf, numbers, kind, look, note) => {
      const shape = axes.shape(state, axesOf);
      const [rows, columns] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
      const cells = numbers.map((number, place) => {
        const cell = make("span", { className: `cell ${nudged && look(place)}` }, shownNumber(number));
        if (nudged && look(place) === "met") cell.append(make("b", { className: "frame" }));
        cell.dataset.note = (nudged && note?.(place)) || "";
        return cell;
      });
      const blocks = make("div", { className: "blocks", role: "img", ariaLabel: `${called}: ${numbers.map(shownNumber)}`, style: `--across: ${columns}` });
      while (cells.length) blocks.append(make("span", { className: "block" }, ...cells.splice(0, rows * columns)));
      return make("div", { className: kind }, make("code", {}, called), blocks);
    };
    const entry = (place) => (place === at ? "entry" : "");
    const met = (place) => (change[place] === null ? "" : "met");
    const parts = [
      array(name, operand, axes.values(state, operand, name), "", entry, (place) => entry(place) && "+1"),
      ...(other && [array(otherName, other, axes.factors(state), "", (place) => (used.has(place) ? "met" : ""))]),
      array("dZ", output, axes.values(state, output, "dZ"), "back", met, (place) => met(place) && `×${shownNumber(change[place])}`),
      array(`d${name}`, operand, made, "back", entry, (place) => verdict === "deceived" && made[place] !== gradient[place] && `≠${shownNumber(gradient[place])}`),
    ];
    this.arrays.className = `arrays ${state.kind}`;
    this.arrays.replaceChildren(...parts);
    if (before?.step !== step - 1 || step > 2) return;
    const frames = [...parts.at(-2).querySelectorAll(".met .frame")];
    const [first, last] = this.arrays.querySelectorAll(".entry");
    if (step === 1) frames.forEach((frame) => this.comes(frame, first.getBoundingClientRect()));
    else frames.forEach((frame) => this.comes(last.appendChild(frame.cloneNode()), frame.getBoundingClientRect()));
  }
}

customElements.define("interactive-axes", AxisMapper);
