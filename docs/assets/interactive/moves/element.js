// The move stepper: a line of a derivation is a row of factors, and a move changes it. What is a move, what each line is worth and
// why something is none is decided by core.js; here it is drawn and touched.

class MoveStepper extends InteractiveFigure {
  core = moves;
  kind = "moves";

  /** @param {HTMLElement} stage */
  build(stage) {
    this.tasks = Object.keys(moves.tasks).map((task) => {
      const { left, right } = moves.tasks[task];
      const choice = this.button("", () => this.act(moves.begun(this.state, task)));
      choice.append(...(left ? this.set(this.formula({ left, right })) : [this.word("find")]));
      return [task, choice];
    });
    this.sizes = Object.keys(this.opening.numbers).map((size) => {
      const choice = this.button("", () => this.act({ ...this.state, size, judged: "" }, size === "square" ? this.word(size) : undefined));
      choice.append(Object.values(moves.sizes({ ...this.opening, size })).join(", "));
      return [size, choice];
    });
    this.row = make("div", { className: "row" });
    this.moves = moves.names.map((move) => [move, this.button("", () => this.move(move))]);
    this.judge = this.button(this.word("judge"), () => this.act(moves.judged(this.state)));
    const buttons = make("div", { className: "acts" }, ...this.moves.map(([, one]) => one), this.judge);
    this.list = make("ol", { className: "lines" });
    this.near = make("div", {}, this.row, buttons);
    const bench = make("div", { className: "bench" }, this.near, this.list);
    stage.append(this.choice(this.tasks, this.word("from")), bench);
  }

  /** Buttons of which one is chosen. @param {[string, HTMLElement][]} list @param {string} label */
  choice(list, label) {
    return make("div", { className: "choice", role: "group", "aria-label": label }, make("span", {}, label), ...list.map(([, one]) => one));
  }

  /** Beside the steps: the sizes. */
  steps() {
    return make("div", { className: "bar" }, super.steps(), this.choice(this.sizes, "m, k, n"));
  }

  /** @param {"form" | "cycle" | "transpose" | "product" | "entries" | "read"} move */
  move(move) {
    const before = this.state;
    const outcome = moves.outcome(before, move, moves.line(before));
    if (!outcome.line) return this.refuse(outcome);
    const state = moves.moved(before, move);
    this.act(state, state.step > before.step ? undefined : this.word("again"));
  }

  /** One factor alone is transposed, or swapped with the next. @param {"swap" | "turn"} deed @param {number} at */
  attempt(deed, at) {
    const outcome = moves.attempt(this.state, deed, at);
    if (outcome.line) return this.move("cycle");
    this.refuse(outcome);
    const there = (place, frame) => animate(this.boxes[place], [{}, frame, {}], { duration: 560, easing: "ease-in-out" });
    if (deed === "turn") return there(at, { rotate: "1 1 0 80deg" });
    there(at, { translate: "40% -.6rem" });
    there(at + 1, { translate: "-40% .6rem" });
  }

  /** What is no move is answered: with the sizes that clash, or with the two numbers that differ. @param {any} outcome */
  refuse({ tried, why }) {
    const values = this.values(this.state);
    this.drawLines(this.state, tried);
    this.say(this.word(why, { ...values, clash: tried && this.clash(tried, values.value) }));
  }

  /** Why a line is not worth what it should be. @param {any} line @param {number | null} value */
  clash(line, value) {
    const found = moves.clash(this.state, line);
    if (!found) return this.word("differ", { value, other: moves.value(this.state, line) });
    const by = (sizes) => sizes.join("\u00a0×\u00a0");
    return found.one ? this.word("shapes", { one: by(found.one), two: by(found.two) }) : this.word("clash", found);
  }

  /** A line as text that does not break. @param {any} line */
  formula(line) {
    return moves.text(line).replaceAll(" ", "\u00a0");
  }

