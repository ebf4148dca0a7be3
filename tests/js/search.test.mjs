// What docs/assets/js/search/ decides: how texts become words, what a query means, which places answer it and what is said.
// A small book in each language; the real one is asked in tests/test_search.py.

import assert from "node:assert/strict";
import { test } from "node:test";
import { learned, page } from "./search.mjs";

const forms = (text) => page.words.cut(page.words.spelled(text)).map(({ form }) => form).join(" ");

const entry = (location, title, text, more = {}) => ({ location, title, path: [], text, names: [], foreign: [], subjects: [], explains: [], share: 1, ...more });
const term = (name, ...more) => ({ name, says: `${name} is this.`, forms: [name, ...more] });

const ENGLISH = {
  language: "en",
  terms: {
    transpose: term("transpose", "transposition", "transposed matrix"),
    "matrix-product": term("matrix product", "matmul", "matrix multiplication"),
    "dot-product": term("dot product"),
    "inner-product": term("inner product", "dot product"),
  },
  lacking: [{ words: ["LSTM", "recurrent network"], near: ["shared.html"] }],
  entries: [
    entry("picture.html", "Why does a transpose appear?", "A row meets a row. The gradient of X is dZ Yᵀ.", { subjects: ["transpose", "matrix-product"], explains: ["transpose"] }),
    entry("picture.html#rows", "What happens when a row meets a row?", "Entries in a row of the product are touched.\nThe dot product of two rows is one entry. Nothing else moves.", { names: ["np.dot rows"], explains: ["dot-product"] }),
    entry("affine.html", "Why is the bias gradient a sum?", "Every example adds to the bias.", { names: ["batch norm"] }),
    entry("affine.html#batch", "What changes for a batch?", "Batchnorm is another thing. The gradient db is dZ.sum(axis=0).", { names: ["bias sum axis 0"] }),
    entry("shared.html", "One number in several places", "A weight that is shared gets the sum.", {}),
    entry("questions.html#transpose", "Why does a transpose appear?", "A row meets a row: see the chapter.", { share: 0.5 }),
  ],
};
const JAPANESE = {
  language: "ja",
  terms: { transpose: term("転置", "転置行列", "てんち"), gradient: term("勾配", "グラディエント", "こうばい"), index: term("添字", "そえじ"), shift: term("ずらし"), backward: term("逆伝播"), backpropagation: term("逆伝播", "誤差逆伝播法") },
  lacking: [],
  entries: [
    entry("picture.html", "なぜ転置が現れるのか", "行列の積では、行と行が出会います。", { explains: ["transpose"] }),
    entry("check.html", "勾配をどう確かめるか", "差分で勾配を測ります。刻み幅は小さくします。", { names: ["数値微分"] }),
    entry("layer.html", "レイヤの逆伝播", "レイヤはバイアスを足します。掛ける順番に注意します。"),
  ],
};
const KOREAN = {
  language: "ko",
  terms: { transpose: term("전치", "트랜스포즈"), product: term("행렬곱", "행렬 곱") },
  lacking: [],
  entries: [
    entry("picture.html", "왜 전치가 나타날까?", "행렬을 곱하면 행과 행이 만납니다.", { explains: ["transpose"] }),
    entry("affine.html", "편향의 기울기는 왜 합일까?", "배치의 모든 예가 편향에 더해집니다. 소프트맥스는 없습니다."),
  ],
};
const [en, ja, ko] = await Promise.all([ENGLISH, JAPANESE, KOREAN].map((one) => learned(one)));
const same = (found, wanted, said) => assert.deepEqual(JSON.parse(JSON.stringify(found)), wanted, said); // of this realm
const first = (search, query, typing) => search.answer(query, typing).found[0]?.location;

test("Latin words lose their endings, and words that only look alike stay apart", () => {
  for (const one of ["transpose transposes transposed transposing transposition", "normalise normalize normalised normalisation normalization", "axis axes", "index indices", "bias biases", "derivative derivatives", "loss losses", "row rows"]) {
    assert.equal(new Set(forms(one).split(" ")).size, 1, `${one}: ${forms(one)}`);
  }
  for (const apart of ["derivation derivative", "different differentiate", "norm normal", "variable variance", "class clash"]) {
    assert.equal(new Set(forms(apart).split(" ")).size, 2, `${apart}: ${forms(apart)}`);
  }
});

