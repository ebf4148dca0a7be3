// The cost slider: a chain of Jacobians, multiplied from the end and from the front, and what either way takes. The counts are
// those of core.js; here they are drawn and touched.

class CostSlider extends InteractiveFigure {
  core = cost;
  kind = "cost";

  /** @param {HTMLElement} stage */
  build(stage) {
    this.ways = Object.fromEntries(cost.ways.map((way) => [way, this.way(way)]));
    this.near = this.ways.end.all;
    stage.append(this.program(), ...cost.ways.map((way) => this.ways[way].all));
  }

  /** How many numbers there are between the steps, each to be changed, in the order in which the program finds them. */
  program() {
    this.sizes = Array.from({ length: cost.most }, (_, at) => {
      const add = (by) => () => this.other(cost.resized(this.state, this.place(at), by));
      const parts = { more: this.button("+", add(1)), shown: make("b", {}), less: this.button("−", add(-1)), name: make("span", { className: "what" }) };
      const part = make("div", { className: "size", role: "group" }, ...Object.values(parts));
      return { part, ...parts };
    });
    const step = (by, sign) => this.button(sign, () => this.other(cost.longer(this.state, by)), `${this.word("layers")} ${sign} 1`);
    this.layers = { less: step(-1, "−"), shown: make("b", {}), more: step(1, "+") };
    const layers = make("div", { className: "layers", role: "group", "aria-label": this.word("layers") }, make("span", {}, this.word("layers")), ...Object.values(this.layers));
    const sizes = make("div", { className: "sizes", role: "group", "aria-label": this.word("sizes") }, ...this.sizes.map(({ part }) => part));
    return make("div", { className: "program" }, sizes, layers);
  }

  /** Where in the chain a part for a size is: the last one is always the outputs'. @param {number} at */
  place(at) {
    const last = this.state.sizes.length - 1;
    return at === cost.most - 1 ? last : at;
  }

  /** One of the two ways: its total with a bar, what is left of the chain, and each product. @param {Way} way */
  way(way) {
    const parts = { name: make("p", { className: "head" }), bar: make("div", { className: "amount", "aria-hidden": "true" }), chain: make("div", { className: "chain", role: "img" }), works: make("ol", { className: "works" }) };
    return { ...parts, all: make("div", { className: `way ${way}` }, ...Object.values(parts)) };
  }

  /** Other sizes, and what that means for the two ways. @param {Chain} state */
  other(state) {
    this.act(state, this.verdict(state));
  }

  /** Which way is cheaper, and why. @param {Chain} state */
  verdict({ sizes }) {
    const [end, front] = cost.ways.map((way) => cost.total(sizes, way));
    const values = { end, front, more: Math.abs(front - end), inputs: sizes[0], outputs: sizes.at(-1) };
    return this.word(`cheaper-${cost.cheaper(sizes)}`, values);
  }

  /** @param {Matrix} matrix */
  by({ rows, columns }) {
    return `${rows}×${columns}`;
  }

  /** The sentence of a step. @param {Chain} state */
  said(state) {
    if (!state.step) return this.verdict(state);
    const [end, front] = cost.ways.map((way) => {
      const { one, two, made, work } = cost.products(state.sizes, way)[state.step - 1];
      return this.word(way === "end" ? "step-end" : "step-front", { one: this.by(one), two: this.by(two), made: this.by(made), work });
    });
    const done = state.step === cost.last(state) ? this.word("done", { made: this.by(cost.left(state, "end")[0]) }) : "";
    return [end, front, ...(done ? [done] : [])].join(this.word("space"));
  }

  /**
   * @param {Chain} state
   * @param {Chain | null} before
   */
  draw(state, before) {
    const { sizes } = state;
    const last = sizes.length - 1;
    this.sizes.forEach(({ part, more, shown, less, name }, at) => {
      const place = this.place(at);
      part.hidden = at < cost.most - 1 && at >= last;
      if (part.hidden) return;
      const what = place === 0 ? this.word("inputs") : place === last ? this.word("outputs") : this.word("inner", { at: place });
      shown.textContent = sizes[place];
      name.textContent = place === 0 || place === last ? what : "";
      part.ariaLabel = `${what}: ${sizes[place]}`;
      more.ariaLabel = more.title = `${what} + 1`;
      less.ariaLabel = less.title = `${what} − 1`;
      more.ariaDisabled = String(sizes[place] === cost.largest);
      less.ariaDisabled = String(sizes[place] === 1);
    });
    this.layers.shown.textContent = last;
    this.layers.less.ariaDisabled = String(sizes.length === cost.fewest);
    this.layers.more.ariaDisabled = String(sizes.length === cost.most);

    const totals = cost.ways.map((way) => cost.total(sizes, way));
    const wide = cost.jacobians(sizes).reduce((sum, { columns }) => sum + columns, 0);
    this.stage.style.setProperty("--wide", Math.max(wide, 20));
    this.stage.style.setProperty("--gaps", last + 1);
    cost.ways.forEach((way, at) => this.drawWay(way, state, before, totals[at], Math.max(...totals)));
  }

  /**
   * @param {Way} way
   * @param {Chain} state
   * @param {Chain | null} before
   * @param {number} total
   * @param {number} most
   */
  drawWay(way, state, before, total, most) {
    const { name, bar, chain, works } = this.ways[way];
    const left = cost.left(state, way);
    const old = [...chain.children].map((part) => part.firstChild.getBoundingClientRect());
    name.replaceChildren(this.word(way), make("b", {}, String(total)));
    bar.style.setProperty("--share", String(total / most));
    const tone = way === "end" ? "back" : "ahead";
    const parts = left.map((matrix) => {
      const box = make("div", { className: `box ${matrix.made ? tone : ""}` });
      box.style.setProperty("--rows", String(matrix.rows));
      box.style.setProperty("--columns", String(matrix.columns));
      return make("div", { className: "matrix" }, box, make("span", {}, this.by(matrix)));
    });
    chain.replaceChildren(...parts);
    chain.ariaLabel = left.map(this.by).join(", ");
    works.replaceChildren(
      ...cost.products(state.sizes, way).map(({ one, two, work }, at) =>
        make("li", { className: at < state.step ? "done" : "" }, `${one.rows} · ${one.columns} · ${two.columns} = `, make("b", {}, String(work))),
      ),
    );
    if (!before || String(before.sizes) !== String(state.sizes) || state.step !== before.step + 1) return;
    const { at } = cost.products(state.sizes, way)[before.step];
    this.comes(parts[at].firstChild, old[way === "end" ? at + 1 : at]);
    parts.forEach((part, place) => place !== at && this.comes(part.firstChild, old[place < at ? place : place + 1]));
  }
}

customElements.define("interactive-cost", CostSlider);