  /** What the sentences of a state may name. @param {any} state */
  values(state) {
    const { of, product } = moves.tasks[state.task];
    const { lines, gradient } = moves.lines(state);
    const [before, line] = [lines.at(-2), lines.at(-1)];
    const side = (right) => this.formula({ left: null, right }).slice(2);
    return {
      ...{ value: moves.value(state, line), line: this.formula(line), before: before && this.formula(before) },
      ...{ of, gradient: of.replace("Δ", "d"), result: gradient && side(gradient).slice(1, -1), rest: side(line.right.slice(0, -1)) },
      ...{ first: line.right[0], last: line.right.at(-1), parts: product?.join("\u00a0"), changing: of.slice(1) },
    };
  }

  /** The move that led to a step; one that goes two ways has two names. @param {any} state @param {number} step */
  way(state, step) {
    const move = moves.tasks[state.task].lines ? ["form", "swap", "form"][step - 1] : state.done[step - 1];
    return this.named(move, moves.lines(state, step - 1).lines.at(-1));
  }

  /** @param {string} move @param {any} line from which it goes */
  named(move, { left }) {
    return /form|read/.test(move) ? `${move}-${left ? "pair" : "trace"}` : move;
  }

  /** The sentence of a step. @param {any} state */
  said(state) {
    const { task, step, judged } = state;
    const values = this.values(state);
    const { lines } = moves.tasks[task];
    if (!step) return this.word(lines ? "false" : "begin");
    const way = this.way(state, step);
    if (!lines) return this.word(`did-${way}`, values);
    if (!judged.includes(step)) return this.word("false-line", { ...values, reason: this.word(`by-${way}`) });
    const value = moves.value(state, lines[step - 1]);
    if (moves.found(state)) return this.word("found", { clash: this.clash(lines[step], value) });
    return value === null ? this.clash(lines[step - 1], value) : this.word("not-wrong", values);
  }

  /**
   * @param {any} state
   * @param {any} before
   */
  draw(state, before) {
    const held = document.activeElement?.dataset?.deed;
    const old = Object.fromEntries((this.boxes ?? []).map((box, at) => [box.dataset.name, { box: box.getBoundingClientRect(), at, turned: box.dataset.turned }]));
    const { gradient } = moves.lines(state);
    const line = moves.line(state);
    const { lines } = moves.tasks[state.task];
    this.drawRow(state, line, gradient);
    this.drawLines(state);
    for (const [name, one] of [...this.tasks, ...this.sizes]) one.ariaPressed = name === state.task || name === state.size;
    for (const [move, button] of this.moves) {
      button.hidden = moves.tasks[state.task].hides.test(move);
      const { line: next, why } = moves.outcome(state, move, line);
      button.ariaDisabled = !!gradient || !(next || why);
      button.replaceChildren(...this.set(this.word(move === "read" ? move : this.named(move, line), this.values(state))));
    }
    this.judge.hidden = !lines;
    this.live.classList.toggle("free", !lines);
    this.judge.ariaDisabled = !state.step;
    if (held) this.row.querySelector(`[data-deed=${held}]`)?.focus();
    if (before?.task === state.task) this.travel(old);
  }

  /** A line as a row of factors, drawn to scale; between neighbours stands the size that they share. */
  drawRow(state, { left, right }, gradient) {
    const sizes = moves.sizes(state);
    const sign = (text) => make("span", { className: "sign", "aria-hidden": "true" }, ...this.set(text));
    let at = 0;
    this.boxes = [];
    const factor = (name) => {
      const [rows, columns] = moves.shape(name).map((letter) => sizes[letter]);
      const tone = /^G/.test(name) ? "back" : /[ΔM]/.test(name) ? "change" : "ahead";
      const shown = moves.text({ left: null, right: [name] }).slice(3, -1);
      const box = make("div", { className: `box ${tone}`, "aria-hidden": "true" }, make("b", {}, ...this.set(shown)), `${rows}×${columns}`);
      Object.assign(box.dataset, { name: moves.bare(name), turned: name.endsWith("ᵀ") });
      box.style.setProperty("--rows", rows);
      box.style.setProperty("--columns", columns);
      this.boxes.push(box);
      return make("div", { className: "factor" }, box, this.small("turn", at++, "⊤", { name }));
    };
    const joint = (a, b, kind = "gap") => {
      const [one, two] = [moves.shape(a)[1], moves.shape(b)[0]];
      const fits = sizes[one] === sizes[two];
      const text = one === two ? one : `${one}${fits ? "=" : "≠"}${two}`;
      const part = make("div", { className: `joint ${kind}${fits ? "" : " clashes"}` }, make("i", { "aria-hidden": "true" }, text));
      if (kind === "gap") part.append(this.small("swap", at - 1, "⇄", { a, b }));
      return part;
    };
    const product = (names) => names.flatMap((name, place) => (place ? [joint(names[place - 1], name), factor(name)] : [factor(name)]));
    const parts = gradient
      ? [sign(`${this.values(state).gradient} =`), ...product(gradient)]
      : left
        ? [sign("⟨"), ...product(left), sign(","), ...product(right), sign("⟩")]
        : [sign("tr("), ...product(right), sign(")"), joint(right.at(-1), right[0], "ring")];
    this.row.replaceChildren(...parts);
    this.row.classList.toggle("still", Boolean(gradient || moves.tasks[state.task].lines));
  }

