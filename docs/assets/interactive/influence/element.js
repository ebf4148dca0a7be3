// The influence explorer: which entries of Z one number touches, and which two lines meet on the way back. The numbers are
// those of core.js; here they are drawn and touched.

/**
 * A number in a cell, smaller if it is long.
 * @param {HTMLElement} cell
 * @param {number | null} value
 */
function fillCell(cell, value) {
  cell.textContent = value === null ? "" : shownNumber(value);
  cell.style.setProperty("--digits", cell.textContent.length || 1);
}

/** Cells in a row: `count` of them, each with a class. @param {number} count @param {string} [text] */
const cellsOf = (count, text = "") => Array.from({ length: count }, () => make("span", { className: "cell" }, text));

class InfluenceExplorer extends InteractiveFigure {
  core = influence;
  kind = "influence";

  /** @param {HTMLElement} stage */
  build(stage) {
    this.near = this.forward = make("div", { className: "forward" });
    this.backward = make("div", { className: "backward" });
    stage.append(this.forward, this.backward);
    this.matrices = {};
    this.forward.addEventListener("click", ({ target }) => {
      const place = target.closest("[data-of]")?.dataset;
      if (place) this.act(influence.chosen(this.state, place.of, Number(place.s), Number(place.t)));
    });
    this.forward.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** Arrows choose another entry, plus and minus change it, and digits are typed in the field. @param {KeyboardEvent} event */
  pressed(event) {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const { of, s, t } = target.dataset;
    if (!of || ctrlKey || metaKey || altKey) return;
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
    // Which takes the key.
    if (/^\d$/.test(key)) return this.field.select();
    if (by) this.act(influence.chosen(this.state, of, Number(s) + by[0], Number(t) + by[1]));
    else if (key === "+" || key === "-") this.change(this.value + (key === "+" ? 1 : -1));
    else if (key === "Enter" || key === " ") this.act(influence.chosen(this.state, of, Number(s), Number(t)));
    else return;
    event.preventDefault();
    this.matrices[this.state.of].cells[this.state.s][this.state.t].focus();
  }

  /** The number that is chosen. */
  get value() {
    return this.state[this.state.of][this.state.s][this.state.t];
  }

  /** @param {number} value */
  change(value) {
    const before = this.state;
    const state = influence.changed(before, value);
    const [old, now] = [this.value, state[state.of][state.s][state.t]];
    if (old === now) return;
    const by = now - old;
    const list = influence.meeting(state).weights.map((weight) => shownNumber(by * weight)).join(this.word("comma"));
    const values = { ...this.values(state), by, list };
    const same = state.step === influence.last(state) ? this.word("space") + this.word("same", values) : "";
    this.act(state, this.word(`changed-${state.of}`, values) + same);
  }

  /** What the sentences of a state may name. @param {Influence} state */
  values(state) {
    const { of, s, t, step } = state;
    const { upstream, weights, products, sum } = influence.meeting(state);
    const list = weights.map(shownNumber).join(this.word("comma"));
    const bracketed = (number) => (number < 0 ? `(${shownNumber(number)})` : shownNumber(number));
    const at = Math.min(Math.max(step - 2, 0), products.length - 1);
    const factors = [bracketed(upstream[at]), bracketed(weights[at])];
    if (of === "Y") factors.reverse();
    return {
      ...{ entry: influence.named(state), s: s + 1, t: t + 1, list, sum, gradient: `d${influence.named(state)}` },
      path: of === "X" ? `Z${s + 1}${at + 1}` : `Z${at + 1}${t + 1}`,
      product: `${factors.join(" × ")} = ${shownNumber(products[at])}`,
      total: products.map((one, place) => (place ? bracketed(one) : shownNumber(one))).join(" + "),
    };
  }

  /** The sentence of a step. @param {Influence} state */
  said(state) {
    const key = [`touch-${state.of}`, `meet-${state.of}`][state.step] ?? (state.step === influence.last(state) ? "sum" : "product");
    return this.word(key, this.values(state));
  }

  /** Before the steps: the number that is chosen, to be changed. */
  steps() {
    const button = (sign, by) => this.button(sign, () => this.change(this.value + by));
    this.fewer = button("−", -1);
    this.more = button("+", 1);
    this.field = make("input", { type: "number", min: -influence.largest, max: influence.largest, step: 1, autocomplete: "off" });
    this.field.addEventListener("input", () => this.change(this.field.valueAsNumber));
    this.field.addEventListener("blur", () => (this.field.value = this.value));
    this.label = make("span", { className: "which", "aria-hidden": "true" });
    const number = make("div", { className: "number" }, this.label, this.fewer, this.field, this.more);
    return make("div", { className: "bar" }, number, super.steps());
  }

  /** Before the other tools: the sizes. */
  tools() {
    const bar = super.tools();
    const sizes = ["m", "k", "n"].map((size) => {
      const set = (by) => () => this.act(influence.resized(this.state, { [size]: influence.sizes(this.state)[size] + by }), this.word("sizes"));
      const shown = make("span", {});
      const part = make("div", { className: "size" }, this.button("−", set(-1), `${size} − 1`), shown, this.button("+", set(1), `${size} + 1`));
      return [size, shown, part];
    });
    this.sizes = sizes;
    bar.prepend(make("div", { className: "sizes" }, ...sizes.map(([, , part]) => part)));
    return bar;
  }

  /**
   * A matrix of cells, with a band that marks a row or a column, and its name.
   * @param {string} name
   * @param {number} rows
   * @param {number} columns
   */
  matrix(name, rows, columns) {
    const of = name.length === 1 && name !== "Z" ? name : "";
    const [whole, part] = of ? ["grid", "gridcell"] : ["table", "cell"];
    const cells = Array.from({ length: rows }, (_, i) =>
      Array.from({ length: columns }, (_, j) => {
        const cell = make("div", { className: "cell", role: part });
        if (of) Object.assign(cell.dataset, { of, s: i, t: j });
        return cell;
      }),
    );
    const table = make("div", { role: whole, className: "cells", "aria-label": this.word("matrix", { name, rows, columns }) });
    table.append(...cells.map((row) => make("div", { role: "row" }, ...row)));
    const band = make("div", { className: "band", "aria-hidden": "true" });
    const called = make("span", { className: "called", "aria-hidden": "true" }, ...withNames(name));
    const box = make("div", { className: `matrix ${name}${name[0] === "d" ? " back" : ""}` }, band, table, called);
    this.matrices[name] = { cells, band };
    return box;
  }

  /**
   * Fills a matrix; marks a row or column of it, and an entry.
   * @param {string} name
   * @param {(number | null)[][]} values
   * @param {{row?: number, column?: number}} line
   * @param {[number, number]} [entry]
   */
  fill(name, values, { row, column }, entry) {
    const { cells, band } = this.matrices[name];
    const [rows, columns] = [cells.length, cells[0].length];
    cells.forEach((line, i) =>
      line.forEach((cell, j) => {
        const isEntry = entry?.[0] === i && entry[1] === j;
        fillCell(cell, values[i][j]);
        delete cell.dataset.change;
        cell.classList.toggle("entry", isEntry);
        if (cell.getAttribute("role") !== "gridcell") return;
        cell.ariaSelected = isEntry;
        cell.ariaLabel = `${name}${i + 1}${j + 1}: ${cell.textContent}`;
        cell.tabIndex = isEntry || (!entry && i === (row ?? 0) && j === (column ?? 0)) ? 0 : -1;
      }),
    );
    band.hidden = row === undefined && column === undefined;
    const place = { top: row ?? 0, left: column ?? 0, height: row === undefined ? rows : 1, width: column === undefined ? columns : 1 };
    for (const side in place) band.style.setProperty(`--${side}`, place[side]);
  }

  /** Row or column numbers, from 1. @param {string} area @param {number} count */
  indices(area, count) {
    return make("div", { className: `indices ${area}`, "aria-hidden": "true" }, ...cellsOf(count).map((cell, at) => (cell.append(at + 1), cell)));
  }

  /** The forward half, for other sizes. */
  layForward() {
    const { m, k, n } = influence.sizes(this.state);
    // X beside Z, or dZ beside dX or dY.
    this.stage.style.setProperty("--across", Math.max(k, n) + n);
    this.ways = make("div", { className: "ways", "aria-hidden": "true" });
    this.elbow = make("div", { className: "elbow" });
    const corner = make("div", { className: "corner", "aria-hidden": "true" }, this.elbow);
    this.forwardHead = make("p", { className: "head fwd", "aria-hidden": "true" });
    const scheme = make("div", { className: "scheme" }, corner, this.ways);
    scheme.append(this.matrix("X", m, k), this.matrix("Y", k, n), this.matrix("Z", m, n));
    scheme.append(this.indices("x-rows", m), this.indices("x-columns", k), this.indices("y-rows", k), this.indices("y-columns", n));
    this.forward.replaceChildren(this.forwardHead, scheme);
  }

  /** The backward half, for other sizes or the other factor. */
  layBackward() {
    const { of } = this.state;
    const { m, k, n } = influence.sizes(this.state);
    const count = influence.count(this.state);
    const line = (kind, text) => make("div", { className: `line ${kind}` }, make("span", { className: "label" }), ...cellsOf(count, text));
    this.lines = { upstream: line("back"), weights: line("ahead"), products: line("products") };
    const { upstream, weights, products } = this.lines;
    const [first, second] = of === "X" ? [upstream, weights] : [weights, upstream];
    this.total = make("div", { className: "total" });
    this.meeting = make("div", { className: `meeting of-${of}`, "aria-hidden": "true" });
    this.meeting.append(first, line("signs", "×"), second, line("signs equals", "="), products);
    this.backwardHead = make("p", { className: "head bwd", "aria-hidden": "true" });
    const gradient = of === "X" ? this.matrix("dX", m, k) : this.matrix("dY", k, n);
    const whole = make("div", { className: "flow" }, this.matrix("dZ", m, n), this.meeting, this.total, gradient);
    this.backward.replaceChildren(this.backwardHead, whole);
  }

  /**
   * @param {Influence} state
   * @param {Influence | null} before
   */
  draw(state, before) {
    const { of, s, t, step } = state;
    const sizes = String(Object.values(influence.sizes(state)));
    const laid = !before || String(Object.values(influence.sizes(before))) !== sizes;
    if (laid) this.layForward();
    if (laid || before.of !== of) this.layBackward();

    const last = influence.last(state);
    const ended = step === last;
    this.fill("X", state.X, of === "X" ? {} : { column: s }, of === "X" ? [s, t] : undefined);
    this.fill("Y", state.Y, of === "X" ? { row: t } : {}, of === "Y" ? [s, t] : undefined);
    const touched = of === "X" ? { row: s } : { column: t };
    this.fill("Z", influence.Z(state), touched);
    this.fill("dZ", state.dZ, step ? touched : {});
    const gradient = `d${of}`;
    const values = influence[gradient](state);
    this.fill(gradient, ended ? values : values.map((row) => row.map(() => null)), {}, [s, t]);
    if (!ended) this.matrices[gradient].cells[s][t].textContent = "?";
    this.mark(state);

    const facts = this.values(state);
    this.forwardHead.replaceChildren(...withNames(this.word(`forward-${of}`, facts)));
    this.backwardHead.replaceChildren(...withNames(this.word(`backward-${of}`, facts)));
    this.drawMeeting(state);
    this.drawControls(state, facts);
    if (!before) return;
    if (!laid && state !== this.opening) this.markChange(influence.change(before, state));
    if (before.of === of && step === before.step + 1) this.move(state);
  }

  /** Numbers of rows and columns, and the way from the entry to its line. @param {Influence} state */
  mark({ of, s, t }) {
    const { m, n } = influence.sizes(this.state);
    const chosen = of === "X" ? { "x-rows": s, "x-columns": t, "y-rows": t } : { "y-columns": t, "x-columns": s, "y-rows": s };
    for (const list of this.forward.querySelectorAll(".indices")) {
      [...list.children].forEach((index, at) => index.classList.toggle("fwd", chosen[list.classList[1]] === at));
    }
    this.ways.className = `ways of-${of}`;
    this.ways.replaceChildren(...cellsOf(of === "X" ? n : m, of === "X" ? "↓" : "→"));
    this.elbow.className = `elbow of-${of}`;
    this.elbow.style.setProperty("--bend", of === "X" ? t : s);
    this.elbow.style.setProperty("--reach", of === "X" ? 0 : t);
  }

  /** The lines that meet, as far as one has stepped. @param {Influence} state */
  drawMeeting(state) {
    const { of, s, t, step } = state;
    const { upstream, weights, products, sum } = influence.meeting(state);
    const lines = { upstream, weights, products };
    const [Z, other] = of === "X" ? [`dZ${s + 1}j`, `Y${t + 1}j`] : [`dZi${t + 1}`, `Xi${s + 1}`];
    const labels = { upstream: Z, weights: other, products: "" };
    for (const [name, line] of Object.entries(this.lines)) {
      const [label, ...cells] = line.children;
      const known = name === "products" ? step - 1 : step ? cells.length : 0;
      line.classList.toggle("empty", known <= 0);
      cells.forEach((cell, at) => {
        fillCell(cell, at < known ? lines[name][at] : null);
        cell.classList.toggle("now", at === step - 2);
        cell.classList.toggle("known", at < known);
        cell.classList.toggle("minus", lines[name][at] < 0);
      });
      label.replaceChildren(...withNames(labels[name]));
    }
    this.meeting.classList.toggle("meets", step > 0);
    for (const signs of this.meeting.querySelectorAll(".signs")) {
      [...signs.children].slice(1).forEach((sign, at) => sign.classList.toggle("known", at < step - 1));
    }
    const ended = step === influence.last(state);
    this.total.replaceChildren(...(ended ? withNames(`d${influence.named(state)} = ${shownNumber(sum)}`) : []));
  }

  /** @param {Influence} state @param {Record<string, unknown>} facts */
  drawControls(state, { entry }) {
    this.label.replaceChildren(...withNames(entry), " =");
    this.field.ariaLabel = entry;
    if (this.field.valueAsNumber !== this.value) this.field.value = this.value;
    for (const [button, sign, end] of [[this.fewer, "−", -influence.largest], [this.more, "+", influence.largest]]) {
      button.ariaLabel = `${entry} ${sign} 1`;
      button.ariaDisabled = this.value === end;
    }
    const sizes = influence.sizes(state);
    for (const [size, shown, { firstChild, lastChild }] of this.sizes) {
      shown.replaceChildren(make("i", {}, size), ` = ${sizes[size]}`);
      firstChild.ariaDisabled = sizes[size] === 1;
      lastChild.ariaDisabled = sizes[size] === influence.largestSize;
    }
  }

  /** By how much each entry of Z has just changed stands beside it. @param {Matrix | null} change */
  markChange(change) {
    if (!change?.flat().some(Boolean)) return;
    change.forEach((row, i) =>
      row.forEach((by, j) => {
        if (by) this.matrices.Z.cells[i][j].dataset.change = by > 0 ? `+${by}` : shownNumber(by);
      }),
    );
  }

  /** A line leaves its matrix, a product its factors, the sum its products. @param {Influence} state */
  move(state) {
    const { of, s, t, step } = state;
    const { upstream, weights, products } = this.lines;
    const cells = (line) => [...line.children].slice(1);
    const last = influence.last(state);
    if (step === 1) {
      const { X, Y, dZ } = this.matrices;
      const column = (matrix, at) => matrix.cells.map((row) => row[at]);
      const [from, above] = of === "X" ? [Y.cells[t], dZ.cells[s]] : [column(X, s), column(dZ, t)];
      cells(weights).forEach((cell, at) => this.comes(cell, from[at].getBoundingClientRect()));
      cells(upstream).forEach((cell, at) => this.comes(cell, above[at].getBoundingClientRect()));
    } else if (step < last) {
      this.comes(cells(products)[step - 2], cells(weights)[step - 2].getBoundingClientRect());
    } else {
      this.comes(this.matrices[`d${of}`].cells[s][t], this.total.getBoundingClientRect());
    }
  }
}

customElements.define("interactive-influence", InfluenceExplorer);