test("identifiers are their words", () => {
  assert.equal(forms("numerical_gradient SoftmaxWithLoss np.outer"), forms("numerical gradient softmax with loss np outer"));
});

test("a formula is the same in code, TeX, full width and print", () => {
  const ways = ["dW = X.T @ dZ", "dW = X^T dZ", "dW = X^\\top dZ", "\\mathrm{d}W = X^{\\top} dZ", "ｄＷ＝Ｘ．Ｔ＠ｄＺ", "dW = Xᵀ dZ", "dW = X' dZ"];
  for (const way of ways) assert.equal(forms(way), "dw xᵀ dz", way);
  assert.equal(forms("\\frac{\\partial L}{\\partial X}"), forms("∂L/∂X"));
});

test("Japanese words are parted where scripts meet, Korean words lose particles and endings", () => {
  assert.equal(forms("レイヤーの転置は勾配"), "レイヤ の 転置 は 勾配");
  assert.equal(forms("掛ける順番"), "掛け る 順番");
  assert.equal(forms("전치는 왜 행렬곱의 dX는 미분하면"), "전치 왜 행렬곱 dx 미분");
});

test("each word leads to the place that explains it, in all its spellings", () => {
  for (const query of ["transpose", "Transposed", "transposition", "why transpose?", "the transpose"]) assert.equal(first(en, query), "picture.html", query);
  for (const query of ["転置", "転置行列", "なぜ転置するのか", "転置の理由"]) assert.equal(first(ja, query), "picture.html", query);
  for (const query of ["전치", "전치는", "트랜스포즈", "왜 전치하나요"]) assert.equal(first(ko, query), "picture.html", query);
});

test("a section stands before its page if it says more of the query, and a page of questions after the answer", () => {
  assert.equal(first(en, "bias gradient sum axis 0"), "affine.html#batch");
  assert.equal(first(en, "row meets row"), "picture.html#rows");
  const found = en.answer("why does a transpose appear").found.map(({ location }) => location);
  assert.ok(found.indexOf("questions.html#transpose") > 0);
});

test("a wrong letter is read as the word that is meant, and that is said", () => {
  for (const typo of ["trasnpose", "tranpose", "transpoze"]) {
    const { found, corrected } = en.answer(typo);
    assert.equal(found[0]?.location, "picture.html", typo);
    assert.equal(corrected[0][0], typo);
  }
  assert.equal(first(ja, "グラジエント"), "check.html");
  assert.equal(first(ko, "트렌스포즈"), "picture.html");
  same(en.answer("transpose").corrected, []);
});

test("words written together or apart are the same", () => {
  assert.equal(first(en, "batchnorm"), first(en, "batch norm"));
  assert.equal(first(en, "matrixproduct"), first(en, "matrix product"));
  assert.equal(first(ko, "행렬 곱"), first(ko, "행렬곱"));
  assert.equal(first(ja, "勾配差分"), "check.html");
});

test("an unfinished word finds what begins so, but only while it is typed", () => {
  assert.equal(first(en, "transp", true), "picture.html");
  assert.equal(first(en, "exam", true), "affine.html");
  same(en.answer("tr ", true).found, []);
});

test("a word that has only been begun is not yet called wrong", () => {
  same(ko.answer("전차", true).corrected, []);
  same(en.answer("trba", true).corrected, []);
});

test("what the book lacks is said: a topic with its neighbours, a word, and nothing for nonsense", () => {
  const topic = en.answer("lstm");
  assert.ok(topic.lacking);
  same(topic.found.map(({ location }) => location), ["shared.html"]);
  assert.ok(en.answer("Recurrent networks").lacking);
  const word = en.answer("gradient of the flumph");
  same(word.unknown, ["flumph"]);
  assert.ok(word.found.length);
  for (const query of ["qqxzvw", "zzyzzx jjkqv", "鰯鯖鱈", "뷁쉛뙑", "⟂", "", "   ", "the of"]) same(en.answer(query).found, [], query);
});

test("before the texts have come, headings, names and terms answer, and nothing is called wrong or lacking", async () => {
  const head = await learned(ENGLISH, false);
  assert.equal(first(head, "transpose"), "picture.html");
  assert.ok(head.answer("transpose").partial && !en.answer("transpose").partial);
  const { unknown, corrected } = head.answer("trasnpose flumph");
  same([unknown, corrected], [[], []]);
  same(head.answer("touched").found, []); // a word of the texts alone
  assert.equal(first(en, "touched"), "picture.html#rows");
});

