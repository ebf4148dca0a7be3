// What docs/assets/interactive/kept/core.js decides. Its counts are compared with the page's program in tests/test_kept.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const page = createContext({});
runInContext(readFileSync(new URL("../../docs/assets/interactive/kept/core.js", import.meta.url), "utf-8"), page);
const { kept } = page;
const plain = (value) => JSON.parse(JSON.stringify(value)); // of this realm
const same = (found, wanted, of) => assert.deepEqual(plain(found), plain(wanted), of);
const OPENING = kept.opened({ layers: 9, kept: [0, 3, 6] });
const counts = (state) => kept.moments(state).map(({ there }) => there.length);

/** Numbers that look random and are the same every time. */
function dice(seed) {
  return (sides) => (seed = (seed * 48271) % 2147483647) % sides;
}

test("up and down, with every third input kept, and with all", () => {
  same(counts(OPENING), [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 5, 4, 3, 3, 4, 4, 3, 2, 2, 3, 3, 2, 1]);
  same([kept.peak(OPENING), kept.again(OPENING), kept.last(OPENING)], [5, 6, 24]);
  const all = kept.opened({ layers: 3, kept: [0, 1, 2] });
  same(counts(all), [1, 2, 3, 3, 2, 1]);
  same(kept.moments(all).map(({ deed }) => deed), ["stays", "stays", "stays", "reads", "reads", "reads"]);
});

test("a layer reads its own input, and it was made from the last one that was there", () => {
  const { deed, input, wanted, there } = kept.moment(kept.stepped(OPENING, 10));
  same({ deed, input, wanted, there }, { deed: "again", input: 7, wanted: 8, there: [0, 3, 6, 7] });
  for (const { deed, input, there } of kept.moments(OPENING)) if (deed === "reads") assert.equal(there.at(-1), input);
});

test("the whole shows its first worst moment", () => {
  same(kept.moment(OPENING), { deed: "again", input: 8, wanted: 8, there: [0, 3, 6, 7, 8] });
});

test("any input but the first is kept or forgotten, and the walk begins anew", () => {
  const far = kept.stepped(OPENING, 12);
  same(kept.toggled(far, 4), { layers: 9, kept: [0, 3, 4, 6], step: 0 });
  same(kept.toggled(far, 3), { layers: 9, kept: [0, 6], step: 0 });
  for (const nothing of [0, -1, 9, 1.5, NaN, undefined, "3"]) assert.equal(kept.toggled(far, nothing), far);
});

test("four at once are enough for nine layers, and fewer are not", () => {
  const peaks = Array.from({ length: 256 }, (_, bits) =>
    kept.peak({ layers: 9, kept: [0, ...[1, 2, 3, 4, 5, 6, 7, 8].filter((input) => (bits >> (input - 1)) & 1)], step: 0 }),
  );
  assert.equal(Math.min(...peaks), 4);
  assert.equal(peaks.filter((peak) => peak === 4).length, 4);
  const goal = { peak: 4 };
  assert.ok(!kept.answers(goal, OPENING) && !kept.answers(goal, kept.stepped(OPENING, 24)));
  assert.ok(kept.answers(goal, { ...OPENING, kept: [0, 4, 7] }) && kept.answers(goal, { ...OPENING, kept: [0, 3, 6, 8] }));
});

test("what is written is read again, whatever is done", () => {
  const die = dice(5);
  let state = OPENING;
  for (let round = 0; round < 2000; round++) {
    state = die(2) ? kept.toggled(state, die(9)) : kept.stepped(state, die(40) - 5);
    assert.ok(state.step >= 0 && state.step <= kept.last(state) && state.kept[0] === 0);
    same(kept.read(kept.written(state), OPENING), state);
  }
});

test("an address that means nothing leaves what was opened", () => {
  for (const keep of [undefined, "", "3", "036x", "0333", "063", "09", "0-1", "__proto__", "0".repeat(3000), "0123456789"])
    same(kept.read({ keep, step: "1" }, OPENING), kept.stepped(OPENING, 1), keep);
  for (const step of [undefined, "", "-1", "1e9", "NaN", "1.5"]) same(kept.read({ step }, OPENING), OPENING, step);
  assert.equal(kept.read({ step: "999999" }, OPENING).step, 24);
});
