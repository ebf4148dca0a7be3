// The circuit editor: values through a circuit gate by gate, gradients back, for any small formula. The numbers are those of
// core.js; here they are drawn and touched.

class CircuitEditor extends InteractiveFigure {
  core = circuit;
  kind = "circuit";

  /** @param {HTMLElement} stage */
  build(stage) {
    this.field = make("input", { spellcheck: false, autocapitalize: "off" });
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("change", () => this.typed(true));
    this.near = this.drawing = make("div", { "aria-hidden": "true" });
    this.table = make("table");
    const change = ({ target }, value) => this.change(target.closest("tr").dataset.of, value);
    this.table.addEventListener("click", (event) => {
      const { by } = event.target.dataset;
      if (by) change(event, event.target.parentNode.children[1].valueAsNumber + Number(by));
    });
    this.table.addEventListener("input", (event) => change(event, event.target.valueAsNumber));
    this.table.addEventListener("focusout", () => this.draw(this.state, this.state));
    stage.append(make("label", { className: "number" }, "ℒ =", this.field), this.drawing, this.table);
    addEventListener("resize", () => this.draw(this.state, this.state));
  }

  /** Before the steps: what happens to a second gradient. After Next: to the end. */
  steps() {
    this.rules = ["+=", "="].map((rule, at) => {
      const button = this.button("", () => this.act({ ...this.state, rule }));
      button.append(make("code", {}, rule), ` ${this.word(at ? "overwrite" : "add")}`);
      return button;
    });
    const bar = super.steps();
    this.on.after(this.button("⇥", () => this.step(Infinity), this.word("end")));
    return make("div", { className: "bar" }, make("div", { className: "number" }, ...this.rules), bar);
  }

  /** A formula is typed: a good one is drawn at once, a fault is said when the reader pauses or ends. @param {boolean} [ended] */
  typed(ended) {
    clearTimeout(this.pause);
    const found = circuit.typed(this.state, this.field.value);
    if (found.fault && !ended) return (this.pause = setTimeout(() => this.typed(true), 1000));
    this.field.ariaInvalid = !!found.fault;
    if (!found.fault) return this.act(found);
    const place = found.at >= 0 ? this.word("place", { at: found.at + 1 }) : "";
    this.say(place + this.word(found.fault, { ...circuit, ...found }));
  }

  /** @param {string} letter @param {number} value */
  change(letter, value) {
    const state = circuit.changed(this.state, letter, value);
    if (state !== this.state) this.act(state);
    else if (value - state.values[letter]) this.say(this.word("large", circuit));
  }

  /** Names are the letters of the circuit. @param {string} text */
  set = (text) => withNames(text, RegExp(`(\`=\`|(?<![A-Za-z])d?[${Object.keys(circuit.view(this.state).values).join("")}](?![A-Za-z]))`));

  /** @param {number} value as figures of the book round it */
  shown = (value) => shownNumber(Number(value.toFixed(4)));

  /** @param {string | number} value a name or a number, as a factor */
  factor = (value) => (value < 0 ? `(${this.shown(value)})` : value >= 0 ? this.shown(value) : value);

