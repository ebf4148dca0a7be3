// What a query means: ideas that a place may say, each with all its spellings. Terms of the glossary are one idea in any
// language; a word that the book does not have may be mistyped, unfinished, or two words written as one.

/**
 * @typedef {{ids: string[], forms: string[], weight: number, shown: string, term: boolean}} Idea
 * @typedef {{ideas: Idea[], pairs: Idea[], words: string[], unknown: string[], corrected: [string, string][]}} Meaning what is looked
 *   for, and which words of the query the book does not have or has in another spelling
 */

const STOP = new Set(
  (
    "a an and any are as at be been being both but by can cant cannot could did do does doesnt dont done each either even for from get gets getting give given gives go goes going gone got had has have having here how i if im in into is isnt it its just let like make makes many me much must my need needs never no not of off on once only or other our out over really same see should show so some still such take takes than that thats the their them then there these they thing things this those to too up us use used using very vs want was way we well were what whats when where which while who why will with without wont would yet you your " +
    "instead reason meaning explain explained explanation tutorial understand happen happens always again come comes work works find know tell say says said look looks exactly actually suddenly keep keeps " +
    "왜 어떻게 무엇 무슨 뭐 뭔가 뭔지 뭘 뭘로 뭐가 그 이 저 것 거 걸 건 게 수 및 또는 또 어떤 어디 어디서 언제 하는 하는지 하나요 하죠 하고 해서 해야 해도 하면 하려면 방법 법 이유 필요 경우 때 있나요 있는 있을까 있나 없나 없나요 없는 있음 뭐예요 뭐죠 뭔가요 무엇인가 무엇인가요 뭐였죠 거예요 거죠 건가요 건지 되나 되나요 되죠 돼요 되는 되면 되는지 됩니까 나요 나와요 나옴 나오는 나오나요 아님 아닌가 아닌가요 아니죠 아닌 안 못 굳이 그냥 갑자기 계속 자꾸 놔두고 쓰면 쓰는 쓰나 쓰나요 쓰지 써도 쓸 같은 같음 같은데 같은데요 다른 달라요 다르게 다 좀 더 잘 너무 많은데 인가 인가요 일까 말라는 하지 하지만 그런데 그럼 그러면 이거 이게 저는 제가 내가 나는 알려줘 알고 싶어요 싶은데 모르겠어요 구하기 구하는 구하는지 구하나요 뜻 의미 설명 정리 예제 예시 이해 질문 무조건 여기서 각각 했더니 했는데 한국어로 " +
    "方法 やり方 理由 意味 場合 必要 何 人 時 事 例 説明 解説 違い 考え方"
  ).split(" "),
);
const MOST = 200; // letters of a query that are read
const IDEAS = 14;
const RARE = 4; // places: a longer word that fewer say is also looked for by its parts
const TERM = 6; // words of the longest term

class Reader {
  /** @param {Library} library */
  constructor(library) {
    this.library = library;
  }

  /**
   * @param {string} query
   * @param {boolean} [typing] whether its last word may be unfinished
   * @returns {Meaning}
   */
  read(query, typing = false) {
    const text = words.spelled(query.slice(0, MOST)).replace(/\b(what do(?:es)?\b.*?)\bmeans?\b/i, "$1"); // elsewhere a mean is an average
    const cut = this.#glued(words.cut(text), text);
    const unfinished = typing && cut.length && cut.at(-1).end === text.length ? cut.at(-1) : undefined;
    const meaning = { ideas: [], grammar: [], pairs: [], words: [], unknown: [], corrected: [] };
    for (const part of this.#parts(cut)) this.#add(meaning, part, text, unfinished);
    if (!meaning.ideas.length) meaning.ideas = meaning.grammar; // in hiragana, and nothing else is said
    this.#strip(meaning);
    this.#pair(meaning);
    return meaning;
  }

  /** Two Latin words of which the book does not have one, but both as one: back prop, eigen value. */
  #glued(cut, text) {
    const { library } = this;
    const found = [];
    for (const word of cut) {
      const last = found.at(-1);
      const both = last && `${text.slice(last.start, last.end)}${text.slice(word.start, word.end)}`.toLowerCase();
      const lacks = both && !(library.knows(last.form) && library.knows(word.form));
      if (lacks && library.written.has(both)) Object.assign(last, { form: library.written.get(both), end: word.end });
      else found.push({ ...word });
    }
    return found;
  }

  /** Terms first, the longest: "matrix product" is one idea and not also "matrix". */
  #parts(cut) {
    const { terms } = this.library;
    for (let size = Math.min(cut.length, TERM); size > 0; size -= 1) {
      for (let start = 0; start + size <= cut.length; start += 1) {
        const found = cut.slice(start, start + size);
        const keys = terms.get(found.map(({ form }) => form).join(""));
        if (keys) return [...this.#parts(cut.slice(0, start)), { keys, found }, ...this.#parts(cut.slice(start + size))];
      }
    }
    return cut.map((word) => ({ found: [word] }));
  }

