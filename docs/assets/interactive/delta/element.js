// The delta stepper: a sum as it is written, a cell for each of its terms, and its deltas as tables of ones and zeros. What
// lives and what a sum comes to is what core.js says; here it is drawn and touched.

class DeltaStepper extends InteractiveFigure {
  core = delta;
  kind = "delta";

  /**
   * A letter with its indices as formulas set it: an entry is italic, a whole matrix or vector bold.
   * @param {string} name
   * @param {string} [at]
   */
  letter(name, at = "") {
    const italic = (one) => String.fromCodePoint(one.codePointAt(0) + (one === "δ" ? 0x1d6ff - 0x3b4 : one < "a" ? 0x1d434 - 65 : 0x1d44e - 97));
    const bold = (one) => String.fromCodePoint(one.codePointAt(0) + (one < "a" ? 0x1d400 - 65 : 0x1d41a - 97));
    const [, d, one] = /(d?)(.)/.exec(name);
    const index = /[ijlst]/.test(one);
    const tone = index || one === "δ" ? "name" : `name ${d ? "bwd" : "fwd"}`;
    const set = make("span", { className: tone }, d, at || index || one === "δ" ? italic(one) : bold(one));
    if (at) set.append(make("sub", {}, ...[...at].map((place) => make("i", {}, /\d/.test(place) ? place : italic(place)))));
    return set;
  }

  /** A short formula: letters, with indices or transposed, and what stands between them. @param {string} text */
  formula(text) {
    return text.split(/(d?[A-Zaxzijlstδ][ijlst\d]*|ᵀ)/).map((part, at) => {
      if (at % 2 === 0) return part;
      if (part === "ᵀ") return make("sup", {}, "⊤");
      const [, name, indices] = /(d?.)(.*)/.exec(part);
      return this.letter(name, indices);
    });
  }

  /** A sentence, its formulas between dollar signs; heard without them. @param {string} text @param {boolean} [quietly] */
  say(text, quietly) {
    super.say(text.replaceAll("$", ""), quietly);
    this.seen.replaceChildren(...this.sentence(text));
  }

  praise() {
    super.praise();
    this.heard.textContent = this.heard.textContent.replaceAll("$", "");
    this.seen.lastChild.replaceChildren(...this.sentence(this.word("right") + this.word("space") + this.reason));
  }

  /** @param {string} text */
  sentence = (text) => text.split("$").map((part, at) => (at % 2 ? make("span", { className: "set" }, ...this.formula(part)) : part));

