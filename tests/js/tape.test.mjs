// What docs/assets/interactive/tape/core.js decides. Its numbers are compared with the book's engine in tests/test_tape.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/tape/core.js", import.meta.url), "utf-8"), page);
const { tape } = page;
const plain = (value) => JSON.parse(JSON.stringify(value)); // of this realm

const FREE = tape.opened({ program: { leaves: { x: [3], w: [2] }, lines: [["a", "*", ["x", "w"]], ["c", "+", ["a", "x"]], ["y", "*", ["c", "a"]]] } }); // prettier-ignore
const HUNT = tape.opened({ engine: "A", program: {
  leaves: { x: [3, 2] },
  lines: [["p", "turn", ["x"], "turn"], ["q", "turn", ["x"], "turn"], ["c", "*", ["p", "q"]], ["y", "+", ["c", "p"]]],
} }); // prettier-ignore
const at = (state, step) => tape.stepped(state, step);
const engineOf = (bug) => Object.keys(tape.engines).find((engine) => tape.engines[engine] === bug);

test("the right order is that of the tape, read from its end, and it waits for nothing", () => {
  assert.deepEqual(plain(FREE.order), ["y", "c", "a"]);
  const frames = plain(tape.frames(FREE));
  assert.deepEqual(frames.map(({ waits }) => waits.a), [2, 1, 0, 0]); // prettier-ignore
  assert.ok(frames.every(({ early }) => !early));
  assert.deepEqual(frames[3].found, { x: [36], w: [45], a: [15], c: [6], y: [1] });
  assert.deepEqual(frames[3].parts.x, [{ from: "c", data: [6] }, { from: "a", data: [30] }]); // prettier-ignore
});

test("of all orders one alone ends with 24, and it is early once", () => {
  const orders = ["yca", "yac", "cya", "cay", "ayc", "acy"];
  const ends = orders.map((order) => tape.frame(at(tape.read({ order }, FREE), 3)));
  assert.deepEqual(ends.map(({ found }) => found.x[0]), [36, 24, 18, 0, 6, 0]); // prettier-ignore
  assert.deepEqual(orders.filter((order) => tape.answers({ ends: { x: [24] } }, at(tape.read({ order }, FREE), 3))), ["yac"]);
  assert.ok(!tape.answers({ ends: { x: [24] } }, at(tape.read({ order: "yac" }, FREE), 2)));
  assert.deepEqual(plain(tape.frames(tape.read({ order: "yac" }, FREE)).map(({ early }) => early)), [false, false, true, false]);
});

test("what one pass in the right order ends with does not depend on the reader's order", () => {
  for (const order of ["yca", "ayc", "acy"]) assert.deepEqual(plain(tape.ends(at(tape.read({ order }, FREE), 3))), { x: [36], w: [45], a: [15], c: [6], y: [1] });
});

test("a step that is taken is taken once, and the others follow in their order", () => {
  const early = tape.taking(FREE, "a");
  assert.deepEqual(plain(early.order), ["a", "y", "c"]);
  assert.equal(tape.taking(early, "a"), early);
  assert.equal(tape.taking(early, "x"), early, "an input has no step");
  const full = ["c", "y"].reduce(tape.taking, early);
  assert.deepEqual(plain([full.order, full.step]), [["a", "c", "y"], 3]);
  assert.equal(tape.taking(full, "y"), full);
});

test("each bug shows in the program, and each in a way of its own", () => {
  const seen = Object.keys(tape.engines).map((engine) => {
    const state = tape.changed(HUNT, engine);
    const end = at(state, 99);
    assert.ok(!tape.innocent(end), engine);
    for (const bug of tape.bugs) {
      assert.equal(tape.answers({ named: "right" }, tape.naming(end, bug)), bug === tape.engines[engine]);
      assert.equal(Boolean(tape.against(end, bug).taken), bug !== tape.engines[engine], `${engine} ${bug}`);
    }
    return JSON.stringify(tape.frames(state));
  });
  assert.equal(new Set(seen).size, 6);
  assert.deepEqual(Object.values(tape.engines).toSorted(), [...tape.bugs].toSorted());
});