test("a word that the book does not have and that is parted is said to be", () => {
  same(en.answer("biasgradient").corrected, [["biasgradient", "bias gradient"]]);
  same(en.answer("batchnorm").corrected, []); // a name says it so
  same(en.answer("row biasgrad", true).corrected, []);
  same(ko.answer("전치행렬곱").corrected, [["전치행렬곱", "전치 행렬곱"]]);
  same(ko.answer("편향기울기").corrected, []); // a title says both side by side
  same(ja.answer("転置は勾配").corrected, []);
});

test("nothing but grammar is not called lacking, but what it is", async () => {
  for (const query of ["the", "why", "the of"]) assert.ok(en.answer(query).grammar, query);
  assert.ok(ja.answer("なぜ").grammar && ko.answer("왜").grammar);
  for (const query of ["", "⟂", "qqxzvw", "the transpose"]) assert.ok(!en.answer(query).grammar, query);
  const head = await learned(ENGLISH, false); // the texts may still have what no heading has
  assert.ok(!head.answer("qqxzvw").grammar && head.answer("the").grammar);
});

test("a Japanese term is found by how it sounds, in either kana and in Latin letters", () => {
  for (const query of ["こうばい", "コウバイ", "koubai", "kōbai", "kobai"]) assert.equal(first(ja, query), "check.html", query);
  for (const query of ["テンチ", "tenchi", "tenti"]) assert.equal(first(ja, query), "picture.html", query);
  same(ja.answer("tenchi").corrected, [["tenchi", "転置"]]);
  const sounds = { gyouretsu: "ぎょうれつ", shisu: "しすう", jidoubibun: "じどうびぶん", kurossentoropi: "クロスエントロピー", vekutoru: "ベクトル", densou: "でんそう" };
  for (const [typed, kana] of Object.entries({ ...sounds, kurosuentoropi: "クロスエントロピー" })) assert.equal(page.sound(typed) === page.sound(kana), typed !== "kurossentoropi", typed);
  for (const none of ["転置", "x1", ""]) assert.equal(page.sound(none), "");
  assert.equal(en.answer("tenchi").found.length, 0);
});

test("a term in hiragana counts beside other words", () => {
  for (const query of ["そえじ 勾配", "ずらし 勾配"]) assert.equal(ja.reader.read(query).ideas.length, 2, query);
  assert.equal(ja.reader.read("どうして 勾配").ideas.length, 1);
});

test("letters tell places apart where no word does: pairs of them, kanji, the beginnings of words that blanks part", async () => {
  const entries = [entry("a.html", "行列の話", "どれも行列です。成分の順は変わりません。"), entry("b.html", "行列の話", "どれも行列です。右へ1つずらしてあります。")];
  const shifted = await learned({ ...JAPANESE, entries });
  assert.equal(shifted.reader.read("ずらしていく行列").ideas.length, 1); // the rest is grammar to words
  assert.equal(first(shifted, "ずらしていく行列"), "b.html");
  const { likelihood } = shifted.ranking;
  const of = (text) => [...likelihood.of(text)];
  const [a, b] = of("ずらし");
  assert.ok(a === 0 && b > 0, `${a} ${b}`);
  const [c, d] = of("順"); // a kanji alone
  assert.ok(c > 0 && d === 0, `${c} ${d}`);
  same(of("、 ?"), [0, 0]);
  const english = await learned({ ...ENGLISH, entries: [entry("a.html", "Rows", "Shifting goes on and on. Art."), entry("b.html", "Rows", "A row that reshifts.")] });
  const [begun, inside] = english.ranking.likelihood.of("shifted");
  assert.ok(begun > 0 && inside === 0, `${begun} ${inside}`); // begins as shifting does; what reshifts does not
  const [none, whole] = english.ranking.likelihood.of("a");
  assert.ok(none === 0 && whole > 0, `${none} ${whole}`); // art is no a
});

