// Two spirals and a network that learns them: the plane as it divides it, update by update, and its loss. The numbers are those
// of core.js; here they are drawn and touched.

/** Half of the plane's side, how far it is seen, and in how many rows it is computed. */
const PLANE = { half: 150, reach: 2.3, rows: 96 };

/** Where things lie in the plot of the loss. */
const LOSS_PLOT = { left: 30, right: 292, top: 8, bottom: 148, highest: 1.2 };

class Spirals extends InteractiveFigure {
  core = training;
  kind = "training";

  /** @param {HTMLElement} stage */
  build(stage) {
    const buttons = ["sound", ...Object.keys(this.opening.bugs)].map((program) => {
      const button = this.button(this.program(program), () => this.act({ ...this.state, program, named: "" }));
      button.value = program;
      return button;
    });
    this.choices = make("div", { className: "choices", role: "group", "aria-label": this.word("programs") }, ...buttons);
    const { half, reach } = PLANE;
    const { X, T } = training.spirals(this.opening.points);
    const marks = X.map(([x, y], i) => {
      const [a, b] = [x, -y].map((value) => (value / reach) * half);
      return T[i][0] > 0 ? `<circle cx="${a.toFixed(1)}" cy="${b.toFixed(1)}" r="3.4"/>` : `<rect x="${(a - 3).toFixed(1)}" y="${(b - 3).toFixed(1)}" width="6" height="6"/>`;
    });
    this.plane = make("div", { className: "plane", "aria-hidden": "true" });
    this.plane.innerHTML = `<svg viewBox="${-half} ${-half} ${2 * half} ${2 * half}"><path class="side"/><path class="border"/>${marks.join("")}</svg>`;
    this.marks = [...this.plane.querySelectorAll("circle, rect")];
    const { left, right, top, bottom, highest } = LOSS_PLOT;
    const ticks = [0, 0.5, 1].map((value) => {
      const y = bottom - (value / highest) * (bottom - top);
      return `<path class="grid" d="M${left} ${y}H${right}"/><text x="${left - 6}" y="${y + 4}" text-anchor="end">${value}</text>`;
    });
    const plot = make("div", { "aria-hidden": "true" });
    plot.innerHTML = `<svg viewBox="0 0 300 156">${ticks.join("")}<path class="sound"/><path class="loss"/><circle r="4.5"/></svg>`;
    this.loss = make("p", { className: "head" });
    this.correct = make("p");
    this.naming = this.button(this.word("name"), () => this.claim());
    stage.append(this.plane, make("div", { className: "curve" }, this.loss, plot, this.correct), this.choices, make("div", { className: "naming" }, this.naming));
  }

  /** What a program is called. @param {string} program */
  program(program) {
    return program === "sound" ? this.word("sound") : this.word("program", { program });
  }

  /** The reader says: it is this one. */
  claim() {
    const { program, bugs } = this.state;
    const right = program === this.goal.program;
    const text = right ? this.said(this.state) : this.word(`not-${bugs[program] ?? "sound"}`, { program });
    this.act({ ...this.state, named: program }, text);
  }

  /** The sentence of a step. @param {Training} state */
  said(state) {
    const { updates, loss, right, sound } = training.seen(state);
    const shown = (value) => value.toFixed(value < 10 ? 3 : 0);
    const values = { updates, loss: shown(loss), sound: shown(sound), right, program: this.program(state.program) };
    const key = !updates ? "start" : state.program === "sound" ? "sound" : loss < sound ? "ahead" : "behind";
    return this.word(`said-${key}`, values);
  }

