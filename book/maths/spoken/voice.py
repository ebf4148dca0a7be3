"""The parts of a formula, said in a language: what the words are stands in the two tables."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from book.ground.faults import BookError
from book.ground.korean import agree
from book.ground.strings import Text, texts
from book.ground.tree import Element
from book.maths.spoken import kinds, parts, scripts, tables
from book.maths.spoken.parts import Part, Row

SIGNS, PHRASES = (Path(__file__).with_name(f"{name}.toml") for name in ("signs", "phrases"))
_NOUNS = {"det", "tr", "vec", "err", "max", "min"}  # what they are applied to is said as theirs
_NAMED = {"⟨⟩": "inner", "‖‖": "norm", "||": "absolute", "∥∥": "norm", "∣∣": "absolute"}
_SIGNS = {"sign", "text", "pause"}
_MARKS = "①②③④⑤⑥⑦⑧⑨"


def words(formula: Element, language: str) -> str:
    """A formula of a built page, its `<math>`, read aloud. Raises BookError for an element or a sign not known."""
    try:
        return voice(language).say(parts.row(formula.elements))
    except BookError as fault:
        raise BookError("page", formula.line, fault.problem, fault.remedy) from None


@cache
def voice(language: str) -> "Voice":
    """The voice of a language."""
    return Voice(language)


class Voice:
    """Says parts of formulas in one language."""

    def __init__(self, language: str) -> None:
        self._glued = language == "ja"  # words stand side by side
        self._says_of = language == "en"  # something stands between a function and its argument
        self._signs, self.phrases = texts(SIGNS, language), texts(PHRASES, language)

    def say(self, row: Row) -> str:
        """A whole formula: one line of text."""
        text = re.sub(r"\s+", " ", self.row(row))
        text = re.sub("(?<=[ァ-ヺー])~ (?=[ァ-ヺぁ-ゖ一-鿿])", " ", text)  # two Japanese words would read as one
        text = agree(re.sub(" ?~ ?", "", text))
        text = re.sub(r" *([,;、。])", r"\1", text)
        text = re.sub("[,、]+([;。])", r"\1", text)
        text = re.sub("([,;、。])[,;、。]+", r"\1", text)
        text = re.sub("([、。]) ", r"\1", text)
        return re.sub("([,;])(?! )", r"\1 ", text).strip(" ,;、。")

    def phrase(self, key: str, **values: str) -> str:
        """Words put together as phrases.toml says."""
        return self.phrases[key].format(**values)

    def word(self, sign: str) -> Text:
        """What a sign is called. Raises BookError for one that signs.toml does not have."""
        if sign not in self._signs:
            raise BookError("page", None, f"“{sign}” in a formula", f"say what it is called in {SIGNS.name}")
        return self._signs[sign]

    def _is_relation(self, part: Part) -> bool:
        return part.kind == "sign" and "|" in self._signs.get(part.text, "")

    # Rows

    def row(self, row: Row) -> str:
        """Parts one after the other, with the marks of `say` still in them."""
        said: list[str] = []
        before: Part | None = None  # the part before in this clause
        start = 0  # of this clause, in what has been said
        related, after = False, ""  # a relation has been said in this clause; what follows its right side
        side = 0  # where the side of a relation begins, in what has been said
        condition = bool(row) and row[-1].text.strip() == self.phrases["when"]
        for part in row:
            ends = part.kind in {"pause", "text"} or part == Part("sign", ",") or kinds.reason(part)
            between = " ".join(said[side:]) if related else ","
            if after and (ends or self._is_relation(part)):
                said.append(after)
                after = ""
            if self._is_relation(part):
                first, again, after = map(str.strip, self.word(part.text).split("|"))
                # What was said in several breaths is no subject.
                long = any("," in words for words in said[start:] if words != self.phrases["pause"])
                again = again.format(x=self.phrases["this"] if "," in between else between)
                words = again if before is None or related or long else first
                said.append(words.replace("은/는", "이/가") if condition else words)
                related, before, side = True, part, len(said)
                continue
            if before is not None and not kinds.opens(before) and part.kind not in _SIGNS:
                said.append(self.phrases["pause"] if kinds.ends_low(before) else self._apart(before, part))
            words = self._in_row(part, before)
            said.append(words if said else words.removeprefix("~"))
            if part.kind == "pause" or kinds.reason(part) or (part == Part("sign", ",") and related):
                related, before, start = False, None, len(said)
            else:
                before = part
        return " ".join(filter(None, [*said, after]))

    def _in_row(self, part: Part, before: Part | None) -> str:
        if part == Part("sign", "−") and (before is None or kinds.opens(before)):
            return self.word("− alone")
        return self._part(part)

    def _apart(self, before: Part, part: Part) -> str:
        """What keeps a factor apart from the one before: in Japanese its own word may come last, as of both."""
        last = part.kind in {"fraction", "root"} or (part.kind == "bracket" and part.text in _NAMED)
        power = part.kind == "script" and bool(part.rows[2]) and before.kind != "number"
        last |= power or kinds.is_large(part)
        last |= part.kind == "applied" and part.rows[0][0].text in _NOUNS
        return self.phrases["apart"] if last else ""

    # Parts

    def _part(self, part: Part) -> str:
        return getattr(self, f"_{part.kind}")(part)

    def _letter(self, part: Part) -> str:
        letter = part.text
        if letter in self._signs:
            return self._signs[letter]
        plain = unicodedata.normalize("NFKC", letter)
        if not plain.isascii():
            return self.word(plain)
        return self.phrase("vector", x=plain) if "𝐚" <= letter <= "𝐳" else plain

    def _name(self, part: Part) -> str:
        return self._signs.get(part.text, part.text)

    def _number(self, part: Part) -> str:
        return self._signs.get(part.text, part.text)

    def _sign(self, part: Part) -> str:
        return self.phrases["pause"] if part.text == "," else self.word(part.text)

    def _pause(self, part: Part) -> str:
        return self.phrases["pause"]

    def _text(self, part: Part) -> str:
        words = part.text.strip()
        if words in _MARKS:
            return self.phrases["pause"] + self.phrase("mark", n=str(_MARKS.index(words) + 1))
        return words if part.text[0] == " " and not self._glued else f"~{words}"

    def _unit(self, part: Part) -> str:
        return self.phrase("unit", d="d" if part.text == "d" else self.word(part.text), x=self.row(part.rows[0]))

    def _accent(self, part: Part) -> str:
        sign = "→ above" if part.text in "→⃗" else {"^": "ˆ", "˜": "~", "¯": "‾", "ˉ": "‾"}.get(part.text, part.text)
        return self.phrase("accent", x=self.row(part.rows[0]), accent=self.word(sign))

    def _brace(self, part: Part) -> str:
        base, label = map(self.row, part.rows)
        return self.phrase("brace", x=base, n=label) if label else base

    def _script(self, part: Part) -> str:
        return scripts.say(self, part)

    def _table(self, part: Part) -> str:
        return tables.say(self, part)

    def _fraction(self, part: Part) -> str:
        over, under = part.rows
        if kinds.is_partial(over) and kinds.is_partial(under):
            return self._partial(over, under)
        long = "" if kinds.short(over) and kinds.short(under) else "-long"
        return self.phrase(f"fraction{long}", over=self.row(over), under=self.row(under))

    def _partial(self, over: Row, under: Row) -> str:
        """∂ of something by one variable or more."""
        first, *rest = over
        order = self._ordinal("order", first.rows[2]) if first.kind == "script" else ""
        signs = [place for place, part in enumerate(under) if part.text == "∂"]
        ends = [*signs[1:], len(under)]
        variables = [self.row(under[start + 1 : end]) for start, end in zip(signs, ends, strict=True)]
        key = "partial" if rest else "partial-open"
        return self.phrase(key, x=self.row(tuple(rest)), i=self.all(variables), order=order)

    def _choose(self, part: Part) -> str:
        over, under = map(self.row, part.rows)
        return self.phrase("choose", over=over, under=under)

    def _root(self, part: Part) -> str:
        radicand, index = part.rows
        return self.of(self._ordinal("root", index) if index else self.phrases["root"], radicand, "rooted")

    def _ordinal(self, key: str, number: Row) -> str:
        """A phrase of so many, which may have a name of its own."""
        own = f"{key}-{self.row(number)}"
        return self.phrases[own] if own in self.phrases else self.phrase(f"{key}-n", n=self.row(number))

    def of(self, what: str, row: Row, key: str = "of") -> str:
        """The root, norm or trace of something, or the inner product of two things."""
        items = kinds.listed(row)
        long = "" if all(map(kinds.short, items)) else "-long"
        return self.phrase(f"{key}{long}", what=what, x=self.all([self.row(item) for item in items]))

    def all(self, items: list[str]) -> str:
        """Several things, one after the other."""
        said = items[0]
        for item in items[1:]:
            said = self.phrase("and", x=said, y=item)
        return said

    def _applied(self, part: Part) -> str:
        (function,), argument = part.rows
        if function.text in _NOUNS:
            return self.of(self._part(function), argument)
        own = function.kind == "name" or self._says_of
        said = self.row(argument) if own and kinds.short(argument) else self._enclosed("()", argument)
        return self.phrase("applied", f=self._part(function), x=said)

    def _enclosed(self, signs: str, row: Row) -> str:
        return f"{self.word(signs[0])} {self.row(row)} {self.word(signs[1])}"

    def _bracket(self, part: Part) -> str:
        (row,), signs = part.rows, part.text
        table = next((item for item in row if item.kind == "table"), None)
        if table is not None and len(row) == 1 and signs in {"()", "[]", "{"}:
            return tables.say(self, table)
        if kinds.reason(part):
            return self.phrase("because", x=self.row(row[1:]))
        if len(row) == 1 and row[0].kind == "choose":
            return self._choose(row[0])
        return self.of(self.phrases[_NAMED[signs]], row) if signs in _NAMED else self._enclosed(signs, row)
