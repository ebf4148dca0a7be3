"""What stands where: words and relations in places where nothing would read them are refused."""

from collections.abc import Iterator, Sequence

from ..faults import Unreadable
from .commands import MARKS
from .lexer import RELATIONS, Token, closing

CONDITION = {
    "en": ("if", "for", "for all", "for any", "for each", "for every", "when", "where", "whenever", "with"),
    "ja": ("のとき", "とき", "のときは", "の場合", "である場合", "ならば", "なら", "すべての", "に対して", "について"),
    "ko": ("일 때", "때", "일 때는", "인 경우", "경우", "이면", "면", "모든", "에 대해", "에 대하여"),
}
"""Words beside a condition: it is read as the condition under which the rest holds."""
BEFORE = {*CONDITION["en"]} - {"where", "with"}
"""Those that stand before it. What stands after “where” must hold as well."""
AFTER = {*CONDITION["ja"], *CONDITION["ko"]} - {"すべての", "모든"}
"""Those that stand after it."""
JOINS = {
    "en": ("and", "then", "hence", "so", "thus", "therefore", "that is"),
    "ja": ("かつ", "および", "と", "また", "よって", "したがって", "すなわち", "ここで", "ただし"),
    "ko": ("그리고", "및", "이고", "또", "따라서", "즉", "여기서", "단"),
}
"""Words between claims, each of which must be true."""
OTHERWISE = {
    "en": ("otherwise", "else"),
    "ja": ("それ以外", "それ以外のとき", "それ以外の場合", "その他", "そのほか"),
    "ko": ("그 외", "그 외의 경우", "그 밖의 경우", "그렇지 않으면", "나머지"),
}
"""Words in the place of the last condition of cases."""
_INDEXED = {r"\sum", r"\prod", r"\lim", r"\max", r"\min", r"\mathbb{E}"}
_OPENS = {"(": ")", "[": "]", r"\{": r"\}", r"\langle": r"\rangle", "{": "}"}


def guard(stream: Sequence[Token]) -> None:
    """Raises Unreadable for words that no list has, and for a relation in brackets, where it would claim nothing."""
    _marks(stream)
    for token, inside in _places(list(stream)):
        if token.words in MARKS and inside == ("row",):
            continue
        if token.text == r"\text" and not {"reason", "label"} & set(inside):
            place = inside[-1] if inside else "row"
            if place in ("row", "condition"):
                _listed(token, JOINS if place == "row" else {}, CONDITION, OTHERWISE if place == "condition" else {})
            else:
                raise Unreadable(f"\\text{{{token.words}}} stands inside brackets, where no words are read", token.at)
        claims = not inside or inside[-1] in ("row", "condition", "index", "reason")
        if token.text in RELATIONS - {r"\to"} and not claims:
            raise Unreadable(f"{token.text} inside brackets claims nothing: take it out of them", token.at)
    _conditions(stream)


def _marks(stream: Sequence[Token]) -> None:
    """The numbers of rows stand at their ends, one after the other."""
    wanted = ""
    for token, after in zip(stream, [*stream[1:], None], strict=False):
        if token.words not in MARKS:
            continue
        if not after or after.text not in (r"\\", r"\end{aligned}"):
            raise Unreadable(f"\\text{{{token.words}}} numbers a row of aligned: it stands at its end", token.at)
        if wanted and token.words != wanted:
            raise Unreadable(f"\\text{{{token.words}}}: the next number is {wanted}", token.at)
        wanted = MARKS[(MARKS.index(token.words) + 1) % len(MARKS)]


def _listed(token: Token, *lists: dict[str, tuple[str, ...]]) -> None:
    known = [words for group in lists for language in group.values() for words in language]
    if spoken(token.words) not in known:
        said = ", ".join(known)
        raise Unreadable(
            f"\\text{{{token.words}}}: it could turn the meaning round; here may stand: {said}. "
            "A reason stands at the end, as (\\because\\ \\text{…})",
            token.at,
        )


def spoken(words: str) -> str:
    """The words without blanks and punctuation around them."""
    return " ".join(words.split()).strip(" ,.;:、。，").casefold()


def _places(stream: list[Token]) -> Iterator[tuple[Token, tuple[str, ...]]]:
    """Each token with the kinds of place that it stands in, the outermost first."""
    inside: list[str] = []
    labels = set()
    for n, token in enumerate(stream):
        text, before = token.text, stream[n - 1].text if n else ""
        if text.startswith(r"\end") or text in _OPENS.values() or (inside and inside[-1] == text):
            if not inside:
                raise Unreadable(f"{text} closes nothing", token.at)
            inside.pop()
            yield token, tuple(inside)
            continue
        if inside and inside[-1] in ("value", "condition") and text in ("&", r"\\"):
            inside[-1] = "condition" if text == "&" else "value"
        yield token, tuple(inside)
        if text == r"\begin{aligned}":
            inside.append("row")
        elif text == r"\begin{cases}":
            inside.append("value")
        elif text.startswith(r"\begin"):
            inside.append("table")
        elif text in ("|", r"\|"):
            inside.append(text)
        elif text in _OPENS:
            inside.append(_kind(stream, n, before, labels))
    if inside:
        raise Unreadable("a bracket is not closed", stream[0].at)


def _kind(stream: list[Token], n: int, before: str, labels: set[int]) -> str:
    """What a bracket holds: a reason, an index, a condition, the label of a brace, or something else."""
    if before == r"\underbrace":
        labels.add(closing(stream, n) + 2)
    if n in labels:
        return "label"
    if stream[n].text == "(" and stream[n + 1 : n + 2] and stream[n + 1].text == r"\because":
        return "reason"
    if before == "_" and n > 1 and (stream[n - 2].text in _INDEXED or stream[n - 2].text.startswith(r"\operatorname")):
        return "index"
    return "index" if before == r"\mathbb{1}" else "bracket"


def _conditions(stream: Sequence[Token]) -> None:
    """In cases, `otherwise` stands alone, and every other word beside a condition."""
    entry: list[Token] = []
    for token, inside in _places(list(stream)):
        if inside[-1:] == ("condition",) and token.text != "&":
            entry.append(token)
        elif token.text in (r"\\", r"\end{cases}"):
            _condition(entry)
            entry = []


def _condition(entry: list[Token]) -> None:
    alone = all(token.text == r"\text" for token in entry)
    other = [words for language in OTHERWISE.values() for words in language]
    for token in entry:
        if token.text == r"\text" and (spoken(token.words) in other) != (alone and len(entry) == 1):
            problem = "a condition is missing beside it" if alone else "no condition may stand beside it"
            raise Unreadable(f"\\text{{{token.words}}}: {problem}", token.at)