test("how likely a place is rests on its names, its text and its page, less where more is said", async () => {
  const far = Array.from({ length: 6 }, (_, n) => entry(`far${n}.html`, "Other things", "Nothing of the kind is said in these places, however long they are."));
  const places = [
    entry("named.html", "Rows", "Much is said.", { names: ["zebra"] }),
    entry("text.html", "Rows", "Much is said of a zebra."),
    entry("page.html", "Zebra crossing", "Much is said."),
    entry("page.html#below", "Rows", "Much is said."),
    entry("long.html", "Rows", "Much is said.", { names: ["zebra", ...Array.from({ length: 9 }, (_, n) => `another name ${n}`)] }),
    ...far,
  ];
  const { ranking } = await learned({ ...ENGLISH, entries: places });
  const [named, text, page, below, long, none] = ranking.likelihood.of("zebra");
  assert.ok(named > long && named > text && page > below && below > none && text > 0 && none === 0 && named > below + 2, String([named, text, page, below, long, none]));
});

test("who asks for a term alone finds the same in all its spellings, whichever letters a place has", async () => {
  const places = [
    entry("term.html", "What it is", "Said once.", { explains: ["transpose"] }),
    entry("said.html", "A transposition", "Transposition upon transposition.", { names: ["transposition of rows", "rows and transposition"] }),
    ...Array.from({ length: 6 }, (_, n) => entry(`far${n}.html`, "Other things", "Nothing of the kind is said here.")),
  ];
  const { ranking, reader } = await learned({ ...ENGLISH, entries: places });
  const scores = (query) => ranking.rank(reader.read(query)).map(({ place, score }) => [place, score]);
  assert.equal(String(scores("transposition")), String(scores("transpose")));
});

test("beside a topic that the book lacks, one place is shown that answers the rest, then the neighbours", () => {
  const found = en.answer("LSTM bias gradient sum").found.map(({ location }) => location);
  assert.ok(found[0].startsWith("affine.html"), String(found));
  assert.equal(found.slice(1).join(" "), "shared.html");
});

test("an English name counts less than one in the reader's language, and is meant word for word only if that has none", async () => {
  const places = [
    entry("own.html", "一つ目", "本文です。", { names: ["sum_to", "zero_grad 忘れ"] }),
    entry("far.html", "二つ目", "本文です。", { foreign: ["sum_to", "zero_grad", "retain_graph"] }),
    entry("third.html", "三つ目", "本文です。", { names: ["retain_graph 転置"] }),
  ];
  const { ranking, reader } = await learned({ ...JAPANESE, entries: places });
  const scores = (query) => Object.fromEntries(ranking.rank(reader.read(query)).map(({ place, answers }) => [places[place].location, answers]));
  const shared = scores("sum_to");
  assert.ok(shared["own.html"] > 2 * shared["far.html"] && shared["far.html"] > 0, JSON.stringify(shared));
  const foreign = scores("retain_graph");
  assert.ok(foreign["far.html"] > foreign["third.html"], JSON.stringify(foreign));
  const sooner = await learned({ ...JAPANESE, entries: places }, false);
  same(sooner.library.foreign.flat(), []); // they come with the texts
  assert.deepEqual([ranking.titles.get("sumto").size, ranking.titles.get("retaingraph").size], [1, 1]);
});

test("a kind of a term that the book does not have is not read as another kind", async () => {
  const matrices = { matrix: term("行列"), inverse: term("逆行列"), chain: term("連鎖律") };
  const japanese = await learned({ ...JAPANESE, terms: matrices, entries: [entry("a.html", "逆行列", "行列に逆行列を掛けます。連鎖律を使います。")] });
  for (const kind of ["密行列", "疎行列"]) same(japanese.answer(kind).corrected, [[kind, "行列"]]);
  same(japanese.answer("連鎖率").corrected, [["連鎖率", "連鎖律"]]); // a wrong conversion
  const korean = await learned({ ...KOREAN, terms: { matrix: term("행렬"), inverse: term("역행렬"), turned: term("전치행렬") }, entries: [entry("a.html", "역행렬", "행렬에 역행렬을 곱하고 전치행렬을 봅니다.")] });
  same(korean.answer("영행렬").corrected, [["영행렬", "행렬"]]);
  same(korean.answer("전지행렬").corrected, [["전지행렬", "전치행렬"]]); // a letter wrong
});

test("a Korean word of which much is lost is said to be read as what is left", () => {
  same(ko.answer("편향뷁").corrected, [["편향뷁", "편향"]]);
  same(ko.answer("편향").corrected, []);
});

