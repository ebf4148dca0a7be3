// How a typed query is read. The theme's search takes every word of a query as the beginning of a word. Here a query
// becomes the words to look for, before the theme's worker sees it: formulas in the book's spelling, words without their
// endings, compounds taken apart into words that the index has. The index is made by book/search.py.

const SETUP = 0;
const QUERY = 2;
const ANSWER = 3;
let separator;
let vocabulary = ""; // every word of the index between spaces
let signs = new Map(); // the glossary's terms and their synonyms, each to the word that stands for it in the index
let spellings = new Map(); // the other way: each sign to all the ways in which its term is written
let entries = new Map(); // each place of the book: its title and text as words between spaces, and its page's subject
let asked = {}; // what rewrite() understood of the query that is on its way through the worker

const STOP = new Set(
  ("a an and are as at be by can do does for from get how i if in into is it its me my of on or so that the there this to " +
    "was we what when where which who why will with you your instead way reason 왜 어떻게 무엇 무슨 뭐 그 이 저 것 수 및 또는 어떤 하는 방법 이유 필요 方法 理由").split(" "),
);
const PARTICLE = /^([가-힣])[의이가와과도로]$/; // after one syllable: the separator of the index does the others
const HIRAGANA = /^[ぁ-ゖ]+$/;
const HAN = /[一-鿿々]/;
const CJK = /[一-鿿々ぁ-ゖァ-ヺー가-힣]/;
const ENDING = /(?:ational|ations?|ators?|ively|ives?|ions?|ings?|ers?|ally|able|ied|ies|ed|es|ly|e|s|y)$/;
const FACTOR = "[d∂Δδ]?[A-Za-z](?:_\\w+)?ᵀ?";
const PRODUCT = new RegExp(`(?<![\\w.])${FACTOR}(?:[ @*⋅·×]+${FACTOR})+(?![\\w.])`, "g");
const LETTERS = { delta: "δ", Delta: "Δ", partial: "∂", sum: "Σ", top: "⊤", nabla: "∇", cdot: "⋅", times: "×" };

