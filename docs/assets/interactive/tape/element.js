// The tape stepper: a recorded program, walked backwards step by step, by the reader's order or by an engine with a bug. What
// happens is decided by core.js; here it is drawn and touched.

class TapeStepper extends InteractiveFigure {
  core = tape;
  kind = "tape";
  found = new Set(); // the engines whose bug has been named

  /** Whether a bug is looked for. */
  get hunt() {
    return Boolean(this.opening.engine);
  }

  /** @param {string} key @param {Record<string, unknown>} [values] */
  word(key, values) {
    return super.word(key === "begin" && this.hunt ? "begin-hunt" : key, values);
  }

  /** Numbers as Python prints them, in brackets if they are several. @param {number[]} data */
  numbers(data) {
    const text = data.map(shownNumber).join("\u00a0");
    return data.length > 1 ? `[${text}]` : text;
  }

  /** @param {string[]} texts */
  list(texts) {
    return texts.join(this.word("comma"));
  }

  /** @param {HTMLElement} stage */
  build(stage) {
    const { leaves, lines } = this.opening.program;
    const columns = ["row", "value", "waits", "gradient", ...(this.hunt ? ["grads"] : [])];
    const head = make("tr", {}, ...columns.map((key) => make("th", { scope: "col", className: key }, ...withNames(this.word(key)))));
    const body = make("tbody", {});
    const formulas = lines.map(([name, operation, from]) => {
      const right = operation === "turn" ? `turn(${from})` : from.join(operation === "*" ? " · " : " + ");
      return [name, `${name} = ${right}`];
    });
    this.rows = {};
    for (const [name, formula] of [...Object.keys(leaves).map((leaf) => [leaf, leaf]), ...formulas]) {
      const letters = formula.split(/(turn)|(\w)/).filter(Boolean).map((part) => (/^\w$/.test(part) ? make("i", {}, part) : part));
      const place = make("span", { className: "place", "aria-hidden": "true" });
      const step = !this.hunt && formula !== name ? this.button("", () => this.take(name)) : make("span", {});
      step.append(...letters);
      const cells = columns.slice(1).map((key) => make("td", { className: key }));
      const row = make("tr", {}, make("th", { scope: "row" }, place, step), ...cells);
      this.rows[name] = { row, place, ...Object.fromEntries(cells.map((cell) => [cell.className, cell])) };
      body.append(row);
    }
    stage.append(make("table", {}, make("thead", {}, head), body));
  }

  /** @param {string} name */
  take(name) {
    const state = tape.taking(this.state, name);
    this.act(state, state === this.state ? this.word("done", { name }) : undefined);
  }

  /** @param {string} bug */
  accuse(bug) {
    const state = tape.naming(this.state, bug);
    const { engine, named } = state;
    if (!named) return this.act(state, this.word("nothing"));
    this.right = false;
    if (named !== tape.engines[engine]) {
      const { taken, name, would, is } = tape.against(state, bug);
      return this.act(state, this.word(`not-${taken}`, { name, ...(name && { would: this.numbers(would), is: this.numbers(is) }) }));
    }
    this.found.add(engine);
    this.told ??= this.reason;
    this.reason = engine === this.opening.engine ? this.told : this.word(`is-${bug}`);
    this.act(state, this.word("has", { engine, bug: this.word(bug) }));
  }

  /** @param {Walk} state @param {Walk | null} before */
  draw(state, before) {
    const frame = tape.frame(state);
    const variables = tape.recorded(state.program);
    const wrong = tape.wrong(state);
    for (const name in this.rows) {
      const { row, place, value, waits, gradient, grads } = this.rows[name];
      const at = frame.walked.indexOf(name);
      row.className = [at < 0 ? "" : "walked", frame.taken === name && "now", frame.waits[name] ? "" : "complete"].filter(Boolean).join(" ");
      place.textContent = at < 0 ? "" : at + 1;
      value.textContent = variables[name].data.map(shownNumber).join(" ");
      waits.textContent = frame.waits[name];
      const parts = frame.parts[name].map(({ from, data }) => make("span", {}, data.map(shownNumber).join(" "), make("span", { className: "from" }, " ← "), make("i", {}, from)));
      const changed = before && String(tape.frame(before).found[name]) !== String(frame.found[name]);
      const sum = make("span", { className: changed ? "sum changed" : "sum" }, frame.found[name].map(shownNumber).join(" "));
      gradient.replaceChildren(make("div", {}, sum, make("div", { className: "parts" }, ...parts)));
      if (!grads) continue;
      grads.replaceChildren(frame.grads[name].map(shownNumber).join(" "));
      if (wrong[name]) grads.append(make("span", { className: "not" }, `≠ ${wrong[name].map(shownNumber).join(" ")}`));
    }
    for (const [key, button] of this.engines ?? []) {
      button.ariaPressed = key === state.engine;
      button.textContent = this.found.has(key) ? `${key} ✓` : key;
    }
    for (const [bug, button] of this.bugs ?? []) button.ariaPressed = bug === state.named;
    if (before && state.step === before.step + 1) this.move(frame);
  }

