// The learning rate on two eigenvectors: the way of the weights on the bowl, and what becomes of each piece. The numbers are those
// of core.js; here they are drawn and touched.

/** Half of the plane's side in its own units, and how far it is seen. */
const BOWL = { half: 150, reach: 1.25, rings: [0.5, 1, 1.5, 2, 2.5] };

/** Where things lie in the plot of a piece. */
const PIECE_PLOT = { left: 26, right: 292, middle: 56, high: 46, reach: 1.25 };

class LearningRate extends InteractiveFigure {
  core = descent;
  kind = "descent";

  /** @param {HTMLElement} stage */
  build(stage) {
    const buttons = this.opening.seconds.map((second) => {
      const button = this.button(this.word("second", { second }), () => this.act({ ...this.state, second }));
      button.value = second;
      return button;
    });
    this.choices = make("div", { className: "choices", role: "group", "aria-label": this.word("seconds") }, ...buttons);
    this.near = this.bowl = make("div", { className: "bowl", "aria-hidden": "true" });
    const { half } = BOWL;
    const rings = BOWL.rings.map(() => '<ellipse class="ring"/>').join("");
    const axes = `<path class="axes" d="M${-half} 0H${half}M0 ${-half}V${half}"/>`;
    const marks = Array.from({ length: descent.updates + 1 }, () => '<circle r="4.5"/>').join("");
    this.bowl.innerHTML = `<svg viewBox="${-half} ${-half} ${2 * half} ${2 * half}">${rings}${axes}<path class="way"/>${marks}</svg>`;
    this.pieces = ["first", "other"].map((name) => this.piece(name));
    stage.append(this.choices, this.bowl, make("div", { className: "pieces" }, ...this.pieces), this.bar());
  }

  /** The plot of one piece, and above it what it is multiplied by. @param {string} name */
  piece(name) {
    const { left, right, middle, high, reach } = PIECE_PLOT;
    const plot = make("div", { "aria-hidden": "true" });
    const levels = [1, 0, -1].map((value) => {
      const y = middle - (value / reach) * high;
      return `<path class="${value ? "grid" : "axes"}" d="M${left} ${y}H${right}"/><text x="${left - 6}" y="${y + 4}" text-anchor="end">${shownNumber(value)}</text>`;
    });
    plot.innerHTML = `<svg viewBox="0 0 300 112">${levels.join("")}<path class="way"/><path class="marks"/></svg>`;
    return make("div", { className: `piece ${name}` }, make("p", { className: "head" }), make("p", { className: "fate" }), plot);
  }

  /** The slider, and the rate between the buttons that change it. */
  bar() {
    this.slider = make("input", { type: "range", min: 0, max: descent.largest, step: 1, "aria-label": this.word("steps") });
    this.slider.addEventListener("input", () => this.act(descent.stepped(this.state, Number(this.slider.value))));
    this.back = this.button("−", () => this.step(-1), this.word("less"));
    this.on = this.button("+", () => this.step(1), this.word("more"));
    this.on.className = "on";
    this.rate = make("span", { className: "rate" });
    this.count = make("span", { hidden: true });
    const bar = make("div", { className: "steps", role: "group", "aria-label": this.word("steps") }, this.back, this.rate, this.on);
    bar.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.step(by);
    });
    return make("div", { className: "sliding" }, this.slider, bar);
  }

  /** They stand in the drawing. */
  steps() {
    return "";
  }

  /** What the sentences may name. @param {Descent} state */
  values(state) {
    const [one, other] = descent.factors(state).map((factor) => Math.round(factor * 1e4) / 1e4);
    return { eta: descent.rate(state), one, other };
  }

  /** The sentence of a step. @param {Descent} state */
  said(state) {
    return this.word(`said-${descent.cause(state)}`, this.values(state));
  }

  /** @param {Descent} state */
  draw(state) {
    for (const button of this.choices.children) button.ariaPressed = String(Number(button.value) === state.second);
    const path = descent.path(state);
    const { eta, one, other } = this.values(state);
    const { half, reach } = BOWL;
    const far = (value) => Math.min(Math.max(value, -1.2), 1.2); // what lies outside is put on the border
    const at = (pair) => [far(pair[0]), -far(pair[1])].map((value) => ((value / reach) * half).toFixed(1));
    const points = path.map(at);
    this.bowl.querySelector(".way").setAttribute("d", `M${points.map((point) => point.join(" ")).join("L")}`);
    this.bowl.querySelectorAll("circle").forEach((mark, k) => (mark.style.transform = `translate(${points[k][0]}px, ${points[k][1]}px)`));
    this.bowl.querySelectorAll("ellipse").forEach((ring, k) => {
      ring.setAttribute("rx", ((BOWL.rings[k] / Math.sqrt(state.first)) * half) / reach);
      ring.setAttribute("ry", ((BOWL.rings[k] / Math.sqrt(state.second)) * half) / reach);
    });
    this.pieces.forEach((piece, k) => this.fill(piece, k, path.map((pair) => pair[k]), [one, other][k], [state.first, state.second][k]));
    this.rate.replaceChildren(make("i", {}, "η"), ` = ${eta}`);
    this.slider.value = state.step;
    this.slider.ariaValueText = `η = ${eta}`;
  }

  /** The plot of a piece, its factor and its fate. */
  fill(piece, at, values, factor, curvature) {
    const { left, right, middle, high, reach } = PIECE_PLOT;
    piece.children[0].textContent = this.word("piece", { number: at + 1, curvature, factor });
    piece.children[1].textContent = this.word(descent.fate(descent.factors(this.state)[at]));
    const points = values.map((value, k) => {
      const y = Math.min(Math.max(value, -9), 9) / reach;
      return [left + (k / descent.updates) * (right - left), middle - y * high].map((place) => place.toFixed(1)).join(" ");
    });
    const [way, marks] = piece.querySelectorAll(".way, .marks");
    way.setAttribute("d", `M${points.join("L")}`);
    const mark = at ? "m-3.4-3.4h6.8v6.8h-6.8Z" : "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z";
    marks.setAttribute("d", points.map((point) => `M${point}${mark}`).join(""));
  }
}

customElements.define("interactive-descent", LearningRate);