  /** The sentence of a step. @param {Editing} state */
  said(state) {
    const { letters, values, back, gradients, arrivals, measured, now } = circuit.view(state);
    if (!state.step || !back) return this.word(back ? "begin" : "start");
    const { op, args, name } = now;
    const inputs = args.map((arg) => values[arg] ?? arg);
    if (back < 0) {
      const whole = (parts) => (op === "max" ? `max(${parts.join(", ")})` : parts.map(this.factor).join(op === "+" ? " + " : " · "));
      return this.word("ahead", { formula: `${name} = ${whole(args)} = ${whole(inputs)} = ${this.shown(values[name])}` });
    }
    const news = arrivals.filter(({ gate }) => gate === now);
    const lines = news.map(({ slot, to, local, upstream, part, had }) => {
      const times = this.factor(op === "*" ? args[1 - slot] : local);
      return `d${to} ${had === undefined ? "=" : state.rule} ${times} · d${name} = ${this.factor(local)} · ${this.factor(upstream)} = ${this.shown(part)}`;
    });
    const tie = inputs[0] === inputs[1] ? (news[0].local ? "tie" : "blocked") : "route";
    const sentences = [this.word({ "+": "copy", "*": "swap", max: tie }[op], { winner: this.factor(args[inputs[0] > inputs[1] ? 0 : 1]) })];
    sentences.push(lines.join(this.word("comma")) + this.word("stop"));
    for (const { to, part, had, now } of news.filter(({ had }) => had !== undefined)) {
      sentences.push(this.word(state.rule === "=" ? "replaced" : "added", { name: to, had: this.shown(had), part: this.factor(part), now: this.shown(now) }));
    }
    if (state.step === circuit.last(state)) {
      const signs = letters.map((letter) => measured[letter].sign);
      const wrong = letters[signs.indexOf("≠ ")];
      const facts = wrong && { name: wrong, gradient: this.shown(gradients[wrong]), measured: this.slopes(measured[wrong]) };
      if (wrong || !signs.includes("")) sentences.push(this.word(wrong ? "differs" : "agrees", facts));
    }
    return sentences.join(this.word("space"));
  }

  /** What is measured: one slope, or at a kink two. @param {{slopes: number[]}} measured */
  slopes = ({ slopes }) => slopes.map(this.shown).join(" … ");

  /** @param {Editing} state @param {Editing | null} before */
  draw(state, before) {
    const view = circuit.view(state);
    const { letters, gradients, measured } = view;
    if (before?.of !== state.of) {
      const button = (sign, by, letter) => `<button type="button" data-by="${by}1" aria-label="${letter} ${sign} 1">${sign}</button>`;
      const row = (letter) =>
        `<tr data-of="${letter}"><th scope="row" class="fwd">${italic(letter)}<td><div class="number">${button("−", "-", letter)}<input type="number" aria-label="${letter}">${button("+", "", letter)}</div><td class="bwd"><td>`;
      this.table.innerHTML = `<tr><td colspan="2"><th scope="col">${this.word("gradient")}<th scope="col">${this.word("measured")}${letters.map(row).join("")}`;
    }
    if (before?.of !== state.of || (before !== state && state === this.opening)) {
      this.field.ariaInvalid = false;
      if (circuit.compact(this.field.value) !== state.of) this.field.value = state.of.replaceAll("-", "−");
    }
    letters.forEach((letter, at) => {
      const row = this.table.rows[at + 1];
      const field = row.querySelector("input");
      if (field.valueAsNumber !== state.values[letter]) field.value = state.values[letter];
      row.cells[2].textContent = letter in gradients ? this.shown(gradients[letter]) : "";
      row.cells[3].textContent = letter in measured ? measured[letter].sign + this.slopes(measured[letter]) : "";
    });
    this.sketch(state, view, before?.of === state.of && state.step === before.step + 1);
  }

