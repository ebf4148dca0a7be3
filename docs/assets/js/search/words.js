// How a text becomes words that can be compared, in three scripts: the first part of search, for the book's texts and for what
// readers type alike. It knows no page: tests/js/search.test.mjs runs it without one.
//
// A word is kept without what grammar adds to it: `transposes` is `transpos`, 전치는 is 전치, and between kanji hiragana parts
// words. Latin words are equal or not; in kanji, kana and hangul a word is found inside a longer one.

/**
 * @typedef {{form: string, start: number, end: number}} Word how it is compared, and where it stands in the text
 */

var words = (() => {
  const ENDING = /(?:ational|ations?|ators?|itions?|ively|ives?|ions?|ings?|ers?|ally|able|ied|ies|ed|es|ly|(?<=ic|tion)al|e|(?<!s|u|i|ia)s|y)$/;
  const IRREGULAR = { axes: "axis", indices: "index", vertices: "vertex", matrices: "matrix", biases: "bias", bias: "bias" };
  // Korean particles and the endings of verbs made from nouns. After one syllable only those that hardly belong to a noun.
  const AFTER_ONE = /^(.)(?:을|를|은|는|에서|에는|으로|에게|의|이|가|와|과|도|로|에|랑)$/;
  const AFTER_MORE = new RegExp(
    "^(..+?)(?:으로|에서|에게|에는|부터|까지|처럼|보다|마다|대로|입니까|입니다|합니까|합니다|됩니다|됩니까|는지|인지|일까|을까|할까|하기|하면|하려면|하는|되는|하고|이나|이든|이랑|한테|인가요|하나요|되나요|인데요|인데|에선|으론|이란" +
      "|(?<!순)서|[이가의에와과도만로을를은는라고란랑며다인일면나든지요여하되한할함해했된될됨됐])+$",
  );
  const PARTICLE = /^(?:을|를|은|는|이|가|의|와|과|도|로|에|에서|에는|으로|에게|만|까지|부터|처럼|보다|마다|란|이란|인가|입니까|인지|랑|이랑|하고|인데|이면|라면)$/;
  const HAN = "一-鿿々";
  const KATAKANA = "ァ-ヺー";
  const HIRAGANA = "ぁ-ゖ";
  const HANGUL = "가-힣";
  // Latin words with their digits; identifiers are parted at underscores, points and capitals. A letter keeps its transpose.
  const LATIN = "d?[A-Z]ᵀ|d[A-Z](?![A-Za-z])|[∂Δ]?[A-Za-zα-ωΑ-Ω]ᵀ|[∂Δ][A-Za-z](?![A-Za-z])|[A-Z]+s?(?![a-z])[0-9]*|[A-Za-zÀ-ɏ][a-zß-ɏ]*[0-9]*|[α-ωΑ-Ω∇∂]|[0-9]+(?:\\.[0-9]+)?";
  const WORD = new RegExp(`[${HAN}]+|[${KATAKANA}]+|[${HIRAGANA}]+|[${HANGUL}]+|${LATIN}|\\+=|[⊙⊗∘‖√Σ✓]`, "g");
  const COUNTED = /[一二三四五](?=[乗回次階層個元値変つ項行列重点])/g; // 二乗 is 2乗
  const DIGITS = { 一: "1", 二: "2", 三: "3", 四: "4", 五: "5" };
  const LETTERS = {
    delta: "δ", Delta: "Δ", partial: "∂", sum: "Σ", top: "ᵀ", nabla: "∇", odot: "⊙", circ: "∘", otimes: "⊗", alpha: "α", beta: "β", gamma: "γ", sigma: "σ", mu: "μ", lambda: "λ", theta: "θ", eta: "η", eps: "ε", epsilon: "ε",
  };

  const PLAIN = /^[a-zぁ-ヺー一-鿿々가-힣 ]*$/; // what is spelled in one way

  const isCJK = (form) => /[々一-鿿ぁ-ゖァ-ヺー가-힣]/.test(form);
  const isHiragana = (form) => /^[ぁ-ゖ]+$/.test(form);
  const isHan = (form) => /^[一-鿿々]+$/.test(form);

  /**
   * One spelling for what can be typed in several ways: full-width and half-width letters, TeX, the marks of a transpose.
   * It keeps no positions: for queries and names.
   * @param {string} text
   */
  function spelled(text) {
    if (PLAIN.test(text)) return text;
    return text
      .normalize("NFC")
      .replace(/[\u3000\uff00-\uffef]+/g, (letters) => letters.normalize("NFKC"))
      .replace(/\\math\w+\s*\{([^{}]*)\}/g, "$1")
      .replace(/\\(?:math\w+|text\w*|left|right|frac|dfrac)\b/g, " ")
      .replace(/\\([A-Za-z]+)/g, (_, name) => `${LETTERS[name] ?? ` ${name}`} `)
      .replace(/\s*\^\s*\{?\s*(?:T|t|⊤|ᵀ)\s*\}?(?![A-Za-z])|(?<=[A-Za-z])(?:\.T\b|⊤|['′](?![a-z])|\.transpose\(\)|\.mT\b)/g, "ᵀ")
      .replace(/\^\s*\{?\s*[-−]\s*1\s*\}?|⁻¹/g, " inverse ")
      .replace(/\^\s*\{?\s*[-−]\s*(?:T|⊤|ᵀ|\\top)\s*\}?|⁻ᵀ/g, "ᵀ inverse ")
      .replace(/\b(1st|2nd|3rd)\b/gi, (ordinal) => ({ 1: "first", 2: "second", 3: "third" })[ordinal[0]])
      .replace(/_\{\s*([^{}]*?)\s*\}/g, " $1 ")
      .replace(/([d∂])\s+(?=[A-Z]\b)/g, "$1")
      .replace(/(?<![A-Za-z])(?:[d∂]?[A-Z]ᵀ?){2,}(?![a-z])/g, (glued) => (/ᵀ/.test(glued) ? glued.replace(/(?<=[A-Zᵀ])(?=[d∂A-Z])/g, " ") : glued))
      .replace(/[$\\{}"~]+/g, " ");
  }

  /** A Latin word without its ending: transpose, transposes, transposed, transposing and transposition are one. @param {string} word */
  function stem(word) {
    if (word.length < 4 || /[^a-z]/.test(word)) return word;
    if (IRREGULAR[word]) return IRREGULAR[word];
    if (/^differentia[tb]/.test(word)) return word[11] === "b" ? "differentiab" : "differentiat"; // not `different`
    if (word.endsWith("tional")) return stem(word.slice(0, -2));
    const root = word.replace(/isation/, "ization").replace(/ise(?=[ds]?$)/, "ize").replace(/ising$/, "izing").replace(/our(?=s|$)/, "or").replace(ENDING, "");
    if (root.length < 4) return word.length > 4 ? word.replace(/(?:es|ed|s|e)$/, "") : word.replace(/(?<=[a-rt-z])s$/, "");
    return root.replace(/([bdglmnprt])\1$/, "$1").replace(/(?<=.{4})[iy]$/, "");
  }

  /** Texts say the same words again and again. @type {Map<string, string>} */
  const known = new Map();

  /** @param {string} run of one script */
  function form(run) {
    let found = known.get(run);
    if (found === undefined) {
      if (known.size > 50000) known.clear();
      known.set(run, (found = formed(run)));
    }
    return found;
  }

  function formed(run) {
    if (/^[가-힣]/.test(run)) {
      if (run.length > 2) return run.replace(AFTER_MORE, "$1");
      return run.replace(AFTER_ONE, "$1");
    }
    if (/^[ァ-ヺー]/.test(run)) return run.length > 3 ? run.replace(/ー$/, "") : run; // レイヤー and レイヤ
    const small = run.toLowerCase();
    return run.length > 1 ? stem(small) : small;
  }

  /**
   * The words of a text in their order.
   * @param {string} text
   * @returns {Word[]}
   */
  function cut(text) {
    const found = [];
    for (const match of text.replace(COUNTED, (kanji) => DIGITS[kanji]).matchAll(WORD)) {
      const [run] = match;
      const last = found.at(-1);
      // A kanji before hiragana is half a word: 掛ける, 足し.
      if (isHiragana(run) && last && last.end === match.index && /^[一-鿿]$/.test(last.form) && !"のをはがにとでもへやかだずごじなら".includes(run[0])) {
        last.form += run[0];
        last.end += 1;
        if (run.length === 1) continue;
        found.push({ form: run.slice(1), start: match.index + 1, end: match.index + run.length });
        continue;
      }
      if (PARTICLE.test(run) && last?.end === match.index) continue; // dX는, QK의
      found.push({ form: form(run), start: match.index, end: match.index + run.length });
    }
    return found;
  }

  return { cut, spelled, stem, isCJK, isHiragana, isHan };
})();