  #add(meaning, { keys, found }, text, unfinished) {
    const { library } = this;
    const [word] = found;
    const shown = text.slice(word.start, found.at(-1).end);
    const take = (idea) => meaning.ideas.push(idea);
    if (keys) return take(this.term(keys, shown, found.length));
    const { form } = word;
    if (isGrammar(word, text)) return;
    if (words.isHiragana(form)) return form.length > 2 && meaning.grammar.push(this.#idea([form], [form], shown));
    const raw = shown.toLowerCase();
    const { parts, lost } = this.#apart(form, raw);
    const compound = parts.length > 1 && words.isCJK(form);
    if (library.knows(form) && !(compound && library.places([form]) < RARE)) {
      const two = parts.length === 2 && !words.isCJK(form) ? [parts.join(" ")] : []; // batchnorm is batch norm
      return take(this.#idea([form], [form, ...two], shown));
    }
    const ends = word === unfinished ? completions(library, raw) : [];
    if (ends.length) return take(this.#idea(ends, ends, shown));
    const hangul = library.language === "ko" && asHangul(shown);
    const near = parts.length > 1 && !lost ? undefined : hangul && this.#known(hangul) ? hangul : nearest(library, raw);
    if (near) {
      const right = library.written.get(near) ?? near;
      meaning.corrected.push([shown, near]);
      return take(library.terms.has(right) ? this.term(library.terms.get(right), shown) : this.#idea([right], [right], shown));
    }
    for (const part of this.#parts(parts.map((one) => ({ form: one, start: word.start, end: word.end })))) {
      const said = part.found.map((one) => one.form).join("");
      take(part.keys ? this.term(part.keys, said) : this.#idea([part.found[0].form], [part.found[0].form], said));
    }
    if (!parts.length) meaning.unknown.push(shown);
  }

  #known = (form) => this.library.terms.has(form) || this.library.written.has(form);

  /** @param {string[]} keys of terms @param {string} shown as it is written @param {number} [size] of how many words */
  term(keys, shown, size = 1) {
    const forms = [...new Set(keys.flatMap((key) => this.library.spellings.get(key)))];
    return this.#idea(keys, forms, shown, Math.sqrt(Math.min(size, 3)), true);
  }

  #idea(ids, forms, shown, factor = 1, term = false) {
    const { library } = this;
    let weight;
    // Names are many and most are never compared: how rare their words are is asked when it is needed.
    return { ids, forms, shown, term, get weight() { return (weight ??= factor * library.rarity(forms)); } };
  }

  /** The words of the book of which a word without spaces is made: 転置行列微分, 행렬곱미분, batchsize. */
  #apart(form, raw) {
    const { library } = this;
    const cjk = words.isCJK(form);
    const text = cjk ? form : raw;
    const least = words.isHan(form) || /[가-힣]/.test(form) ? 2 : 3;
    const whole = (part) => library.terms.has(part) || library.written.has(part) || (cjk && library.said.has(part));
    const inside = (part) => whole(part) || library.knows(part);
    const found = this.#split(text, least, whole);
    if (!found.lost) return found;
    const again = cjk && !/[ァ-ヺー]/.test(form) ? this.#split(text, least, inside) : { parts: [], lost: text.length };
    return again.lost > text.length / (words.isHan(form) ? 2 : 3) ? { parts: [], lost: text.length } : again;
  }

  /** The longest parts first, from the beginning, none the whole; and how many letters belong to none. */
  #split(text, least, fits) {
    const parts = [];
    let lost = 0;
    for (let start = 0; start < text.length; ) {
      let end = text.length - (start ? 0 : 1);
      while (end >= start + least && !fits(text.slice(start, end))) end -= 1;
      if (end < start + least) {
        lost += 1;
        start += 1;
      } else {
        const part = text.slice(start, end);
        parts.push(this.library.written.get(part) ?? part);
        start = end;
      }
    }
    return { parts, lost };
  }

  /** Letters and what is said twice add little; only so many ideas are looked for. */
  #strip(meaning) {
    const seen = new Set();
    meaning.ideas = meaning.ideas.filter(({ ids }) => !seen.has(String(ids)) && seen.add(String(ids))).slice(0, IDEAS);
    meaning.words = meaning.ideas.map(({ shown }) => shown);
  }

  /** Two words that stand side by side tell more than both apart. */
  #pair(meaning) {
    for (const [place, idea] of meaning.ideas.slice(1).entries()) {
      const before = meaning.ideas[place];
      const forms = before.forms.flatMap((one) => idea.forms.map((two) => `${one} ${two}`)).slice(0, 24);
      const glued = words.cut(before.shown + idea.shown); // batch norm is batchnorm, 勾配確認 is a word, too
      if (glued.length === 1 && this.library.postings.has(glued[0].form)) forms.push(glued[0].form);
      meaning.pairs.push({ ids: [], forms, shown: "", weight: Math.min(before.weight, idea.weight) });
    }
  }
}

/** Whether a word is grammar here: in code and formulas the same letters are names (np.where, out_features, a − y). */
function isGrammar({ form, start, end }, text) {
  const written = text.slice(start, end);
  if (!STOP.has(written.toLowerCase()) && !(words.isCJK(form) && STOP.has(form))) return false;
  if (/[._]/.test(text[start - 1] ?? "") || /[_(]/.test(text[end] ?? "")) return false;
  const single = written.length === 1 && !words.isCJK(form);
  return !(single && (/[=+\-−*/@()[\]∂Δ]\s*$/.test(text.slice(0, start)) || /^\s*[=+\-−*/@()[\]]/.test(text.slice(end)) || (start > 0 && /[A-Z]/.test(written))));
}