  /** The circuit as far as one has stepped, as wide as there is room. @param {Editing} state @param {object} view @param {boolean} moves */
  sketch(state, view, moves) {
    const { letters, gates, values, back, gradients, arrivals, now } = view;
    const { places, rows } = circuit.layout(view);
    const columns = places.ℒ[0];
    this.stage.classList.toggle("deep", columns > 3);
    const width = this.drawing.clientWidth;
    const along = Math.min((width - 94) / columns, 190);
    const X = (column) => (width - 34 - along * columns) / 2 + column * along;
    const Y = (row) => 44 + row * 76;
    const named = (name) => (letters.includes(name) ? "" : `${italic(name)}=`) + this.shown(values[name]);
    const text = (x, y, kind, content) => `<text x="${x}" y="${y}" class="${kind}">${content}</text>`;
    const curve = (a, b, c, d) => `C${(a + c) / 2} ${b},${(a + c) / 2} ${d},${c} ${d}`;
    const both = (d, head, kind, lane) => `<g class="${kind}" transform="translate(0 ${lane})"><path d="${d}"/><path class="head" d="M${head}3.5v-7z"/></g>`;
    const label = ({ op, args }) => ({ "*": "×", max: "max " }[op] ?? op) + args.filter((arg) => arg <= circuit.largest).map(this.shown);
    const half = (gate) => Math.max(17, gate ? label(gate).length * 3.2 + 4 : 0);
    const uses = gates.flatMap(({ args }) => args);
    this.rules.forEach((button, at) => {
      button.ariaPressed = ["+=", "="][at] === state.rule;
      button.hidden = letters.length === Object.keys(rows).length;
    });
    let [lines, tags, nodes] = ["", "", ""];
    for (const gate of gates) {
      const { name, args } = gate;
      const [column, row] = places[name];
      const mark = gate === now ? " now" : "";
      const ends = args.map((arg, slot) => rows[name + slot] ?? places[arg]?.[1]);
      args.forEach((from, slot) => {
        if (!places[from]) return;
        const bent = letters.includes(from) && column > 1;
        const [x, y] = [X(places[from][0]) + 18, Y(places[from][1])];
        const [before, level] = [X(column - 1) + 22, bent ? Y(ends[slot]) : y];
        const side = Math.sign(ends[slot] - ends[1 - slot] || 0);
        const [tip, port] = [X(column) - half(gate) - 1, Y(row) + 7 * side];
        const d = `M${x + 4} ${y}${bent ? curve(x + 4, y, X(1), level) : ""}H${before}${curve(before, level, tip - 4, port)}`;
        lines += both(d, `${tip} ${port}l-7 `, gates.indexOf(gate) < state.step ? "ahead" + mark : "", -3.5);
        const arrival = arrivals.find((one) => one.gate === gate && one.slot === slot);
        if (!arrival) return;
        lines += both(d, `${x} ${y}l7 `, "back" + mark, 3.5);
        if (!mark && uses.filter((arg) => arg === from).length < 2) return;
        const [a, b] = bent ? [X(1), level] : [0.4 * before + 0.6 * tip, 0.4 * level + 0.6 * port + (from === args[1 - slot] && 6 * side)];
        const shown = this.shown(arrival.part);
        const lost = state.rule === "=" && arrivals.findLast(({ to }) => to === from) !== arrival ? " lost" : "";
        const wide = shown.length * 8.4 + 8;
        const struck = lost && `<path d="M${a - 14} ${b + 18}l28-22"/>`;
        tags += `<g class="back tag${mark}${lost}"><rect x="${a - wide / 2}" y="${b - 3}" width="${wide}" height="20" rx="3"/>${struck}${text(a, b + 7, "bwd", shown)}</g>`;
      });
    }
    for (const name in places) {
      const [x, y] = [X(places[name][0]), Y(places[name][1])];
      const gate = gates.find((one) => one.name === name);
      const kind = gate ? (gate === now ? `now ${back < 0 ? "ahead" : "back"}` : "") : "letter";
      nodes += `<rect x="${x - half(gate)}" y="${y - 17}" width="${2 * half(gate)}" height="34" rx="${gate ? 17 : 5}" class="${kind}"/>`;
      nodes += text(x, y, "", gate ? label(gate) : italic(name));
      if (gates.indexOf(gate) < state.step) nodes += text(x - 15, y - 28, "fwd", named(name));
      if (name in gradients) nodes += text(x, y + 28, "bwd", this.shown(gradients[name]));
    }
    this.drawing.innerHTML = `<svg width="${width}" height="${Y(Math.max(...Object.values(rows), ...letters.map((letter) => places[letter][1]))) + 44}">${lines}${tags}${nodes}</svg>`;
    if (moves) for (const tag of this.drawing.querySelectorAll(".tag.now")) this.comes(tag, this.drawing.querySelector("rect.now").getBoundingClientRect());
  }
}

customElements.define("interactive-circuit", CircuitEditor);
