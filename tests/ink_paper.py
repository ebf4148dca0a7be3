"""Ink on paper: what a PDF draws of each formula, whether it is all of the formula, and whether it is seen."""

import ctypes
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

import ink
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pdf_reader import Volume

from book.ground import tree as dom
from book.maths import spoken
from book.maths.mathml import ACCENTS
from book.print.formulas import tex

SCALE = 3  # pixels a point: a bar is half a point thick
ROOT, BAR, ACCENT = "√", "─", "◌"  # an accent is a character of its own in MathML, and a combining one on paper
MATHS = "BookMaths"
_NUMBER = re.compile(r"\(\w+\.\d+\)")  # of the display, one piece and tagged as a part of it
_VOICED = "\u3099\u309a"  # dots and rings of Japanese letters, which are no accents
_UNSEEN = re.compile(r"[\s\u2060-\u2064\u200b]|\ufffe")

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points


class Formula(str):
    """The alternative text of one formula of a page: another with the same text is not the same."""

    __slots__ = ()


@dataclass(frozen=True)
class Drawn:
    """A sign or a bar of a formula on a page: its characters, the font of a sign, and the object of the page."""

    text: str
    font: str
    formula: str
    object: pypdfium2.PdfObject

    @property
    def what(self) -> str:
        return f"{self.text} in {self.formula}"


def _wanted(formula: dom.Element) -> Counter:
    """How often a formula of the website shows each sign."""
    found: Counter = Counter()
    accents = {id(e.elements[1]) for e in formula.walk() if e.tag == "mover" and e.elements[1].text in ACCENTS}
    found[ACCENT] = len(accents)
    for node in formula.walk():
        if node.tag in {"mi", "mn", "mo", "mtext"} and id(node) not in accents:
            found += plain(node.text)
        found[ROOT] += node.tag in {"msqrt", "mroot"}
        found[BAR] += node.tag in {"mfrac", "msqrt", "mroot"} and not bare(node)
        if node.tag == "mtable":
            found[BAR] += len(lines(node))
    return +found


def _words(formula: dom.Element) -> Counter:
    return plain("".join(node.text for node in formula.walk() if node.tag == "mtext"))


def bare(fraction: dom.Element) -> bool:
    return fraction.attributes.get("linethickness", "").startswith("0")


def lines(table: dom.Element) -> set[tuple[str, int]]:
    """The lines of a table: each between two rows or two columns."""
    return {
        (side, down if side == "below" else across)
        for down, row in enumerate(table.elements)
        for across, cell in enumerate(row.elements)
        for side in ("below", "right")
        if f"line-{side}" in cell.classes
    }