test("kanji that count are digits, and those of other words are not", () => {
  assert.equal(forms("二乗 三回 一次式"), forms("2乗 3回 1次式"));
  assert.equal(forms("一般 統一 一致"), "一般 統一 一致");
});

test("a word that means two things says both", () => {
  same(en.answer("dot product").terms.map(({ location }) => location), ["glossary.html#term-dot-product", "glossary.html#term-inner-product"]);
  assert.equal(ja.answer("逆伝播").terms.length, 2);
  assert.equal(en.answer("transpose").terms.length, 1);
  same(en.answer("transpose bias").terms, []);
});

test("the sentence that matches is shown, with its words marked and nothing lost", () => {
  const { excerpt } = en.answer("dot product rows").found[0];
  assert.equal(excerpt.map(({ text }) => text).join(""), "The dot product of two rows is one entry.");
  same(excerpt.filter(({ marked }) => marked).map(({ text }) => text), ["dot product", "rows"]);
  const long = { ...ENGLISH, entries: [entry("a.html", "A", `${"word ".repeat(200)}needle ${"word ".repeat(200)}`)] };
  return learned(long).then((search) => {
    const text = search.answer("needle").found[0].excerpt.map((part) => part.text).join("");
    assert.ok(text.includes("needle") && text.length < 200, text);
  });
});

test("a query that is long is read from its beginning, and that is said", () => {
  for (const letters of ["transpose ".repeat(500), "x".repeat(5000), "転置".repeat(2500), "전치".repeat(2500), "\\frac{".repeat(900), "((((".repeat(1250), "ー".repeat(5000), "dZ".repeat(2500)]) {
    for (const search of [en, ja, ko]) assert.ok(search.answer(letters).cut);
  }
  assert.equal(first(en, "transpose ".repeat(500)), "picture.html");
});

test("however much is pasted, little is looked up", () => {
  const counts = {};
  const watch = (of, name) => {
    const run = of[name].bind(of);
    of[name] = (...given) => ((counts[name] += 1), run(...given));
    return () => delete of[name];
  };
  const guess = page.nearest;
  const stop = [watch(page, "nearest"), ...[en, ja, ko].flatMap(({ library }) => [...["says", "holds", "knows"].map((name) => watch(library, name)), watch(library.terms, "has")])];
  let seed = 7;
  const random = (bound) => (seed = (seed * 48271) % 2147483647) % bound;
  const shuffled = (letters, length) => Array.from({ length }, () => letters[random(letters.length)]).join("");
  for (const parts of ["転置|勾配|微分|行列", "전치|행렬곱|기울기", "transpose", "row|meets|gradient|bias", "鰯鯖鱈鮪", "뷁쉛뙑", "qzxwvj", "転置|dX|勾配|Yᵀ|행렬|loss", "なぜそうなる", ".,;(){}"]) {
    const letters = parts.includes("|") ? parts.split("|") : [...parts];
    for (const pasted of [240, 1000, 5000].flatMap((length) => [letters, [...letters, " "], [...letters, " ", "、", ","], letters.map((one) => `${one} `)].map((some) => shuffled(some, length)))) {
      for (const search of [en, ja, ko]) {
        Object.assign(counts, { nearest: 0, says: 0, holds: 0, knows: 0, has: 0 });
        search.answer(pasted, true);
        const few = counts.nearest <= 6 && counts.says < 800 && counts.holds < 600 && counts.knows <= 80 && counts.has < 12000;
        assert.ok(few, `${pasted.slice(0, 30)}: ${JSON.stringify(counts)}`);
      }
    }
  }
  stop.forEach((one) => one());
  page.nearest = guess;
});

test("no query breaks it", () => {
  const letters = [..."ab XYᵀ転置の勾ー전치는 .^_{}\\$()[]|*+?-=@/'\"<>&%#~\u200b\ud83d\ude00\u0000"];
  let seed = 7;
  const random = (bound) => (seed = (seed * 48271) % 2147483647) % bound;
  for (let turn = 0; turn < 3000; turn += 1) {
    const query = Array.from({ length: random(12) }, () => letters[random(letters.length)]).join("");
    for (const search of [en, ja, ko]) assert.ok(Array.isArray(search.answer(query, turn % 2 > 0).found), query);
  }
});
