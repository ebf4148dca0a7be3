// The delta stepper: a sum as it is written, a cell for each of its terms, and its deltas as tables of ones and zeros. What
// lives and what a sum comes to is what core.js says; here it is drawn and touched.

class DeltaStepper extends InteractiveFigure {
  core = delta;
  kind = "delta";
  found = new Set(); // the terms of the answer that have been touched, one after the other

  /**
   * A letter with its indices as formulas set it: an entry is italic, a whole matrix or vector bold.
   * @param {string} name
   * @param {string} [at]
   */
  letter(name, at = "") {
    const styled = (one, bold) => String.fromCodePoint(one.codePointAt(0) + (one === "δ" ? 0x1d34b : (one < "a" ? 0x1d3f3 : 0x1d3ed) - (bold ? 52 : 0)));
    const [, d, one] = /(d?)(.)/.exec(name);
    const plain = /[ijlstδ]/.test(one);
    const set = make("span", { className: plain ? "name" : `name ${d ? "bwd" : "fwd"}` }, d, styled(one, !at && !plain));
    if (at) set.append(make("sub", {}, ...[...at].map((place) => make("i", {}, /\d/.test(place) ? place : styled(place)))));
    return set;
  }

  /** What is written in some parts, in plain letters and words, to be heard. @param {...Node} parts */
  plain = (...parts) => parts.map((part) => part.textContent).join(" ").normalize("NFKC").replaceAll("⊤", this.word("transposed")); // prettier-ignore

  /** A short formula: letters, with indices or transposed, and what stands between them. @param {string} text */
  formula(text) {
    return text.split(/(d?[A-Zaxzijlstδ][ijlst\d]*|ᵀ)/).map((part, at) => {
      if (at % 2 === 0) return part;
      if (part === "ᵀ") return make("sup", {}, "⊤");
      const [, name, indices] = /(d?.)(.*)/.exec(part);
      return this.letter(name, indices);
    });
  }

  praise() {
    this.found.add(this.state.touched);
    const [found, count] = [this.found.size, this.goal.touched.length];
    if (found < count) return this.say(this.said(this.state) + this.word("space") + this.word("found", { found, count }));
    super.praise();
  }

  /** A sentence has its formulas between dollar signs. @param {string} text */
  set = (text) => text.split("$").map((part, at) => (at % 2 ? make("span", { className: "set" }, ...this.formula(part)) : glued(part, at)));