def plain(text: str) -> Counter:
    """The characters that are seen, letters in their plain shape, accents as one sign."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))
    return Counter(ACCENT if unicodedata.combining(c) and c not in _VOICED else c for c in folded if not c.isspace())


def faults(
    volume: Volume, formulas: dict[str, list[dom.Element]], looked_at: Callable[[int], bool] = bool
) -> list[str]:
    """What a PDF lacks of these formulas, and what leaves no ink on the pages that are looked at.

    `formulas` are found by their alternative text, which several may share: one of them must be drawn whole, wherever
    that text stands. Pages count from 1; one with a root is always looked at.
    """
    elements = list(volume.dictionaries("/Formula"))
    printed = [Formula(element.Alt) for element in elements]
    owned = owners(volume, elements, printed)
    drawn: dict[int, Counter] = defaultdict(Counter)
    foreign: dict[int, Counter] = defaultdict(Counter)  # in another font than the maths font, as words are
    found = []
    for number, page in enumerate(volume.leaves, start=1):
        signs = list(signs_of(page, owned[number]))
        for sign in signs:
            drawn[id(sign.formula)].update(plain(sign.text))
            if sign.font and MATHS not in sign.font:
                foreign[id(sign.formula)].update(plain(sign.text))
        if signs and (looked_at(number) or any(sign.text == ROOT for sign in signs)):
            found += _inkless(page, signs)
    for formula in printed:
        there = drawn[id(formula)], foreign[id(formula)]
        found += min((_missed(one, *there) for one in formulas.get(formula, [])), key=len, default=[])
    for alternative in formulas.keys() - set(printed):
        found += [fault for one in formulas[alternative] for fault in _missed(one, Counter(), Counter())]
    return found


def _missed(formula: dom.Element, drawn: Counter, foreign: Counter) -> list[str]:
    """What differs from a formula of the website in what is drawn of it in one place."""
    signs = _wanted(formula)
    problems = {
        "not drawn": signs - drawn,
        "drawn too often": drawn - signs,
        "not in the maths font": foreign - _words(formula),
    }
    return [f"{n} times {what}: {c} in {tex(formula)}" for what, found in problems.items() for c, n in found.items()]


def _inkless(page: pypdfium2.PdfPage, signs: list[Drawn]) -> list[str]:
    height = page.get_height()
    marks = []
    for sign in signs:
        left, bottom, right, top = sign.object.get_bounds()
        box = (left * SCALE, (height - top) * SCALE, right * SCALE, (height - bottom) * SCALE)
        marks.append(ink.Mark(sign.what, box))

    def picture(hidden: list[int]) -> ink.Picture:
        for number in hidden:
            pdfium.FPDFPageObj_SetIsActive(signs[number].object, False)
        paper = partial(_paper, hiding=bool(hidden))
        taken = page.render(scale=SCALE, prefer_bgrx=True, bitmap_maker=paper).to_numpy()
        for number in hidden:
            pdfium.FPDFPageObj_SetIsActive(signs[number].object, True)
        return taken

    return ink.faults(marks, picture)


@cache
def _paper(width: int, height: int, hiding: bool, **form) -> pypdfium2.PdfBitmap:
    """What pages are drawn on: made once for whole pages, and once for those that are compared with them."""
    return pypdfium2.PdfBitmap.new_native(width, height, **form)


def signs_of(page: pypdfium2.PdfPage, owners: dict[int, Formula]) -> Iterator[Drawn]:
    """What a page draws of its formulas, in order. Lines carry no tag: they belong to the formula around them."""
    words = page.get_textpage()
    boxes: dict[int, list[Box]] = defaultdict(list)
    objects = [(one, owners.get(pdfium.FPDFPageObj_GetMarkedContentID(one))) for one in page.get_objects(max_depth=1)]
    for one, formula in objects:
        boxes[id(formula)].append(one.get_bounds())
    before = None
    for one, formula in objects:
        before = before if formula is None else formula
        if one.type == pdfium.FPDF_PAGEOBJ_TEXT and formula is not None:
            text = _text(one, words)
            if _UNSEEN.sub("", text) and not _NUMBER.fullmatch(text.strip()):
                yield Drawn(text.strip(), _font(one), formula, one)
        elif one.type == pdfium.FPDF_PAGEOBJ_PATH and before is not None and _lies_in(one, boxes[id(before)]):
            yield Drawn(BAR, "", before, one)


def _lies_in(line: pypdfium2.PdfObject, signs: list[Box]) -> bool:
    left, bottom, right, top = line.get_bounds()
    lefts, bottoms, rights, tops = zip(*signs, strict=True)
    across = min(lefts) - 3 < left and right < max(rights) + 3
    return across and min(bottoms) - 3 < bottom and top < max(tops) + 3


def owners(
    volume: Volume, elements: list[pikepdf.Dictionary], formulas: list[Formula]
) -> dict[int, dict[int, Formula]]:
    """The formula of each piece of marked content, by its page and its number there; one formula an element."""
    found: dict[int, dict[int, Formula]] = defaultdict(dict)
    for element, formula in zip(elements, formulas, strict=True):
        for page, number in _pieces(element):
            found[volume.numbers[page]][number] = formula
    return found


def _pieces(element: pikepdf.Dictionary) -> Iterator[tuple[int, int]]:
    """Each piece of marked content in an element of the structure tree: its page's object, its number there."""
    kids = element.K
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield element.Pg.objgen[0], kid
        elif "/MCID" in kid:  # on another page than the element begins
            yield kid.Pg.objgen[0], kid.MCID
        else:
            yield from _pieces(kid)


def _text(one: pypdfium2.PdfObject, words: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(one, words, None, 0)
    data = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(one, words, data, size)
    return bytes(data).decode("utf-16le", "replace").rstrip("\0")


def _font(one: pypdfium2.PdfObject) -> str:
    data = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(one), data, 200)
    return data.value.decode()


def printed(language: str, articles: list[tuple[str, dom.Element]]) -> dict[str, list[dom.Element]]:
    """Every different formula of a language's pages, by its alternative text."""
    different = {tex(e): e for _, article in articles for e in article.walk() if e.tag == "math"}
    found: dict[str, list[dom.Element]] = defaultdict(list)
    for formula in different.values():
        found[spoken.words(formula, language)].append(formula)
    return found