test("what each bug does is where its story says it", () => {
  const frames = (bug) => plain(tape.frames(tape.changed(HUNT, engineOf(bug))));
  const walks = Object.fromEntries(tape.bugs.map((bug) => [bug, frames(bug)]));
  assert.deepEqual(walks.fork[2].found.p, [3, 2], "replaced");
  assert.deepEqual(walks.order.slice(1, 5).map(({ taken }) => taken).join(""), "ypcq"); // prettier-ignore
  assert.ok(walks.order[2].early && walks.order[2].waits.p === 1);
  assert.deepEqual([walks.views[3].found.q, walks.views[4].found.q], [[3, 2], [7, 5]]); // prettier-ignore
  assert.deepEqual(walks.axes.at(-1).error, "(1, 1, 2), not (2, 1, 1)");
  assert.deepEqual(walks.axes.at(-1).grads.x, [0, 0]);
  assert.ok(walks.twice.every(({ walked }) => !walked.includes("p")));
  assert.deepEqual(walks.passes.slice(-2).map(({ grads }) => grads.x), [[7, 5], [7, 5]]); // prettier-ignore
  assert.deepEqual(plain(tape.wrong(at(tape.changed(HUNT, engineOf("passes")), 5))), {});
  assert.deepEqual(plain(tape.wrong(at(HUNT, 5))), { q: [3, 2] });
});

test("nobody names a bug of which nothing has been seen", () => {
  assert.equal(tape.naming(at(HUNT, 3), "views").named, "");
  assert.equal(tape.naming(at(HUNT, 4), "views").named, "views");
  assert.equal(at(tape.naming(at(HUNT, 4), "views"), 5).named, "", "to go on is to look again");
  const { passes } = Object.fromEntries(Object.entries(tape.engines).map((pair) => pair.reverse()));
  assert.equal(tape.naming(at(tape.changed(HUNT, passes), 5), "passes").named, "");
  assert.equal(tape.naming(at(tape.changed(HUNT, passes), 6), "passes").named, "passes");
});

test("every state has an address that leads back to it", () => {
  for (const order of ["yca", "yac", "cay", "acy"]) {
    for (let step = 0; step <= 3; step += 1) {
      const state = at({ ...FREE, order: [...order] }, step);
      assert.deepEqual(plain(tape.read(tape.written(state), FREE)), plain(state));
    }
  }
  for (const engine in tape.engines) {
    for (let step = 0; step <= 6; step += 1) {
      const state = at(tape.changed(HUNT, engine), step);
      assert.deepEqual(plain(tape.read(tape.written(state), HUNT)), plain(state));
    }
  }
  assert.ok(tape.bugs.every((bug) => !JSON.stringify(tape.written(at(HUNT, 5))).includes(bug)), "no address names the bug");
});

test("an address that means nothing leads to the opening", () => {
  for (const found of [
    {}, { step: "-1" }, { step: "x" }, { order: "yc" }, { order: "ycaa" }, { order: "xyc" }, { order: "" }, { engine: "A", step: "0" },
    { order: "__proto__" }, { order: "yca", engine: "constructor" },
  ]) {
    assert.deepEqual(plain(tape.read(found, FREE)), plain(FREE), JSON.stringify(found));
  } // prettier-ignore
  for (const found of [{ engine: "G" }, { engine: "toString" }, { engine: "" }, { engine: "AB" }, { order: "yca" }]) {
    assert.deepEqual(plain(tape.read(found, HUNT)), plain(HUNT), JSON.stringify(found));
  }
  assert.equal(tape.read({ step: "99" }, FREE).step, 3);
  assert.equal(tape.read({ step: "99", engine: engineOf("axes") }, HUNT).step, 3, "an engine that has stopped goes no further");
});
