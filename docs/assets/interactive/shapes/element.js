// The shape puzzle: a candidate is put together from dZ and the other factor, its shape is compared, and then its numbers with
// what has been measured. What fits and what passes is decided by core.js; here it is drawn and touched.

class ShapePuzzle extends InteractiveFigure {
  core = shapes;
  kind = "shapes";

  /** @param {HTMLElement} stage */
  build(stage) {
    const slot = (name) => {
      const parts = { label: make("div", { className: "label" }), box: make("div", { className: "box" }), size: make("div", { className: "size-is" }) };
      this[name] = parts;
      return make("div", { className: `slot ${name}` }, ...Object.values(parts));
    };
    const between = (name, sign) => {
      const parts = [make("span", { className: "sign" }, sign), make("span", { className: "relation" })];
      this[name] = parts;
      return make("div", { className: "between", "aria-hidden": "true" }, ...parts);
    };
    const factors = make("div", { className: "pair" }, slot("one"), between("inner", "·"), slot("two"));
    const compared = make("div", { className: "pair" }, slot("found"), between("outer", "="), slot("truth"));
    this.turns = ["one", "two"].map((name, at) => {
      this[name].box.addEventListener("click", () => this.turn(at));
      return this.button(this.word("turn"), () => this.turn(at));
    });
    const swap = this.button(this.word("swap"), () => this.act(shapes.changed(this.state, { swapped: !this.state.swapped })));
    this.measuring = make("div", { className: "acts" });
    const building = (this.near = make("div", { className: "building" }, factors, make("div", { className: "acts" }, this.turns[0], swap, this.turns[1])));
    const judging = make("div", { className: "judging" }, compared, this.measuring);
    this.bench = make("div", { className: "bench" }, building, make("div", { className: "equals", "aria-hidden": "true" }, "="), judging);
    stage.append(make("div", { className: "asked" }, this.wanted(), this.tally()), this.bench);
  }

  /** Whose gradient is wanted. */
  wanted() {
    this.choices = ["X", "Y"].map((of) => {
      const choice = this.button("", () => this.other({ of }));
      choice.append(...withNames(`d${of}`));
      return choice;
    });
    return make("div", { className: "choice", role: "group", "aria-label": this.word("wanted") }, make("span", {}, this.word("wanted")), ...this.choices);
  }

  /** How many of the eight fit, and how many pass: a dot each. */
  tally() {
    const row = (name) => {
      const parts = { dots: make("span", { className: "dots", "aria-hidden": "true" }), number: make("span", { className: "of" }) };
      this[name] = parts;
      return make("div", {}, make("span", {}, this.word(name)), ...Object.values(parts));
    };
    return make("div", { className: "tally" }, row("fit"), row("pass"));
  }

  /** Measuring is the one step, beside what it judges; instead of the steps stand sizes and numbers. */
  steps() {
    this.measuring.append(super.steps());
    this.sizes = ["m", "k", "n"].map((size) => {
      const set = (by) => () => this.other({ [size]: this.state[size] + by });
      const shown = make("span", {});
      const part = make("div", { className: "size" }, this.button("−", set(-1), `${size} − 1`), shown, this.button("+", set(1), `${size} + 1`));
      return [size, shown, part];
    });
    this.data = shapes.data.map((data) => [data, this.button("", () => this.other({ data }))]);
    const group = (name, ...parts) =>
      make("div", { className: `choice ${name}`, role: "group", "aria-label": this.word(name) }, make("span", {}, this.word(name)), ...parts);
    const sizes = group("sizes", ...this.sizes.map(([, , part]) => part));
    return make("div", { className: "bar" }, sizes, group("numbers", ...this.data.map(([, button]) => button)));
  }

  /** The left or the right factor is transposed, and seen to turn. @param {number} at */
  turn(at) {
    const name = shapes.factors(this.state)[at].name;
    this.act(shapes.turnedOver(this.state, name === "dZ" ? "dZ" : "partner"));
  }

  /** Other sizes or numbers. What they rule out is said. @param {Partial<Puzzle>} change */
  other(change) {
    const state = shapes.changed(this.state, change);
    if (change.data && state.data !== change.data) return this.say(this.word("refused", this.values(state)));
    const lost = !change.data && state.data !== this.state.data;
    this.act(state, (lost ? this.word("lost", this.values(state)) + this.word("space") : "") + this.said(state));
  }