  /** @param {Training} state @param {Training | null} before */
  draw(state, before) {
    for (const button of this.choices.children) button.ariaPressed = String(button.value === state.program);
    const { weights, loss, losses, right, updates } = training.seen(state);
    if (before?.program !== state.program || before.step !== state.step) this.divide(weights);
    const { X, T } = training.spirals(state.points);
    const { Z } = training.forward(X, weights);
    this.marks.forEach((mark, i) => mark.classList.toggle("wrong", T[i][0] * Z[i][0] <= 0));
    const shown = loss.toFixed(loss < 10 ? 3 : 0);
    this.loss.textContent = this.word("loss", { updates, loss: shown });
    this.correct.textContent = this.word("correct", { right, all: T.length });
    this.naming.hidden = state.program === "sound";
    const sound = training.trained(state, "sound").losses;
    const [line, other, here] = ["loss", "sound", "loss"].map((name, at) => this.stage.querySelector(at === 2 ? ".curve circle" : `.curve .${name}`));
    line.setAttribute("d", this.line(losses));
    other.setAttribute("d", this.line(sound));
    here.style.transform = `translate(${this.at(updates, loss).join("px, ")}px)`;
  }

  /** Where a loss lies in its plot. @param {number} update @param {number} loss */
  at(update, loss) {
    const { left, right, top, bottom, highest } = LOSS_PLOT;
    const y = bottom - (Math.min(loss, highest * 1.04) / highest) * (bottom - top);
    return [left + (update / training.moments.at(-1)) * (right - left), y].map((place) => Number(place.toFixed(1)));
  }

  /** @param {number[]} losses */
  line(losses) {
    return `M${losses.map((loss, update) => this.at(update, loss).join(" ")).join("L")}`;
  }

  /**
   * Tints the side of the discs and draws its border, row by row: where scores change their sign, by proportion.
   * @param {number[][][]} weights
   */
  divide(weights) {
    const { half, reach, rows } = PLANE;
    const place = (k) => (2 * k / rows - 1) * half;
    const line = Array.from({ length: rows + 1 }, (_, k) => (place(k) / half) * reach);
    const found = line.map((y) => {
      const z = training.forward(line.map((x) => [x, -y]), weights).Z.map(([score]) => score);
      const ends = z[0] > 0 ? [-half] : [];
      for (let k = 0; k < rows; k += 1) if (z[k] > 0 !== z[k + 1] > 0) ends.push(place(k + z[k] / (z[k] - z[k + 1])));
      return z[rows] > 0 ? [...ends, half] : ends;
    });
    const within = (ends, x) => ends.filter((end) => end < x).length % 2;
    const inner = (x) => Math.abs(x) < half;
    const n = (value) => value.toFixed(1);
    let [side, border] = ["", ""];
    for (let k = 0; k < rows; k += 1) {
      const [one, other, y, below] = [found[k], found[k + 1], place(k), place(k + 1)];
      const middle = (y + below) / 2;
      const piece = (a, b, c, d, from, to) => (side += `M${n(a)} ${n(from)}H${n(b)}L${n(d)} ${n(to)}H${n(c)}Z`);
      const edge = (a, c, from, to) => inner(a) && inner(c) && (border += `M${n(a)} ${n(from)}L${n(c)} ${n(to)}`);
      if (one.length === other.length) {
        for (let at = 0; at < one.length; at += 2) piece(one[at], one[at + 1], other[at], other[at + 1], y, below);
        one.forEach((a, at) => edge(a, other[at], y, below));
        continue;
      }
      for (const [ends, from, to] of [[one, y, middle], [other, middle, below]]) {
        for (let at = 0; at < ends.length; at += 2) piece(ends[at], ends[at + 1], ends[at], ends[at + 1], from, to);
        for (const end of ends) edge(end, end, from, to);
      }
      const all = [...one, ...other].sort((a, b) => a - b);
      all.slice(1).forEach((b, at) => within(one, (all[at] + b) / 2) !== within(other, (all[at] + b) / 2) && edge(all[at], b, middle, middle));
    }
    this.plane.querySelector(".side").setAttribute("d", side);
    this.plane.querySelector(".border").setAttribute("d", border);
  }
}

customElements.define("interactive-training", Spirals);