  /** @param {HTMLElement} stage */
  build(stage) {
    this.choices = make("div", { className: "choices", role: "group", "aria-label": this.word("choose") });
    this.lines = make("div", { className: "written" });
    this.near = this.tables = make("div", { className: "tables" });
    this.caption = make("div", { className: "caption", "aria-hidden": "true" });
    this.heads = make("div", { className: "heads", "aria-hidden": "true" });
    this.grid = make("div", { role: "grid", "aria-label": this.word("terms") });
    stage.append(this.choices, this.lines, this.tables, make("div", { className: "block" }, this.caption, this.heads, this.grid));
    this.grid.addEventListener("click", ({ target }) => {
      if (!target.dataset.at) return;
      this.holds(target);
      this.act(delta.asked(this.state, target.dataset.at));
      if (!this.right) this.found.clear();
    });
    this.grid.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** Arrows lead from term to term; Enter asks for its fate. @param {KeyboardEvent} event */
  pressed(event) {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const at = this.cells.indexOf(target);
    if (at < 0 || ctrlKey || metaKey || altKey) return;
    const wide = this.heads.children.length;
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
    const index = /[ijl]/.test(touched) ? touched : order[step - 1];
    const left = delta.left(state);
    return {
      ...{ index: `$${index}$`, delta: `$${names[index]}$`, zero: `$${names[index]} = 0$`, free: `$${ties[index]}$`, tied: `$${index} = ${ties[index]} = ${state[ties[index]]}$` },
      ...{ count: left.length, before: delta.left(state, step - 1).length, value: delta.total(state) },
      indices: list(delta.summed(state)),
      names: list(Object.values(names)),
      at: list(free.map((letter) => `${letter} = ${state[letter]}`)),
      place: term && list(Object.entries(term).map((pair) => pair.join(" = "))),
      deltas: term && list(Object.entries(delta.deltas(state, term)).map(([letter, value]) => `${names[letter]} = ${value}`)),
      product: `$${delta.whole(state)} = ${delta.closed(state)}$`,
    };
  }

  /** @param {Delta} state */
  said(state) {
    const { step, order, touched } = state;
    const term = delta.term(state);
    const values = this.values(state);
    if (term) return this.word(delta.lives(state, term, order.length) ? "lives" : "dies", values);
    if (touched) return this.word("stays", values);
    if (step <= order.length) return this.word(step ? "collapse" : "all", values);
    return this.word("sum", values) + (delta.whole(state) ? this.word("space") + this.word("product", values) : "");
  }

  /** The choice of a sum: by itself, or a product and one of its two gradients. @param {Delta} state */
  layChoices(state) {
    const names = Object.keys(state.sums);
    const product = (sum) => sum.split("-")[0];
    const button = (sum, label, pressed) => {
      const one = this.button("", () => sum !== this.state.sum && this.act(delta.chosen(this.state, sum)));
      const seen = make("span", { ariaHidden: "true" }, ...label);
      one.append(seen, make("span", { className: "unseen" }, this.plain(seen)));
      return Object.assign(one, { ariaPressed: pressed });
    };
    const chosen = names.filter((sum) => product(sum) === product(state.sum));
    const products = names.filter((sum, at) => at === names.findIndex((other) => product(other) === product(sum)));
    const groups = [
      products.map((first) => {
        const label = delta.whole(state) ? this.formula(product(first).replace("T", "ᵀ")) : this.side(delta.chosen(state, first), 0);
        return button(chosen.includes(first) ? state.sum : first, label, chosen.includes(first));
      }),
      delta.whole(state) ? chosen.map((sum) => button(sum, this.formula(sum.split("-")[1]), sum === state.sum)) : [],
    ];
    const held = [...this.choices.querySelectorAll("button")].indexOf(document.activeElement);
    this.choices.replaceChildren(...groups.map((group) => make("div", { className: "group" }, ...group)));
    this.choices.querySelectorAll("button")[held]?.focus();
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
    const old = delta.line(state, step - 1).factors.filter(({ name, at }) => name !== "δ" || !at.includes(state.order[step - 1]));
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
      entry.querySelectorAll("i").forEach((part, which) => part.classList.toggle("came", step > 0 && at[which] !== old[place].at[which]));
      return entry;
    });
    return [...signs, ...entries];
  }

  /** A sum is pressed; the keyboard stays in the line, or goes on to the next one. @param {string} index */
  collapse(index) {
    this.act(delta.pressed(this.state, index));
    (this.lines.querySelector(`button[data-index=${index}]`) ?? this.lines.querySelector("button") ?? this.on).focus();
  }

  /** The lines of the derivation, as far as one has stepped; room for the others. @param {Delta} state */
  layLines(state) {
    const { step, order } = state;
    const [whole, free, last] = [delta.whole(state), delta.free(state), delta.last(state)];
    const lines = [...order.slice(0, step), ""].map((_, at) => [at || !whole ? "" : whole + free.join(""), this.side(state, at, at === step)]);
    const read = delta.closed(state).includes(" ");
    if (step === last) {
      if (read) lines.push(["", [make("span", {}, ...this.formula(`(${delta.closed(state)})`), make("sub", {}, ...free.map((letter) => this.letter(letter))))]]);
      const numbers = delta.left(state).map((value, at) => make("span", { className: "came" }, at && value < 0 ? `(${shownNumber(value)})` : shownNumber(value)));
      const sum = numbers.flatMap((number, at) => (at ? [" + ", number] : [number]));
      const total = sum.length > 1 ? [" = ", shownNumber(delta.total(state))] : [];
      lines.push([whole && whole + free.map((letter) => state[letter]).join(""), [make("span", {}, ...sum, ...total)]]);
    }
    while (lines.length <= last + Number(read)) lines.push(["", []]);
    const shown = lines.flatMap(([left, right], at) => {
      const begins = make("span", { className: "begins" }, ...this.formula(left), at || left ? " =" : "");
      const side = make("span", { className: `side${at < step ? " past" : ""}` }, ...right);
      if (right.length) Object.assign(begins, { role: "img", ariaLabel: this.plain(begins, side) });
      for (const part of side.children) part.ariaHidden = part.localName === "button" ? null : "true";
      return [begins, side];
    });
    this.lines.replaceChildren(...shown);
  }

  /** The deltas as tables, a row for each value of the free index, which is chosen there. @param {Delta} state */
  layTables(state) {
    const [sizes, ties, names] = [delta.sizes(state), delta.ties(state), delta.names(state)];
    const row = (part, label, numbers) => {
      const cells = numbers.map((number) => make("span", { className: "cell", ariaHidden: "true" }, number));
      const index = make("span", { className: "index", ariaHidden: "true" }, make("span", {}, ...this.formula(label)));
      part.append(index, ...cells.flatMap((cell) => [" ", cell])); // words that are seen, as in its name
      return Object.assign(part, { className: "row", cells });
    };
    this.rows = {};
    const indices = Object.keys(ties).sort((one, other) => (ties[one] < ties[other] ? -1 : 1));
    const tables = indices.map((index) => {
      const numbers = Array.from({ length: sizes[index] }, (_, place) => place + 1);
      this.rows[index] = numbers.map((value) => {
        const label = `${ties[index]} = ${value}`;
        const deltas = numbers.map((number) => Number(number === value));
        const choose = this.button("", () => this.act(delta.at(this.state, { [ties[index]]: value })), `${label}: ${deltas.join(", ")}`);
        return row(choose, label, deltas);
      });
      const called = make("div", { className: "called" }, ...this.formula(names[index]));
      const head = row(make("div", { ariaHidden: "true" }), index, numbers);
      return make("div", { className: "table", role: "group", ariaLabel: names[index] }, called, head, ...this.rows[index]);
    });
    this.tables.replaceChildren(...tables);
  }

  /** The terms: a cell each, in rows, columns and layers, with room for a delta beside each index. @param {Delta} state */
  layBlock(state) {
    const [sizes, ties] = [delta.sizes(state), delta.ties(state)];
    const [columns, layers] = sizes.j ? ["j", sizes.l && "l"] : ["l"];
    const axis = (index) => Array.from({ length: sizes[index] ?? 1 }, (_, place) => ({ index: sizes[index] && index, value: place + 1 }));
    this.labels = [];
    const label = ({ index, value }) => {
      const part = make("span", { className: "index", ariaHidden: "true" }, make("span", {}, ...this.formula(index ? `${index} = ${value}` : "")));
      if (ties[index]) part.append(make("b", {}));
      this.labels.push(Object.assign(part, { index, value }));
      return part;
    };
    this.cells = [];
    const cell = (...place) => {
      const part = make("div", { className: "cell", role: "gridcell", tabIndex: this.cells.length ? -1 : 0 });
      part.term = Object.fromEntries(place.filter(({ index }) => index).map(({ index, value }) => [index, value]).sort()); // prettier-ignore
      part.dataset.at = delta.named(part.term);
      this.cells.push(part);
      return part;
    };
    const rows = (layer) => axis("i").map((one) => make("div", { className: "row", role: "row" }, label(one), ...axis(columns).map((column) => cell(one, column, layer)))); // prettier-ignore
    const whole = axis(layers).map((layer) => make("div", { className: "layer", role: "rowgroup" }, layers ? label(layer) : "", make("div", { role: "presentation" }, ...rows(layer)))); // prettier-ignore
    this.grid.replaceChildren(...whole);
    this.heads.replaceChildren(...axis(columns).map(label));
    this.caption.replaceChildren(...this.formula(state.sums[state.sum].replace(/δ\w+ /g, "")));
    this.stage.className = `stage${delta.whole(state) ? " back" : ""}`;
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
        row.ariaPressed = chosen;
        row.cells.forEach((cell, place) => cell.classList.toggle("met", chosen && term?.[index] === place + 1));
      });
    }
    for (const label of this.labels) {
      const { index, value } = label;
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

  /** The chosen row of a delta leaves its table, its free index goes where the summed one was; at last terms are added. @param {Delta} state */
  move(state) {
    const index = state.order[state.step - 1];
    if (index) {
      const { cells } = this.rows[index][state[delta.ties(state)[index]] - 1];
      for (const label of this.labels) if (label.index === index) this.comes(label.lastChild, cells[label.value - 1].getBoundingClientRect());
      const from = [...this.lines.querySelectorAll(".name.goes")].at(-1).getBoundingClientRect();
      for (const letter of this.lines.querySelectorAll(".side:not(.past) .came")) this.comes(letter, from);
    } else {
      const left = this.cells.filter((cell) => delta.lives(state, cell.term));
      this.lines.querySelectorAll("span.came").forEach((number, at) => this.comes(number, left[at].getBoundingClientRect()));
    }
  }
}

customElements.define("interactive-delta", DeltaStepper);
