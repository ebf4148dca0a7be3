// The checkpoint chooser: a column for each moment, as high as many inputs are in memory, and a switch for each input that may be
// kept on the way forward. What happens is decided by core.js; here it is drawn and touched.

class CheckpointChooser extends InteractiveFigure {
  core = kept;
  kind = "kept";

  /** @param {HTMLElement} stage */
  build(stage) {
    const { layers } = this.opening;
    this.fact = make("p", { className: "fact", "aria-hidden": "true" });
    this.columns = Array.from({ length: 3 * layers - 1 }, () => make("span", { className: "column" }));
    const limit = make("span", { className: "limit" }, make("span", {}, this.goal.peak));
    const words = ["forward", "backward"].map((key) => make("span", { className: key }, this.word(key)));
    const chart = make("div", { className: "chart", "aria-hidden": "true" }, ...this.columns, limit, ...words);
    stage.style.setProperty("--layers", layers);
    chart.style.setProperty("--limit", this.goal.peak);
    this.switches = Array.from({ length: layers }, (_, input) => {
      const one = this.button("", () => this.choose(input), this.word("keep", { input }));
      one.append(make("span", {}, input), make("span", { className: "place" }));
      return one;
    });
    const label = make("span", { "aria-hidden": "true" }, this.word("kept"), make("span", { className: "place" }), this.word("now"));
    const row = make("div", { className: "inputs", role: "group", "aria-label": this.word("kept") }, label, make("div", {}, ...this.switches));
    stage.append(this.fact, chart, row);
  }

  /** @param {number} input */
  choose(input) {
    const state = kept.toggled(this.state, input);
    this.act(state, state === this.state ? this.word("first") : undefined);
  }

  /** In a bar, as all figures have them that stand below switches. */
  steps() {
    return make("div", { className: "bar" }, super.steps());
  }

  /** @param {number[]} inputs */
  list(inputs) {
    return inputs.join(this.word("comma"));
  }

  /** An input is what the layer before it has made of its own. @param {number} input */
  made(input) {
    const [from, to] = [input - 1, input].map((one) => this.switches[one].lastChild);
    this.comes(to, from.getBoundingClientRect());
  }

  /** @param {Chosen} state @param {Chosen | null} before */
  draw(state, before) {
    const moments = kept.moments(state);
    const place = kept.place(state);
    const peak = kept.peak(state);
    this.fact.textContent = this.word("most", { peak, again: kept.again(state) });
    this.columns.forEach((column, at) => {
      const moment = moments[at];
      const count = moment?.there.length ?? 0;
      column.style.setProperty("--count", count);
      const looks = [moment ? (moment.deed === "reads" ? "back" : "there") : "none", count > this.goal.peak && "over"];
      looks.push(at === place ? "now" : state.step && at > place && "later");
      column.className = ["column", ...looks].filter(Boolean).join(" ");
    });
    this.switches.forEach((one, input) => {
      one.ariaPressed = String(state.kept.includes(input));
      one.classList.toggle("in", moments[place].there.includes(input));
    });
    const { deed, input } = moments[place];
    if (before && state.step === before.step + 1 && /stays|again/.test(deed) && input) this.made(input);
  }

  /** The sentence of a step. @param {Chosen} state */
  said(state) {
    const { deed, input, wanted, there } = kept.moment(state);
    const way = this.word(deed === "stays" ? "forward" : "backward");
    const values = { way, input, wanted, before: input - 1, count: there.length, list: this.list(there), chosen: this.list(state.kept) };
    return this.word(state.step ? deed : "worst", values);
  }
}

customElements.define("interactive-kept", CheckpointChooser);
