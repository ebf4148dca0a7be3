// Which words of a query are grammar: they say how something is asked, not what.

const STOP = new Set(
  (
    "a an and any are as at be been being both but by can cant cannot could did do does doesnt dont done during each either even for from get gets getting give given gives go goes going gone got had has have having here how i if im in into is isnt it its just let like make makes many me much must my need needs never no not of off on once only or other our out over really same see should show so some still such take takes than that thats the their them then there these they thing things this those to too up us use used using very vs want was way we well were what whats when where which while who why will with without wont would yet you your " +
    "instead reason meaning explain explained explanation tutorial understand happen happens always again allowed already around before after between enough matter matters possible put puts several through come comes work works find know tell say says said look looks exactly actually suddenly keep keeps " +
    "은 는 가 를 을 의 와 과 도 로 에 에서 는데 인데 않고 아니라 " +
    "왜 어떻게 무엇 무슨 뭐 뭔가 뭔지 뭘 뭘로 뭐가 그 이 저 것 거 걸 건 게 수 및 또는 또 어떤 어디 어디서 언제 하는 하는지 하나요 하죠 하고 해서 해야 해도 하면 하려면 방법 법 이유 필요 경우 때 있나요 있는 있을까 있나 없나 없나요 없는 있음 뭐예요 뭐죠 뭔가요 무엇인가 무엇인가요 뭐였죠 거예요 거죠 건가요 건지 되나 되나요 되죠 돼요 되는 되면 되는지 됩니까 나요 나와요 나옴 나오는 나오나요 아님 아닌가 아닌가요 아니죠 아닌 안 못 굳이 그냥 갑자기 계속 자꾸 놔두고 쓰면 쓰는 쓰나 쓰나요 쓰지 써도 쓸 같은 같음 같은데 같은데요 다른 달라요 다르게 다 좀 더 잘 너무 많은데 인가 인가요 일까 말라는 하지 하지만 그런데 그럼 그러면 이거 이게 저는 제가 내가 나는 알려줘 알고 싶어요 싶은데 모르겠어요 구하기 구하는 구하는지 구하나요 뜻 의미 설명 정리 예제 예시 이해 질문 무조건 여기서 각각 했더니 했는데 " +
    "方法 やり方 理由 意味 場合 必要 何 人 時 事 例 説明 解説 違い 考え方 違う 違っ 違わ 違え 使う 使っ 使い 使わ 使え 思う 思っ 思い 言う 言っ 言え 言わ 分か 知り 知ら 知る 知っ 教え 出て 出る 出た 本当 普通 結局 一体 具体的 大丈夫 求め 毎回 全然 質問 疑問"
  ).split(" "),
);

/** Whether a word is grammar here: in code and formulas the same letters are names (np.where, out_features, a − y). */
function isGrammar({ form, start, end }, text) {
  const written = text.slice(start, end);
  if (!STOP.has(written.toLowerCase()) && !(words.isCJK(form) && STOP.has(form))) return false;
  if (/[._]/.test(text[start - 1] ?? "") || /[_(]/.test(text[end] ?? "")) return false;
  const single = written.length === 1 && !words.isCJK(form);
  return !(single && (/[=+\-−*/@()[\]∂Δ]\s*$/.test(text.slice(0, start)) || /^\s*[=+\-−*/@()[\]]/.test(text.slice(end)) || (start > 0 && /[A-Z]/.test(written))));
}

/** Only here `mean` asks for a meaning; elsewhere it is an average. */
const WHAT_IT_MEANS = /\b(what do(?:es)?\b.*?)\bmeans?\b/i;
