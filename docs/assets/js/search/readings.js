// How a Japanese word sounds, in Latin letters of one spelling: コウバイ, こうばい, kōbai and koubai are one. Terms are found by it
// when they are typed without an input method, or in the other kana.

const VOWELS = "aiueo";
const SYLLABLES = {
  "": "あいうえお", k: "かきくけこ", s: "さしすせそ", t: "たちつてと", n: "なにぬねの", h: "はひふへほ", m: "まみむめも", y: "や ゆ よ", r: "らりるれろ", w: "わ   を",
  g: "がぎぐげご", z: "ざじずぜぞ", d: "だぢづでど", b: "ばびぶべぼ", p: "ぱぴぷぺぽ",
};
/** Each kana in Latin letters. @type {Map<string, string>} */
const LATIN_OF = new Map([["ん", "n"], ["っ", ""], ["ゔ", "bu"], ["ー", ""]]);
for (const [consonant, row] of Object.entries(SYLLABLES)) for (const [at, kana] of [...row].entries()) if (kana !== " ") LATIN_OF.set(kana, consonant + VOWELS[at]);
// The spellings of one sound, the longer first.
const ALIKE = [
  [/sh(?=i)/g, "s"], [/sh/g, "sy"], [/tch|ch/g, "ty"], [/tyi/g, "ti"], [/ts/g, "t"], [/f/g, "h"], [/j(?=i)|jy|j/g, "zy"], [/zyi/g, "zi"], [/dz/g, "z"],
  [/d(?=[iu])/g, "z"], [/v/g, "b"], [/l/g, "r"], [/c(?!h)/g, "k"], [/m(?=[bmp])/g, "n"], [/'/g, ""],
  [/([a-z])\1+/g, "$1"], [/ou|oh(?![aiueo])/g, "o"], [/ei/g, "e"],
];

/**
 * @param {string} word in kana or in Latin letters
 * @returns {string} nothing for other words
 */
function sound(word) {
  const small = word.normalize("NFD").replace(/[\u0304\u0302]/g, "").normalize("NFC").toLowerCase();
  const kana = small.replace(/[ァ-ヶ]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0x60));
  if (!/^(?:[a-z']+|[ぁ-ゔー]+)$/.test(kana)) return "";
  const latin = kana
    .replace(/[いきしちにひみりぎじぢびぴ][ゃゅょ]/g, ([one, two]) => `${LATIN_OF.get(one).slice(0, -1)}y${{ ゃ: "a", ゅ: "u", ょ: "o" }[two]}`)
    .replace(/([ぁ-ゔ])([ぁぃぅぇぉ])/g, (_, one, two) => (LATIN_OF.get(one) ?? "").slice(0, -1) + VOWELS["ぁぃぅぇぉ".indexOf(two)])
    .replace(/[ぁ-ゔー]/g, (one) => LATIN_OF.get(one) ?? "");
  return ALIKE.reduce((text, [ways, one]) => text.replace(ways, one), latin);
}