  /** What is sent comes from the gradient of the sender; what a pass has found goes to the right. @param {Frame} frame */
  move({ taken, sent }) {
    const from = this.rows[taken]?.gradient.querySelector(".sum").getBoundingClientRect();
    sent.forEach(({ to }, at) => {
      const { children } = this.rows[to].gradient.querySelector(".parts");
      // A step may send two parts to one variable.
      const later = sent.slice(at + 1).filter((other) => other.to === to).length;
      this.comes(children[children.length - 1 - later], from);
    });
    if (!["pass", "again"].includes(taken)) return;
    for (const { gradient, grads } of Object.values(this.rows)) this.comes(grads, gradient.getBoundingClientRect());
  }

  /** The sentence of a step. @param {Walk} state */
  said(state) {
    const { taken, early, sent, error, found, waits } = tape.frame(state);
    if (!taken) return this.word("begin");
    const space = this.word("space");
    if (taken === "stop") return this.word("stop", { error: error.replace(/(\d,) /g, "$1\u00a0") });
    if (this.rows[taken]) {
      const text = {
        ...{ name: taken, place: state.step, data: this.numbers(found[taken]), waits: waits[taken] },
        sent: this.list(sent.map(({ to, data }) => this.word("sent", { to, data: this.numbers(data) }))),
      };
      const said = this.word(this.hunt ? "takes" : early ? "early" : "take", text);
      if (this.hunt || state.step < tape.last(state)) return said;
      const [is, right] = [found, tape.ends(state)].map((ends) => Object.keys(state.program.leaves).map((name) => `d${name} = ${this.numbers(ends[name])}`));
      return said + space + this.word(String(is) === String(right) ? "ends" : "ends-wrong", { list: this.list(is), right: this.list(right) });
    }
    const { grads } = tape.frame(state);
    const wrong = Object.entries(tape.wrong(state)).slice(0, 2).map(([name, right]) =>
      this.word("is-not", { name, is: this.numbers(grads[name]), right: this.numbers(right) }),
    );
    return this.word(taken) + space + (wrong.length ? this.word("wrong", { list: this.list(wrong) }) : this.word("fine"));
  }

  /**
   * A group of switches with its name.
   * @param {string} key
   * @param {[string, HTMLElement][]} buttons
   */
  group(key, buttons) {
    for (const [, button] of buttons) button.ariaPressed = "false";
    const label = make("span", { "aria-hidden": "true" }, this.word(key));
    return make("div", { className: key, role: "group", "aria-label": this.word(key) }, label, ...buttons.map(([, button]) => button));
  }

  /** With the engines before, if a bug is looked for. */
  steps() {
    const bar = make("div", { className: "bar" }, super.steps());
    if (!this.hunt) return bar;
    this.engines = Object.keys(tape.engines).map((engine) => [
      engine,
      this.button(engine, () => this.act(tape.changed(this.state, engine), this.word("other", { engine }))),
    ]);
    bar.prepend(this.group("engine", this.engines));
    return bar;
  }

  /** With the names of the bugs before, if one is looked for. */
  tools() {
    const tools = super.tools();
    if (!this.hunt) return tools;
    this.bugs = tape.bugs.map((bug) => [bug, this.button(this.word(bug), () => this.accuse(bug))]);
    return make("div", {}, this.group("which", this.bugs), tools);
  }
}

customElements.define("interactive-tape", TapeStepper);
