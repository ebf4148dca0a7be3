// The marks of every formula of a page, and how one is hidden without moving another. Loaded by tests/ink_web.py.
(() => {
  const SIGNS = new Set(["mi", "mn", "mo", "mtext"]);
  const DRAWN = { msqrt: "the root sign", mroot: "the root sign", mfrac: "the bar of a fraction" };
  const PLAIN = new Set(["math", "semantics", "mrow", "mstyle", "mpadded", "mphantom", "mspace", "msub", "msup", "msubsup",
    "munder", "mover", "munderover", "mtable", "mtr", "mtd"]);
  const UNSEEN = /[\s\u2061-\u2064]/; // spaces, and the operators that are only heard
  const marks = [], hidden = CSS.highlights.set("hidden", new Highlight()).get("hidden");
  const look = new CSSStyleSheet(); // the page's policy refuses a <style> that it does not know
  // The foot of a root's sign may stand below its box: a line around it that nobody sees has it painted anew as well.
  look.replaceSync("::highlight(hidden) { color: transparent } :is(msqrt, mroot) { outline: 4px solid transparent }");
  document.adoptedStyleSheets.push(look);

  function add(element, what, rectangle, hide, show) {
    const formula = element.closest("math").querySelector("annotation").textContent;
    const { left, top, right, bottom } = rectangle;
    marks.push({ what: `${what} in ${formula}`, hide, show,
      box: [left + scrollX, top + scrollY, right + scrollX, bottom + scrollY] });
  }

  function part(element, what) {
    const children = [...element.children], seen = children.map((child) => getComputedStyle(child).visibility);
    add(element, what, element.getBoundingClientRect(), () => {
      children.forEach((child, n) => { child.style.visibility = seen[n]; });
      element.style.visibility = "hidden";
    }, () => [element, ...children].forEach((one) => { one.style.visibility = ""; }));
  }

  function signs(element) {
    const text = element.textContent;
    if ([...text].length === 1) {
      if (!UNSEEN.test(text)) part(element, text);
      return;
    }
    let at = 0;
    for (const sign of text) {
      const range = new Range();
      range.setStart(element.firstChild, at);
      range.setEnd(element.firstChild, at += sign.length);
      if (!UNSEEN.test(sign)) {
        add(element, `${sign} of ${text}`, range.getBoundingClientRect(), () => hidden.add(range), () => hidden.delete(range));
      }
    }
  }

  function lines(cell) {
    for (const side of ["Right", "Bottom"]) {
      const style = getComputedStyle(cell)[`border${side}Style`];
      if (style === "none") continue;
      add(cell, "the line of a table", cell.getBoundingClientRect(),
        () => { cell.style[`border${side}Color`] = "transparent"; }, () => { cell.style[`border${side}Color`] = ""; });
    }
  }

  for (const element of document.querySelectorAll("main math, main math :not(annotation)")) {
    const name = element.localName;
    if (SIGNS.has(name)) signs(element);
    else if (name in DRAWN) part(element, DRAWN[name]);
    else if (!PLAIN.has(name)) throw new Error(`tests/ink.js does not know how <${name}> is drawn`);
    if (name === "mtd") lines(element);
  }

  let out = [];
  window.ink = {
    marks: marks.map(({ what, box }) => ({ what, box })),
    hide(numbers) {
      out.forEach((number) => marks[number].show());
      out = numbers;
      out.forEach((number) => marks[number].hide());
    },
  };
})();