  /** @param {HTMLElement} stage */
  build(stage) {
    this.choices = make("div", { className: "choices", role: "group", "aria-label": this.word("choose") });
    this.lines = make("div", { className: "written" });
    this.tables = make("div", { className: "tables" });
    this.caption = make("div", { className: "caption", "aria-hidden": "true" });
    this.heads = make("div", { className: "heads", "aria-hidden": "true" });
    this.grid = make("div", { role: "grid", "aria-label": this.word("terms") });
    stage.append(this.choices, this.lines, this.tables, make("div", { className: "block" }, this.caption, this.heads, this.grid));
    this.grid.addEventListener("click", ({ target }) => {
      const cell = target.closest("[data-at]");
      if (!cell) return;
      this.holds(cell);
      this.act(delta.asked(this.state, cell.dataset.at));
    });
    this.grid.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** Arrows lead from term to term; Enter asks for its fate. @param {KeyboardEvent} event */
  pressed(event) {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const at = this.cells.indexOf(target);
    if (at < 0 || ctrlKey || metaKey || altKey) return;
    const wide = this.heads.children.length - 1;
    const by = { ArrowUp: -wide, ArrowDown: wide, ArrowLeft: at % wide && -1, ArrowRight: Number((at + 1) % wide > 0) }[key];
    if (key === "Enter" || key === " ") target.click();
    else if (by !== undefined) this.holds(this.cells[at + by] ?? target);
    else return;
    event.preventDefault();
  }

  /** The one cell that Tab leads to now has the keyboard. @param {HTMLElement} cell */
  holds(cell) {
    for (const one of this.cells) one.tabIndex = one === cell ? 0 : -1;
    cell.focus();
  }

  /** What the sentences of a state may name. @param {Delta} state */
  values(state) {
    const { step, order, touched } = state;
    const [ties, free, names, term] = [delta.ties(state), delta.free(state), delta.names(state), delta.term(state)];
    const list = (parts) => parts.map((part) => `$${part}$`).join(this.word("comma"));
    const index = order[step - 1] ?? touched;
    const left = delta.left(state);
    return {
      ...{ index: `$${index}$`, delta: `$${names[index]}$`, zero: `$${names[index]} = 0$`, free: `$${ties[index]}$`, tied: `$${index} = ${ties[index]} = ${state[ties[index]]}$` },
      ...{ count: left.length, before: delta.left(state, step - 1).length, value: delta.total(state) },
      indices: list(delta.summed(state)),
      names: list(Object.values(names)),
      at: list(free.map((letter) => `${letter} = ${state[letter]}`)),
      place: term && list(Object.entries(term).map((pair) => pair.join(" = "))),
      deltas: term && list(Object.entries(delta.deltas(state, term)).map(([letter, value]) => `${names[letter]} = ${value}`)),
      whole: `$${delta.whole(state)}$`,
      product: `$${this.product(state)}$`,
    };
  }

  /** What is left, as a product: dZ Yᵀ. @param {Delta} state */
  product = (state) => delta.closed(state).map(({ name, turned }) => name + (turned ? "ᵀ" : "")).join(" "); // prettier-ignore

  /** @param {Delta} state */
  said(state) {
    const { step, order, touched } = state;
    const term = delta.term(state);
    const values = this.values(state);
    if (term) return this.word(delta.lives(state, term, order.length) ? "lives" : "dies", values);
    if (touched) return this.word("stays", values);
    if (step <= order.length) return this.word(step ? "collapse" : "all", values);
    const read = delta.whole(state) ? this.word("space") + this.word("product", values) : "";
    return this.word(values.count > 1 ? "sum" : "one", values) + read;
  }

  /** The choice of a sum: by itself, or a product and one of its two gradients. @param {Delta} state */
  layChoices(state) {
    const [chosen, whole] = state.sum.split("-");
    const names = Object.keys(state.sums);
    const button = (label, sum, pressed) => {
      const one = this.button("", () => sum !== this.state.sum && this.act(delta.chosen(this.state, sum)));
      one.ariaPressed = String(pressed);
      one.append(...label);
      return one;
    };
    const products = [...new Set(names.map((name) => name.split("-")[0]))].map((name) => {
      const first = name === chosen ? state.sum : names.find((sum) => sum.split("-")[0] === name);
      return button(whole ? this.formula(name.replace("T", "ᵀ")) : this.side(delta.chosen(state, first), 0), first, name === chosen);
    });
    const wholes = names.filter((name) => name.startsWith(`${chosen}-`));
    const wanted = wholes.map((name) => button(this.formula(name.split("-")[1]), name, name === state.sum));
    this.choices.replaceChildren(...[products, wanted].map((group) => make("div", { className: "group" }, ...group)));
  }

  /**
   * The right side of a line: its sums, which can be pressed in the last line, and its factors. What goes next is marked, and
   * so are letters that have just come.
   * @param {Delta} state
   * @param {number} step
   * @param {boolean} [touchable]
   */
  side(state, step, touchable = false) {
    const { sums, factors } = delta.line(state, step);
    const goes = step < state.step && state.order[step];
    const came = state.order[step - 1];
    const old = step ? delta.line(state, step - 1).factors.filter(({ name, at }) => name !== "δ" || !at.includes(came)) : factors;
    const signs = sums.map((index) => {
      const sign = touchable ? this.button("∑", () => this.collapse(index), this.word("sign", { index })) : make("span", {}, "∑");
      sign.className = `sign${index === goes ? " goes" : ""}`;
      sign.dataset.index = index;
      sign.append(make("sub", {}, this.letter(index)));
      return sign;
    });
    const entries = factors.map(({ name, at }, place) => {
      const entry = this.letter(name, at);
      if (name === "δ" && goes && at.includes(goes)) entry.classList.add("goes");
      entry.querySelectorAll("i").forEach((part, which) => part.classList.toggle("came", at[which] !== old[place].at[which]));
      return entry;
    });
    return [...signs, ...entries];
  }

  /** A sum is pressed; the keyboard stays in the line, or goes on to the next one. @param {string} index */
  collapse(index) {
    this.act(delta.pressed(this.state, index));
    (this.lines.querySelector(`button[data-index=${index}]`) ?? this.lines.querySelector("button") ?? this.on).focus();
  }

  /** The lines of the derivation, as far as one has stepped. @param {Delta} state */
  layLines(state) {
    const { step, order } = state;
    const [whole, free, last] = [delta.whole(state), delta.free(state), delta.last(state)];
    const lines = [...order.slice(0, step), ""].map((_, at) => {
      return [at ? [] : whole ? [this.letter(whole, free.join(""))] : null, this.side(state, at, at === step)];
    });
    const factors = delta.closed(state).length;
    if (step === last) {
      if (factors > 1) lines.push([[], [make("span", {}, "(", ...this.formula(this.product(state)), ")", make("sub", {}, ...free.map((letter) => this.letter(letter))))]]);
      const left = delta.left(state);
      const numbers = left.map((value, at) => make("span", { className: "came" }, at && value < 0 ? `(${shownNumber(value)})` : shownNumber(value)));
      const sum = left.length > 1 ? [...numbers.flatMap((number, at) => (at ? [" + ", number] : [number])), " = "] : [];
      const named = whole ? [this.letter(whole, free.map((letter) => state[letter]).join(""))] : [];
      lines.push([named, [...sum, make("b", {}, shownNumber(delta.total(state)))]]);
    }
    while (lines.length < last + (factors > 1 ? 2 : 1)) lines.push([null, []]);
    const shown = lines.flatMap(([left, right], at) => {
      const begins = make("span", { className: right.length ? "begins" : "begins to-come" }, ...(left ? [...left, " ="] : []));
      return [begins, make("span", { className: `side${at < step ? " past" : ""}` }, ...right)];
    });
    this.lines.replaceChildren(...shown);
  }

  /** The deltas as tables, a row for each value of the free index, which is chosen there. @param {Delta} state */
  layTables(state) {
    const [sizes, ties, names] = [delta.sizes(state), delta.ties(state), delta.names(state)];
    const cells = (numbers) => numbers.map((number) => make("span", { className: "cell" }, number));
    const indices = Object.keys(ties).sort((one, other) => (ties[one] < ties[other] ? -1 : 1));
    this.rows = {};
    const tables = indices.map((index) => {
      const numbers = Array.from({ length: sizes[index] }, (_, place) => place + 1);
      const head = make("div", { className: "row", "aria-hidden": "true" }, make("span", { className: "index" }, this.letter(index)), ...cells(numbers));
      this.rows[index] = numbers.map((value) => {
        const row = this.button("", () => this.act(delta.at(this.state, { [ties[index]]: value })), `${ties[index]} = ${value}`);
        row.className = "row";
        row.append(make("span", { className: "index" }, this.letter(ties[index]), `\u00a0=\u00a0${value}`), ...cells(numbers.map((number) => Number(number === value))));
        return row;
      });
      const called = make("div", { className: "called" }, ...this.formula(names[index]));
      return make("div", { className: "table", role: "group", "aria-label": names[index] }, called, head, ...this.rows[index]);
    });
    this.tables.replaceChildren(...tables);
  }

  /** The terms: a cell each, in rows, columns and layers, with room for a delta beside each index. @param {Delta} state */
  layBlock(state) {
    const sizes = delta.sizes(state);
    const [columns, layers] = sizes.j ? ["j", sizes.l && "l"] : ["l"];
    const axis = (index) => Array.from({ length: sizes[index] ?? 1 }, (_, place) => ({ index: sizes[index] ? index : "", value: place + 1 }));
    const label = ({ index, value }, named) => {
      const part = make("span", { className: "index", "aria-hidden": "true" });
      if (index) part.append(make("span", {}, ...(named ? [this.letter(index), `\u00a0=\u00a0${value}`] : [value])));
      if (delta.ties(state)[index]) part.append(make("b", {}));
      return Object.assign(part, { axis: { index, value } });
    };
    const cell = (...place) => {
      const part = make("div", { className: "cell", role: "gridcell", tabIndex: -1 });
      part.term = Object.fromEntries(place.filter(({ index }) => index).map(({ index, value }) => [index, value]).sort());
      part.dataset.at = delta.named(part.term);
      return part;
    };
    const row = (one, layer) => make("div", { className: "row", role: "row" }, label(one, true), ...axis(columns).map((column) => cell(one, column, layer)));
    this.grid.replaceChildren(
      ...axis(layers).map((layer) => {
        const rows = make("div", { role: "presentation" }, ...axis("i").map((one) => row(one, layer)));
        return make("div", { className: "layer", role: "rowgroup" }, ...(layer.index ? [label(layer, true)] : []), rows);
      }),
    );
    const factors = delta.factors(state).filter(({ name }) => name !== "δ");
    this.caption.replaceChildren(...factors.map(({ name, at }) => this.letter(name, at)));
    this.cells = [...this.grid.querySelectorAll(".cell")];
    this.cells[0].tabIndex = 0;
    this.heads.replaceChildren(make("span", { className: "index" }, this.letter(columns)), ...axis(columns).map((column) => label(column)));
    this.labels = [...this.stage.querySelectorAll(".block .index")].filter((part) => part.axis?.index);
    this.stage.classList.toggle("back", Boolean(delta.whole(state)));
    this.stage.classList.toggle("layered", Boolean(layers));
  }

  /**
   * @param {Delta} state
   * @param {Delta | null} before
   */
  draw(state, before) {
    const { step, order, touched } = state;
    const other = before?.sum !== state.sum;
    if (other) for (const lay of ["layChoices", "layTables", "layBlock"]) this[lay](state);
    if (other || ["order", "step", "s", "t"].some((key) => before[key] !== state[key])) this.layLines(state);
    const [ties, term, gone] = [delta.ties(state), delta.term(state), delta.gone(state)];
    for (const [index, rows] of Object.entries(this.rows)) {
      rows.forEach((row, at) => {
        const chosen = at + 1 === state[ties[index]];
        row.ariaPressed = String(chosen);
        [...row.children].slice(1).forEach((cell, place) => cell.classList.toggle("met", chosen && term?.[index] === place + 1));
      });
    }
    for (const label of this.labels) {
      const { index, value } = label.axis;
      if (ties[index]) label.lastChild.textContent = gone.includes(index) ? Number(value === state[ties[index]]) : "";
      label.classList.toggle("met", touched === index || term?.[index] === value);
    }
    for (const cell of this.cells) {
      const lives = delta.lives(state, cell.term);
      const dies = !lives && delta.lives(state, cell.term, Math.min(step, order.length) - 1);
      const value = lives ? shownNumber(delta.value(state, cell.term)) : "0";
      cell.textContent = lives || dies ? value : "·";
      cell.className = `cell ${lives ? "lives" : dies ? "dies" : "dead"}${cell.dataset.at === touched ? " touched" : ""}`;
      cell.ariaLabel = `${Object.entries(cell.term).map((pair) => pair.join(" = ")).join(", ")}: ${value}`;
      cell.style.setProperty("--digits", value.length);
    }
    if (!other && step === before.step + 1) this.move(state);
  }

  /** The chosen row of a delta leaves its table and stands beside the terms; its free index replaces the summed one. @param {Delta} state */
  move(state) {
    const { step, order } = state;
    const index = order[step - 1];
    if (index) {
      const free = delta.ties(state)[index];
      const row = [...this.rows[index][state[free] - 1].children].slice(1);
      for (const { axis, lastChild } of this.labels.filter((label) => label.axis.index === index)) this.comes(lastChild, row[axis.value - 1].getBoundingClientRect());
      const from = [...this.lines.querySelectorAll(".name.goes")].at(-1).getBoundingClientRect();
      for (const letter of this.lines.querySelectorAll(".came")) this.comes(letter, from);
    } else {
      const left = this.cells.filter((cell) => delta.lives(state, cell.term));
      const numbers = [...this.lines.querySelectorAll("span.came")];
      (numbers.length ? numbers : [this.lines.querySelector("b")]).forEach((number, at) => this.comes(number, left[at].getBoundingClientRect()));
    }
  }
}

customElements.define("interactive-delta", DeltaStepper);