  /** What is done to one factor or at one joint. */
  small(deed, at, text, values) {
    const button = this.button(text, () => this.attempt(deed, at), this.word(`one-${deed}`, values));
    button.dataset.deed = `${deed}${at}`;
    return button;
  }

  /** The derivation so far, a line each with its value; below it what has just been refused. */
  drawLines(state, tried) {
    const { lines, gradient } = moves.lines(state);
    const { lines: all } = moves.tasks[state.task];
    const known = (at) => !all || (at && state.judged.includes(at)) || state.judged.includes(at + 1);
    const item = (text, reason, value, className = "") =>
      make("li", { className }, make("span", {}, ...this.set(text)), make("small", {}, ...this.set(reason)), make("span", { className: "value" }, value));
    const shown = (value) => (value === null ? "—" : shownNumber(value));
    const items = lines.map((line, at) =>
      item((at ? "= " : "") + this.formula(line), this.word(at ? `by-${this.way(state, at)}` : "value"), known(at) ? shown(moves.value(state, line)) : "?"),
    );
    const { gradient: named, result } = this.values(state);
    if (gradient) items.push(item(`${named} = ${result}`, "", "", "outcome"));
    if (tried) items.push(item(`≠ ${this.formula(tried)}`, "", shown(moves.value(state, tried)), "refused"));
    this.list.replaceChildren(...items);
  }

  /** A factor goes from where it was; a transposed one turns over its diagonal; one that leaves the end flies over the others. */
  travel(old) {
    const whole = old[Object.keys(old).find((name) => /P/.test(name))];
    this.boxes.forEach((box, at) => {
      const same = old[box.dataset.name];
      const was = same ?? whole;
      if (!was) return;
      const to = box.getBoundingClientRect();
      const [x, y] = [was.box.left + was.box.width / 2 - to.left - to.width / 2, was.box.bottom - to.bottom];
      const turns = same && was.turned !== box.dataset.turned;
      const over = !turns && !at && was.at > 0 && was.at === this.boxes.length - 1;
      const way = [{ translate: `${x}px ${y}px`, rotate: `1 1 0 ${turns ? 180 : 0}deg` }, { translate: "0 0", rotate: "1 1 0 0deg" }];
      if (over) way.splice(1, 0, { translate: `${x / 2}px -4.5rem` });
      animate(box, way, { duration: 560, easing: "ease-in-out" });
    });
  }

  /** A text with matrices, their changes and their gradients as formulas set them. @param {string} text */
  set = (text) =>
    text.split(/([dΔ]?[GWXMP](?![a-z])|ᵀ)/).map((part, at) => {
      if (at % 2 === 0) return glued(part, at);
      if (part === "ᵀ") return make("sup", {}, "⊤");
      const tone = /[dG]/.test(part) ? "bwd" : part[1] ? "" : "fwd";
      return make("span", { className: `name ${tone}` }, part.replace(/[A-Z]$/, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0x1d3bf)));
    });

  /** A wrong step that is found is marked as an answer is. @param {string} text @param {boolean} [quietly] */
  say(text, quietly) {
    super.say(text, quietly);
    if (moves.found(this.state)) this.seen.replaceChildren(make("strong", { className: "right" }, ...this.seen.childNodes));
  }
}

customElements.define("interactive-moves", MoveStepper);