/** One spelling for what can be typed in several ways: half-width letters, pasted TeX, the marks of a transpose. */
function spell(query) {
  return query
    .normalize("NFC")
    .replace(/[\uff00-\uffef]+/g, (letters) => letters.normalize("NFKC"))
    .replace(/\\([A-Za-z]+)/g, (_, name) => LETTERS[name] ?? " ")
    .replace(/\^\s*\{?\s*(?:T|t|⊤)\s*\}?(?![A-Za-z])|(?<=[A-Za-z])(?:\.T\b|⊤|['′](?![a-z]))/g, "ᵀ")
    .replace(/_\{\s*([^{}]*?)\s*\}/g, (_, index) => `_${index.replace(/[\s,]/g, "")}`)
    .replace(/\b([d∂])\s+(?=[A-Z]\b)/g, "$1")
    .replace(/(?<![A-Za-z])(?:[d∂]?[A-Z]){2,}ᵀ/g, (glued) => glued.replace(/(?<=[A-Z])(?=[d∂A-Z])/g, " "))
    .replace(/\+=/g, " pluseq ")
    .replace(/[$\\{}"^~*]+/g, " ");
}

const known = (word) => vocabulary.includes(` ${word} `);
const begins = (word) => vocabulary.includes(` ${word}`);
const occurs = (word) => (CJK.test(word) ? vocabulary.includes(word) : begins(word));

/** The words of the index of which a word without spaces is made: 転置行列 is 転置 and 行列. */
function parts(word) {
  const least = /[가-힣]|[一-鿿々]/.test(word) ? 2 : 3;
  const found = [];
  for (let start = 0; start + least <= word.length; ) {
    let end = word.length;
    const fits = CJK.test(word) ? occurs : known;
    while (end >= start + least && !fits(word.slice(start, end))) end -= 1;
    if (end >= start + least) found.push(word.slice(start, end));
    start = Math.max(end, start + 1);
  }
  return found;
}

// Terms in the language of the theme's index: `*` stands for any letters, `^` gives weight. A backslash before each kanji
// keeps the theme from cutting Chinese words out of Japanese ones.
const shield = (word) => (HAN.test(word) ? [...word].join("\\") : word);
const exactly = (word, weight) => `${shield(word)}^${weight}`;
const beginning = (word, weight) => `${shield(word)}*^${weight}`;
const anywhere = (word, weight) => `*${shield(word)}*^${weight}`;

// Perhaps a letter is wrong, in a long word two: trasnpose, グラジエント for グラディエント.
const nearly = (word) => (word.length > 3 && !HAN.test(word) ? [`${word}~${word.length > 5 ? 2 : 1}^6`] : []);

function terms(word) {
  if (/ᵀ/.test(word)) return [exactly(word, 4), exactly(word.replace("ᵀ", ".t"), 4)];
  if (CJK.test(word)) {
    const stem = word.replace(/(?<=[ァ-ヺー]{2})ー$/, ""); // レイヤー and レイヤ
    if (stem.length === 1) return [exactly(stem, 4), ...(HIRAGANA.test(stem) ? [] : [beginning(stem, 1)])];
    const found = occurs(stem) ? [stem] : parts(stem);
    const close = occurs(stem) ? [] : nearly(stem);
    return [...close, ...found.flatMap((part) => [exactly(part, 6), beginning(part, 2), anywhere(part, 1)])];
  }
  if (word.length < 3 || /[^a-z]/.test(word)) return known(word) ? [exactly(word, 6)] : begins(word) ? [beginning(word, 1)] : [];
  const root = word.slice(0, -4);
  const stem = word.endsWith("ices") ? root + (begins(`${root}ix`) ? "ix" : "ex") : familiar(stemOf(word));
  const found = [...(known(word) ? [exactly(word, 6)] : []), ...(stem && begins(stem) ? [beginning(stem, 2)] : [])];
  return found.length ? found : [...nearly(word), ...parts(word).map((part) => beginning(part, 2))];
}

/** The longest beginning of a word that the index has, if it is most of the word: transposition, transpos. */
function familiar(word) {
  let end = word.length;
  while (end > 4 && !begins(word.slice(0, end))) end -= 1;
  return begins(word.slice(0, end)) && end >= 0.6 * word.length ? word.slice(0, end) : "";
}

function stemOf(word) {
  const stem = word.replace(ENDING, "");
  if (stem.length < 4) return word.length > 4 ? word.replace(/(?:es|ed|s|e)$/, "") : word;
  return stem.replace(/([bdglmnprt])\1$/, "$1").replace(/(?<=.{3})[iy]$/, "");
}

const singles = (word) => [word.replace(/(?<=[a-rt-z])s$/, ""), word.replace(/(?<=s)es$/, "")];
const singular = (word) => singles(word).find((one) => one !== word && known(one)) ?? word; // sums, losses
const split = (text) => text.split(separator).filter(Boolean).map((word) => singular(word.toLowerCase()));
const bare = (word) => stemOf(word.replace(PARTICLE, "$1")); // 행렬 곱의 is 행렬곱
const whole = (words) => words.filter((word) => !HIRAGANA.test(word) || words.length === 1).map(bare).join("");

/** The glossary's terms in a query, the longest first: "matrix product" is one term and not also "matrix". */
function termsOf(words) {
  for (let size = Math.min(words.length, 6); size > 0; size -= 1) {
    for (let start = 0; start + size <= words.length; start += 1) {
      const found = words.slice(start, start + size);
      const sign = signs.get(whole(found));
      if (sign) return [...termsOf(words.slice(0, start)), { sign, words: found }, ...termsOf(words.slice(start + size))];
    }
  }
  return [];
}

/** The words that say what is meant. Beside kanji, katakana or letters, hiragana is grammar: なぜ転置するのか asks for 転置. */
function telling(words) {
  const found = words.filter((word) => !STOP.has(word) && !HIRAGANA.test(word));
  return found.length ? found : words;
}

function rewrite(query) {
  const text = spell(query);
  const products = [...text.matchAll(PRODUCT)].map(([product]) => product.replace(/[ @*⋅·×]+/g, "").toLowerCase());
  const words = split(text);
  const chosen = telling(words);
  const named = termsOf(words);
  const parted = new Set(named.flatMap((term) => (term.words.length > 1 ? term.words : []))); // said by the whole term
  const joined = chosen.slice(1).map((word, i) => chosen[i] + word).filter((pair) => pair.length > 3 && known(pair));
  const found = [
    ...products.filter(known).map((product) => exactly(product, 20)),
    ...named.flatMap((term) => term.sign.map((sign) => exactly(sign, 15))),
    ...joined.map((pair) => exactly(pair, 8)),
    ...chosen.flatMap((word) => (parted.has(word) ? [exactly(word, 1)] : terms(word))),
  ];
  const phrase = ` ${chosen.map(root).join(" ")}${/[가-힣]{2}$/.test(chosen.at(-1)) ? "" : " "}`; // an ending may follow
  const [places, count] = [entries.size, [...entries.values()].filter((entry) => (entry.title + entry.text).includes(phrase)).length];
  const clauses = [...new Set(found)];
  asked = {
    // Lunr sometimes expands 맞는* to a word that it does not have, and then finds nothing at all: ask without the stars.
    again: clauses.filter((clause) => !clause.includes("*")).join(" "),
    ideas: ideasOf(chosen, named),
    subject: chosen.length === 1 || isSubject(chosen, named),
    phrase,
    quoted: chosen.length > 1 ? Math.max(1, Math.sqrt(places / (1 + count)) / 1.3) : 1, // a rare phrase tells more
  };
  return clauses.join(" ");
}

// How answers are ranked. The worker adds up all matches, so that a common word said often outweighs a rare one. Here
// its score is damped and multiplied by the share of the query that an entry covers, and again if it has the query word
// for word. Queries of glossary terms alone keep the worker's score: it knows which page has which subject.
const DAMPED = 0.4; // the power of the worker's score: it differs a hundredfold between a page and a section
const COVERAGE = 3; // the power of the share: half of the query counts an eighth
const TITLE = 1.3; // a word in the title covers more than one in the text
const NAME = 4; // the query is the whole title, or another name
const INHERITED = 0.6; // what the page is about counts less than what the section says

/** The ideas of a query, each with all its spellings, and how rare it is in the book: whole terms, and the other words. */
function ideasOf(words, named) {
  const inTerms = new Set(named.flatMap((term) => term.words));
  const once = [...new Map(named.map((term) => [term.sign.join(), term])).values()];
  const spelled = [
    ...once.map((term) => [telling(term.words).map(root).join(" "), ...term.sign.flatMap((sign) => spellings.get(sign))]),
    ...[...new Set(words)]
      .filter((word) => !inTerms.has(word))
      .map((word) => [CJK.test(word) ? root(word) : familiar(stemOf(word)) || word]),
  ];
  const all = [...entries.values()];
  return spelled
    .map((forms) => forms.map(looks))
    .map((forms) => ({ forms, count: all.filter((entry) => says(entry.title + entry.text, forms)).length }))
    .filter(({ count }) => count)
    .map(({ forms, count }) => ({ forms, rarity: Math.log(1 + all.length / count) }));
}

/** How a word stands in running text: Latin words begin so; one syllable or one kanji is a word only by itself. */
const looks = (word) => (CJK.test(word) ? (word.length > 1 ? word : ` ${word} `) : ` ${word}`);

/** Glossary terms and nothing else ask for a subject, which the worker knows best. A term said twice belongs to a phrase. */
function isSubject(words, named) {
  const inTerms = new Set(named.flatMap((term) => term.words));
  return new Set(words.map(bare)).size === words.length && words.every((word) => inTerms.has(word));
}

const says = (text, forms) => forms.some((form) => text.includes(form));

function worth({ location, score }) {
  const { title, text, names, page, share } = entries.get(location);
  const { ideas, subject, phrase, quoted } = asked;
  const titled = subject || ideas.length < 2 ? 1 : TITLE;
  let [covered, whole] = [0, 0];
  for (const { forms, rarity } of ideas) {
    whole += rarity;
    covered += rarity * (says(title, forms) ? titled : says(text, forms) ? 1 : says(page, forms) ? INHERITED : 0);
  }
  const coverage = whole ? (covered / whole) ** COVERAGE : 1;
  if (names.includes(phrase.trim())) return score * NAME * (location.includes("#") ? 1 : 2) * coverage;
  if (subject) return score * (ideas.length > 1 ? coverage : 1);
  const exact = title.includes(phrase) ? 2 * quoted : text.includes(phrase) ? quoted : 1;
  return share * (score / share) ** DAMPED * exact * coverage;
}

const byWorth = (a, b) => b.score - a.score || entries.get(a.location).place - entries.get(b.location).place;

/** Sorts the pages found, and the places on each, by what they are worth; equal ones in the order of the book. */
function rank(items) {
  for (const places of items) {
    for (const place of places) place.score = worth(place);
    places.sort(byWorth);
  }
  items.sort(([a], [b]) => byWorth(a, b));
}

/** A word as texts are compared by: 행과 is 행. The separator and the singular have done the rest. */
const root = (word) => word.replace(PARTICLE, "$1");
const plainly = (text) => telling(split(text.replace(/<[^>]+>|&(?:lt|gt|amp);/g, " "))).map(root).join(" ");
const phrases = (text) => text.split(/<\/?(?:p|li|t[dhr])>|[.,;:!?]\s|[。、：]/).map(plainly).join(" ¶ ");

function learn({ config, docs }) {
  separator = new RegExp(config.separator, "g");
  const all = docs.flatMap(({ title, text, keywords }) => [title, text.replace(/<[^>]+>/g, " "), ...keywords]);
  const words = all.join(" ").replace(/&(?:lt|gt|amp);/g, " ").split(separator);
  vocabulary = ` ${[...new Set(words.map((word) => word.toLowerCase()))].join(" ")} `;
  const pages = new Map(docs.filter(({ location }) => !location.includes("#")).map((doc) => [doc.location, doc]));
  for (const { location, title, text, keywords, boost = 1 } of docs) {
    const about = pages.get(location.split("#")[0]);
    entries.set(location, {
      title: ` ${plainly(title)} `,
      text: ` ${[phrases(text), ...keywords.map(plainly)].join(" ¶ ")} `,
      share: boost,
      place: entries.size,
      names: [title, ...keywords].map(plainly),
      page: about ? ` ${[about.title, ...about.keywords].map(plainly).join(" ¶ ")} ` : "",
    });
  }
  for (const [sign, variants] of Object.entries(config.terms)) {
    spellings.set(sign, variants.map(plainly));
    for (const variant of variants) {
      const name = whole(split(variant));
      signs.set(name, [...(signs.get(name) ?? []), sign]); // 逆伝播 stands for two terms
    }
  }
}

// The theme's script makes its worker by this name, and so does its stand-in for pages opened from disk.
window.Worker = class extends window.Worker {
  constructor(url, ...rest) {
    super(url, ...rest);
    this.answers = String(url).includes("/workers/search");
    if (!this.answers) return;
    // The first to listen: all others see the same message, and so the new order.
    this.addEventListener("message", (event) => {
      const { type, data } = event.data;
      if (type !== ANSWER) return;
      if (data.items.length || !asked.again) return rank(data.items);
      event.stopImmediatePropagation();
      super.postMessage({ type: QUERY, data: asked.again });
      asked.again = "";
    });
  }

  postMessage(message, ...rest) {
    if (this.answers && message.type === SETUP) learn(message.data);
    const asks = this.answers && message.type === QUERY && message.data.trim();
    super.postMessage(asks ? { ...message, data: rewrite(message.data) || "∅" } : message, ...rest);
  }
};