  /** What the sentences of a state may name. @param {Puzzle} state */
  values(state) {
    const { of, data } = state;
    const [left, right] = shapes.factors(state);
    const [a, b] = [left.sizes[1], right.sizes[0]];
    const by = (sizes) => sizes.join("\u00a0×\u00a0");
    const [partner, { letters, sizes }] = [shapes.partner(state), shapes.shape(state, shapes.partner(state))];
    const { fit, pass, all } = shapes.counts(state);
    const values = {
      ...{ code: `\`${shapes.code(state)}\``, of, gradient: `d${of}`, a, b, shape: by(shapes.outer(state)) },
      ...{ wanted: by(shapes.shape(state, of).sizes), partner, square: by(sizes), one: letters[0], two: letters[1], data },
      ...{ fit, all, others: pass - 1, rest: all - 1 },
    };
    if (!shapes.fits(state)) return values;
    const wrong = shapes.wrong(state);
    const [i, j] = wrong[0] ?? [0, 0];
    const [found, truth] = [shapes.candidate(state)[i][j], shapes.measured(state)[i][j]];
    return { ...values, wrong: wrong.length, entry: `${of}${i + 1}${j + 1}`, found, truth };
  }

  /** What a state is and why, in a sentence. @param {Puzzle} state */
  said(state) {
    const values = this.values(state);
    const fits = shapes.fits(state);
    if (!fits) return this.word(shapes.meets(state) ? "shape" : "clash", values);
    if (!state.step) return this.word(values.fit === 1 ? "alone" : "several", values);
    if (values.wrong) return this.word("wrong", values);
    if (!shapes.isRight(state)) return this.word("unnoticed", values);
    return this.word("correct", values) + (values.others ? this.word("space") + this.word("others", values) : "");
  }

  /**
   * @param {Puzzle} state
   * @param {Puzzle | null} before
   */
  draw(state, before) {
    const factors = shapes.factors(state);
    const old = before && Object.fromEntries(shapes.factors(before).map(({ name, turned }, at) => [name, { turned, at, from: this.placeOf(at) }]));
    this.stage.style.setProperty("--most", Math.max(state.m, state.k, state.n));

    const meets = shapes.meets(state);
    const fits = shapes.fits(state);
    ["one", "two"].forEach((side, at) => {
      const { name, turned, sizes, letters } = factors[at];
      const values = shapes.values(state, name);
      const label = [...withNames(name), ...(turned ? [make("sup", { className: name === "dZ" ? "bwd" : "fwd" }, "⊤")] : [])];
      this.put(side, label, turned ? shapes.transpose(values) : values, name === "dZ" ? "back" : "ahead", sizes, letters, at ? "first" : "last");
      this.turns[at].ariaLabel = `${this.word("turn")}: ${name}`;
    });
    this.relate("inner", meets);

    const [rows, columns] = shapes.outer(state);
    const wanted = shapes.shape(state, state.of);
    const known = state.step === 1;
    const candidate = shapes.candidate(state);
    const truth = known ? shapes.measured(state) : null;
    if (meets) {
      this.put("found", [this.word("found")], candidate, "product", [rows, columns], [factors[0].letters[0], factors[1].letters[1]], fits ? "" : "both");
    } else {
      const { label, box, size } = this.found;
      label.textContent = this.word("found");
      box.replaceChildren(make("span", { className: "none" }, this.word("none")));
      size.replaceChildren();
    }
    const blank = Array.from({ length: wanted.sizes[0] }, () => Array(wanted.sizes[1]).fill("?"));
    const name = known ? this.word("measured", { gradient: `d${state.of}` }) : `d${state.of}`;
    this.put("truth", withNames(name), truth ?? blank, known ? "back known" : "unknown", wanted.sizes, wanted.letters, meets && !fits ? "both" : "");
    this.relate("outer", meets ? fits : null);
    const wrong = known ? shapes.wrong(state) : [];
    for (const [i, j] of wrong) this.found.box.querySelectorAll("[data-row]")[i].children[j].classList.add("off");
    this.outer[0].textContent = !known ? "" : wrong.length ? "≠" : "=";
    this.outer[0].classList.toggle("differs", wrong.length > 0);

    this.drawControls(state, known);
    if (before) this.move(state, before, factors, old);
  }

