// The step slider: a derivative measured with a step h, its digits, and where it lies on the V. The numbers are those of core.js;
// here they are drawn and touched.

/** Where things lie in the plot, in its own units: both axes run from 1e-17 to 10. */
const STEP_PLOT = { left: 44, right: 312, top: 10, bottom: 210 };

/** The marks of the three curves, as paths around a point (book/figures/kit/plot.py has the same). */
const CURVE_MARKS = {
  forward: "m-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0Z",
  central: "m-3-3h6v6h-6Z",
  complex: "m0-4.4l4.4 4.4l-4.4 4.4l-4.4-4.4Z",
};

class StepSlider extends InteractiveFigure {
  core = difference;
  kind = "difference";

  /** A power of ten as it is written. @param {number} exponent */
  power(exponent) {
    const raised = [...String(exponent)].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign])).join("");
    return exponent ? `10${raised}` : "1";
  }

  /** A positive number with two digits. @param {number} value */
  rough(value) {
    const [digits, exponent] = value.toExponential(1).split("e");
    return exponent > -3 ? String(Number(value.toPrecision(2))) : `${digits} × ${this.power(Number(exponent))}`;
  }

  /** A text as it is read aloud: with “10 to the power of −6”. @param {string} text */
  spoken(text) {
    return text.replace(/10(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, raised) => {
      const n = [...raised].map((sign) => (sign === "⁻" ? "−" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign))).join("");
      return this.word("power", { n });
    });
  }

  say(text, quietly) {
    super.say(text, quietly);
    if (!quietly) this.heard.textContent = this.spoken(text);
  }

  praise() {
    super.praise();
    this.heard.textContent = this.spoken(this.heard.textContent);
  }

  /** Where a step and an error lie in the plot. @param {number} step @param {number} error */
  at(step, error) {
    const { left, right, top, bottom } = STEP_PLOT;
    const share = (Math.log10(Math.min(Math.max(error, 1e-17), 10)) + 17) / 18;
    return [left + ((step + 1) / 18) * (right - left), bottom - share * (bottom - top)].map((place) => place.toFixed(1));
  }

  /** @param {HTMLElement} stage */
  build(stage) {
    const choice = (key, values, named) => {
      const buttons = values.map((value) => {
        const button = this.button("", () => this.act({ ...this.state, [key]: value }));
        button.value = value;
        button.append(...named(value));
        return button;
      });
      return make("div", { className: key, role: "group", "aria-label": this.word(key) }, ...buttons);
    };
    const swatch = make("span", { className: "swatch" });
    const methods = choice("method", difference.methods, (method) => {
      const line = swatch.cloneNode();
      line.innerHTML = `<svg viewBox="0 0 32 10" aria-hidden="true"><g class="curve ${method}"><path d="M0 5h32"/><path class="marks" d="M16 5${CURVE_MARKS[method]}"/></g></svg>`;
      return [line, this.word(method)];
    });
    this.choices = make("div", { className: "choices" }, methods, choice("precision", difference.precisions, (one) => [this.word(one)]));
    this.near = this.plot();
    stage.append(this.choices, this.near, this.digits());
  }

  /** The V, the slider below it, and the step between the buttons that change it. */
  plot() {
    const { left, right, top, bottom } = STEP_PLOT;
    const ticks = [0, 4, 8, 12, 16].map((step) => {
      const [x, y] = this.at(step, 10 ** (step - 16));
      const text = (place, anchor) => `<text ${place} text-anchor="${anchor}">${this.power(step - 16)}</text>`;
      return `<path class="grid" d="M${left} ${y}H${right}"/>${text(`x="${left - 6}" y="${+y + 4}"`, "end")}${text(`x="${x}" y="${bottom + 17}"`, "middle")}`;
    });
    const cause = (name, x, anchor) => `<text class="cause ${name}" x="${x}" y="172" text-anchor="${anchor}">${this.word(name)}</text>`;
    const causes = [cause("rounding", left + 8, "start"), cause("truncation", right - 2, "end")];
    const curves = difference.methods.map((method) => `<g class="curve ${method}"><path/><path class="marks"/></g>`);
    const drawing = make("div", { className: "drawing", "aria-hidden": "true" });
    const axes = `<path class="axes" d="M${left} ${top}V${bottom}H${right}"/>`;
    const here = '<g class="here"><path/><circle r="7"/></g>';
    drawing.innerHTML = `<svg viewBox="0 0 320 232">${[...ticks, axes, ...curves, here, ...causes].join("")}</svg>`;
    drawing.addEventListener("click", (event) => {
      const { x, width } = drawing.getBoundingClientRect();
      const step = Math.round(((((event.clientX - x) / width) * 320 - left) / (right - left)) * 18 - 1);
      this.act(difference.stepped(this.state, step));
    });
    this.error = make("p", { className: "error" });
    this.slider = make("input", { type: "range", min: 0, max: difference.finest, step: 1, "aria-label": "h" });
    this.slider.addEventListener("input", () => this.act(difference.stepped(this.state, Number(this.slider.value))));
    this.back = this.button("÷ 10", () => this.step(-1), "h ÷ 10");
    this.on = this.button("× 10", () => this.step(1), "h × 10");
    this.on.className = "on";
    this.width = make("span", { className: "width" });
    this.count = make("span", { hidden: true });
    const bar = make("div", { className: "steps", role: "group", "aria-label": this.word("steps") }, this.back, this.width, this.on);
    bar.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.step(by);
    });
    return make("div", { className: "plot" }, this.error, drawing, this.slider, bar);
  }

  /** They stand below the plot, where the slider is. */
  steps() {
    return "";
  }

  /** The numbers, a row each: what it is, and its digits. */
  digits() {
    const head = make("p", { className: "head" }, ...withNames(this.word("entry", { x: this.opening.X[this.opening.s][this.opening.t] })));
    const kinds = ["one", "other", "left", "found", "wanted", "agreeing"];
    this.rows = kinds.map((kind) => make("div", { className: `row ${kind}` }, make("span", { className: "label" }), make("span", { className: "digits" })));
    return make("div", { className: "numbers" }, head, ...this.rows);
  }

  /** What the sentences of a state may name. @param {Difference} state */
  values(state) {
    const { same, agreeing } = difference.digits(state);
    const { method, precision, step } = state;
    const divisor = method === "central" ? "2h" : "h";
    const values = { h: this.power(step - difference.finest), same: same.digits, digits: agreeing.digits, divisor };
    return { ...values, share: method === "forward" ? 10 : 100, method: this.word(method), precision: this.word(precision) };
  }

  /** The sentence of a step. @param {Difference} state */
  said(state) {
    return this.word(`said-${difference.cause(state)}`, this.values(state));
  }

  /**
   * @param {Difference} state
   * @param {Difference | null} before
   */
  draw(state, before) {
    const { method, precision, step } = state;
    for (const button of this.choices.querySelectorAll("button")) button.ariaPressed = [method, precision].includes(button.value);
    if (before?.precision !== precision) {
      for (const one of difference.methods) {
        const points = difference.errors({ ...state, method: one }).map((error, at) => this.at(at, error).join(" "));
        const [line, marks] = this.stage.querySelectorAll(`.drawing .${one} path`);
        line.setAttribute("d", `M${points.join("L")}`);
        marks.setAttribute("d", points.map((point) => `M${point}${CURVE_MARKS[one]}`).join(""));
      }
    }
    const cause = difference.cause(state);
    const error = difference.errors(state)[step];
    this.stage.dataset.method = method;
    this.stage.dataset.cause = cause;
    const [x, y] = this.at(step, error);
    const here = this.stage.querySelector(".here");
    here.firstChild.setAttribute("d", `M0 0V${STEP_PLOT.bottom - y}`);
    here.style.transform = `translate(${x}px, ${y}px)`;
    this.error.replaceChildren(...withNames(this.word("error", { error: this.rough(error) })));
    const h = this.power(step - difference.finest);
    this.width.replaceChildren(make("i", {}, "h"), ` = ${h}`);
    this.slider.value = step;
    this.slider.ariaValueText = this.spoken(`h = ${h}`);
    this.fill(state);
  }

  /** The digits, cancelled, left, agreeing or not. @param {Difference} state */
  fill(state) {
    const { one, other, left, change, found, wanted, same, agreeing } = difference.digits(state);
    const { method, precision } = state;
    const part = (tag, text) => (text ? [make(tag, {}, text)] : []);
    const split = (text, at, first, second) => {
      const start = text.lastIndexOf(" ") + 1;
      const end = Math.max(at, start);
      return [text.slice(0, start), ...part(first, text.slice(start, end)), ...part(second, text.slice(end))];
    };
    const complex = method === "complex";
    const [digits, exponent] = change.toExponential(Math.min(difference.decimals[precision] - 1, 10)).split("e");
    const indent = " ".repeat(Math.max(one.indexOf(".") - digits.indexOf("."), 0));
    const imaginary = `${indent}${shownNumber(digits)} × ${this.power(Number(exponent))}`;
    const zeros = /^[\s−0.]*/.exec(left)[0].length;
    const shown = complex
      ? [["Re ℒ(𝑥 + iℎ)", [one]], ["Im ℒ(𝑥 + iℎ)", [imaginary]], [this.word("nothing"), []], ["÷ ℎ"]]
      : [
          ["ℒ(𝑥 + ℎ)", split(one, same.length, "s", "b")],
          [method === "central" ? "− ℒ(𝑥 − ℎ)" : "− ℒ(𝑥)", split(other, same.length, "s", "b")],
          [this.word("left"), split(left, zeros, "span", "b")],
          [method === "central" ? "÷ 2ℎ" : "÷ ℎ"],
        ];
    shown[3].push(split(found, agreeing.length, "b", "u"));
    shown.push([this.word("wanted"), split(wanted, agreeing.length, "b", "span")]);
    shown.push([this.word("agreeing"), [` ${agreeing.digits}`.slice(-2)]]);
    shown.forEach(([label, value], at) => {
      const [name, digits] = this.rows[at].children;
      name.textContent = label;
      digits.replaceChildren(...value);
    });
  }
}

customElements.define("interactive-difference", StepSlider);