  /**
   * A matrix in its place, with its name and its size; `inner` is which of its numbers of rows and columns must agree with another.
   * @param {string} name
   * @param {(Node | string)[]} label
   * @param {(number | string)[][]} values
   * @param {string} kind
   * @param {number[]} sizes
   * @param {string[]} letters
   * @param {"" | "first" | "last" | "both"} inner
   */
  put(name, label, values, kind, sizes, letters, inner) {
    const parts = this[name];
    parts.label.replaceChildren(...label);
    const text = (value) => (typeof value === "number" ? shownNumber(value) : value);
    const rows = values.map((row) => {
      const cells = row.map((value) => {
        const cell = make("span", { className: "cell" }, text(value));
        cell.style.setProperty("--digits", text(value).length);
        return cell;
      });
      return make("div", { "data-row": "" }, ...cells);
    });
    const spoken = kind === "unknown" ? sizes.join("\u00a0×\u00a0") : values.map((row) => row.map(text).join(", ")).join("; ");
    const matrix = make("div", { className: `matrix ${kind}`, role: "img", "aria-label": `${parts.label.textContent}: ${spoken}` }, ...rows);
    parts.box.replaceChildren(matrix);
    const marked = (at) => inner === "both" || inner === (at ? "last" : "first");
    const pair = (list) => list.flatMap((one, at) => [at ? "×" : "", make(marked(at) ? "b" : "span", {}, String(one))]);
    parts.size.replaceChildren(make("div", {}, ...pair(sizes)), make("div", { className: "letters" }, ...pair(letters)));
  }

  /** Whether two sizes agree stands between them. @param {"inner" | "outer"} name @param {boolean | null} agree */
  relate(name, agree) {
    const relation = this[name][1];
    relation.textContent = agree === null ? "" : agree ? "=" : "≠";
    relation.parentElement.parentElement.classList.toggle("clashes", agree === false);
    relation.parentElement.parentElement.classList.toggle("agrees", agree === true);
  }

  /** @param {Puzzle} state @param {boolean} known */
  drawControls(state, known) {
    this.choices.forEach((choice, at) => (choice.ariaPressed = state.of === "XY"[at]));
    const { fit, pass, all } = shapes.counts(state);
    for (const [name, count] of [["fit", fit], ["pass", known ? pass : null]]) {
      const { dots, number } = this[name];
      dots.replaceChildren(...Array.from({ length: all }, (_, at) => make("i", { className: at < count ? "full" : "" })));
      number.textContent = count === null ? "?" : this.word("of", { count, all });
    }
    for (const [size, shown, { firstChild, lastChild }] of this.sizes) {
      shown.replaceChildren(make("i", {}, size), ` = ${state[size]}`);
      firstChild.ariaDisabled = state[size] === 1;
      lastChild.ariaDisabled = state[size] === shapes.largestSize;
    }
    for (const [data, button] of this.data) {
      button.replaceChildren(...withNames(this.word(data, { partner: shapes.partner(state) })));
      button.ariaPressed = state.data === data;
    }
  }

  /** @param {number} at */
  placeOf(at) {
    return this[at ? "two" : "one"].box.firstChild?.getBoundingClientRect();
  }

  /**
   * A transposed matrix turns over its diagonal, swapped ones pass each other, and entries are measured one by one.
   * @param {Puzzle} state
   * @param {Puzzle} before
   * @param {any[]} factors
   * @param {Record<string, {turned: boolean, at: number, from: DOMRect}>} old
   */
  move(state, before, factors, old) {
    factors.forEach(({ name, turned }, at) => {
      const matrix = this[at ? "two" : "one"].box.firstChild;
      const was = old[name];
      if (!was?.from) return;
      if (was.turned !== turned) {
        const to = matrix.getBoundingClientRect();
        const turn = `translate(${was.from.left - to.left}px, ${was.from.top - to.top}px) rotate3d(1, 1, 0, 180deg)`;
        animate(matrix, [{ transform: turn }, { transform: "translate(0, 0) rotate3d(1, 1, 0, 0deg)" }], { duration: 520, easing: "ease-in-out" });
      } else if (was.at !== at) this.comes(matrix, was.from);
    });
    if (!state.step || before.step) return;
    [...this.truth.box.querySelectorAll(".cell")].forEach((cell, at) => {
      animate(cell, [{ opacity: 0 }, { opacity: 1 }], { duration: 160, delay: 70 * at, fill: "backwards" });
    });
  }
}

customElements.define("interactive-shapes", ShapePuzzle);
