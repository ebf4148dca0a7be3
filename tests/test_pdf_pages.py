"""The pages of the printed book: what stands where, and what a page break may part."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise, product
from pathlib import Path

import pytest
from pdf_reader import MM, Printed, Volume, plain, starts
from test_pdf import headings
from the_book import BOOK

from book.ground import tree as dom
from book.ground.languages import LANGUAGES
from book.maths.temml import Converter
from book.print import formulas as maths
from book.print import volume as press
from book.print.feet import Gap, extra

HANGING = 4.0  # points: Typst hangs punctuation into the margin


def overfull(book: Printed) -> list[str]:
    """Every page with something outside of its margins but the marks of displays, and what."""
    seen = []
    for number, page in enumerate(book.pages, start=1):
        if number == 1:  # the cover's colours fill the sheet
            continue
        left, right = (21, 19) if number % 2 else (19, 21)
        width, height = book.size
        if number in book.sheets:
            (width, height), left, right = book.sheets[number], 13, 13
        low, high = left * MM - HANGING, width - right * MM + HANGING
        marks = [g for g in page if g.text in "✓:=" and high < g.left and g.right < high + 6 * MM]
        out = [g for g in page if not g.text.isspace() and (g.left < low or g.right > high) and g not in marks]
        out += [g for g in page if not g.text.isspace() and (g.bottom < 10 * MM or g.top > height - 10 * MM)]
        if out:
            seen.append(f"page {number}: {''.join(g.text for g in out)!r}")
        drawn = [box for box in book.objects[number - 1] if box[0] < low - 2 or box[2] > high + 2]
        drawn = [box for box in drawn if not any(abs(box[0] - g.left) + abs(box[2] - g.right) < 6 for g in marks)]
        if drawn:
            seen.append(f"page {number}: {drawn}")
    return seen


def test_nothing_leaves_the_margins(book: Printed, record_property: Callable[[str, object], None]) -> None:
    record_property("pages", len(book.pages))
    outside = overfull(book)
    record_property("overfull", len(outside))
    assert not outside


def rows(book: Printed, number: int) -> list[str]:
    """The lines of a page, from the highest to the lowest."""
    found: dict[int, str] = {}
    for glyph in book.body(number):
        place = round(glyph.bottom / 4)
        found[place] = found.get(place, "") + glyph.text
    return [plain(found[place]) for place in sorted(found, reverse=True)]


def test_no_chapter_is_parted_from_its_sections_in_the_contents(book: Printed) -> None:
    chapters = {title for level, title in headings(book) if level == 1}
    feet = [rows(book, number)[-1] for number in range(3, starts(book)["index"])]
    assert len(feet) > 1 and not [foot for foot in feet if re.sub(r"^\d+|^[A-E]|\d+$", "", foot) in chapters]


def test_the_cheat_sheet_is_one_sheet_of_a4(book: Printed) -> None:
    begins = starts(book)
    first, after = begins["cheat-sheet"], begins[BOOK.order[BOOK.order.index("cheat-sheet") + 1]]
    assert after == first + 1
    [(number, size)] = book.sheets.items()
    assert number == first and size == pytest.approx((210 * MM, 297 * MM), abs=1)


def test_code_in_narrow_cells_is_broken_between_names_and_keeps_its_comma(book: Printed) -> None:
    codes = [
        e.text
        for row in dict(book.articles)["cheat-sheet"].walk()
        if row.tag == "td"
        for e in row.walk()
        if e.tag == "code"
    ]
    (number,) = book.sheets
    shown, apart = "", []
    for before, after in pairwise(g for g in book.pages[number - 1] if not g.text.isspace()):
        near = abs(before.bottom - after.bottom) < 6 and abs(after.left - before.right) < 4
        if "Mono" in before.font:
            shown += before.text if near and "Mono" in after.font else f"{before.text}\n"
            apart += [after] if after.text in ",、" and not near else []
    wanted = Counter(re.findall(r"\w+", " ".join(codes)))
    assert len(codes) > 30 and not wanted - Counter(re.findall(r"\w+", shown))
    assert apart == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_fractions_in_two_lines_do_not_touch(language: str, tmp_path: Path) -> None:
    main = press.look(BOOK, language, tmp_path) / "fractions.typ"
    main.write_text('#import "layout.typ": *\n#show: volume\n#par[' + '#formula("x", $frac(f, g)$) and ' * 60 + "]")
    press.typeset(BOOK, main, tmp_path / "fractions.pdf", tagged=False)
    glyphs = [g for g in Volume(tmp_path / "fractions.pdf").pages[0] if "Math" in g.font and not g.text.isspace()]
    rows = sorted({round(g.bottom): g for g in glyphs}.values(), key=lambda g: -g.bottom)
    assert len(rows) > 6 and [above.text for above, below in pairwise(rows) if above.bottom < below.top + 0.5] == []


def test_no_heading_stands_at_the_foot_of_a_page(book: Printed) -> None:
    titles = {title for level, title in headings(book) if level > 1}
    for number in range(starts(book)["index"], len(book.pages) + 1):
        lines = rows(book, number)
        assert not lines or lines[-1] not in titles, f"page {number}"


def test_a_page_break_leaves_no_line_alone(tmp_path: Path) -> None:
    """Wherever on the page they begin: of a derivation two lines at least are on either side, of code three."""
    with Converter(BOOK.build / "maths") as converter:
        rows = " \\\\ ".join(rf"&= \frac{{a}}{{{n}}}" for n in range(1, 9))
        html = converter.render(rf"\begin{{aligned}} x {rows} \end{{aligned}}", True, "test")
    derivation = f'#displayed("x", ${maths.convert(dom.parse(html).find("math"))}$, none, none, none)'
    rows = ", ".join(f'"row = {n}"' for n in range(12))
    sample = f'#sample("", ({rows}).join("\\n"), ({rows},))'
    places = range(100, 196, 4)
    sheets = [f"#v({down}mm)\n{part}\n#pagebreak(weak: true)" for part in (derivation, sample) for down in places]
    file = tmp_path / "breaks.pdf"
    main = press.look(BOOK, "en", tmp_path) / "breaks.typ"
    main.write_text('#import "layout.typ": *\n#show: volume\n' + "\n".join(sheets) + "\n#places()")
    breaks = press.places(BOOK, main).breaks
    press.typeset(BOOK, main, file, tagged=False, breaks=breaks)
    pages = [[g for g in page if g.text == "="] for page in Volume(file).pages]
    derived = [len(page) for page in pages if page and "Math" in page[0].font]
    coded = [len(page) for page in pages if page and "Mono" in page[0].font]
    assert sum(derived) == 8 * len(places) and sum(coded) == 12 * len(places)
    assert min(derived) >= 2 and min(coded) >= 3
    assert len(derived) > len(places) < len(coded), "nothing was broken at all"
    # Where code goes on, a sign at its foot says so, and one at the head of the next page.
    sizes = [[(right - left, top - low) for left, low, right, top in page] for page in Volume(file).objects]
    signed = [sum(abs(wide - 4.4) + abs(high - 2.6) < 0.1 for wide, high in page) for page in sizes]
    assert 2 * len(breaks) == sum(signed) == 2 * (len(coded) - len(places))


def parted(volume: Volume) -> list[int]:
    """The pages at whose foot a sentence stands whose formula, code, table or list begins overleaf."""
    led = {"/Formula", "/Code", "/Table", "/L"}
    pairs = pairwise(volume.blocks)
    return [end for (kind, _, end), (next_kind, begin, _) in pairs if kind == "/P" and next_kind in led and begin > end]


def ragged(volume: Volume, pages: Iterable[int], share: float = 0.1) -> list[int]:
    """The pages of which more than a tenth, or another share, is empty at the foot."""
    low, high = 22 * MM, volume.size[1] - 25 * MM
    found = []
    for number in pages:
        glyphs = [g.bottom for g in volume.pages[number - 1] if low - 6 < g.bottom < high and not g.text.isspace()]
        drawn = [bottom for _, bottom, _, top in volume.objects[number - 1] if low - 6 < bottom and top < high + 20]
        if (min(glyphs + drawn, default=high) - low) / (high - low) > share:
            found.append(number)
    return found


def test_no_sentence_is_parted_from_what_it_leads_to(book: Printed) -> None:
    assert len(book.blocks) > 100 * len(book.articles)
    assert parted(book) == []


def test_the_feet_of_pages_are_even(book: Printed, record_property: Callable[[str, object], None]) -> None:
    """But for the last pages of chapters; a tenth of a page is some four lines."""
    begins = sorted(starts(book).values())
    ends = {page - 1 for page in begins[1:]} | set(book.sheets)
    pages = [page for page in range(begins[0], len(book.pages)) if page not in ends]
    uneven = ragged(book, pages)
    record_property("ragged", f"{len(uneven) / len(pages):.3f}")
    assert len(uneven) < 0.08 * len(pages)
    assert ragged(book, pages, 0.3) == [], "a figure or another block has left a hole"


@pytest.mark.parametrize("way", ["para", "lead-in", "led"])
def test_a_sentence_and_its_formula_are_parted_without_a_hold(tmp_path: Path, way: str) -> None:
    """Wherever on the page they stand, of one line and of eight."""
    shown = 'displayed("x", $mat(a; b; c; d)$, none, none, none)'
    sheets = []
    for down, words in product(range(100, 192, 4), (1, 60)):
        text = f'"{"So it is that it goes on " * words}"'
        call = f'#led({shown}, ("most", none), {text});' if way == "led" else f"#{way}({text});\n#{shown};"
        sheets.append(f"#v({down}mm)\n{call}\n#pagebreak(weak: true)")
    main = press.look(BOOK, "en", tmp_path) / "breaks.typ"
    main.write_text('#import "layout.typ": *\n#show: volume\n' + "\n".join(sheets))
    press.typeset(BOOK, main, tmp_path / "breaks.pdf")
    volume = Volume(tmp_path / "breaks.pdf")
    assert sum(kind == "/Formula" for kind, *_ in volume.blocks) == len(sheets) < len(volume.pages)
    assert bool(parted(volume)) == (way == "para")


def test_a_figure_leaves_no_hole(tmp_path: Path) -> None:
    """A chapter's first figure, wherever its opening ends: what does not fit is smaller, or text goes on before it."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 500"><rect width="640" height="500"/></svg>'
    text = "#para(" + ", ".join(['"So it is that it goes on."'] * 20) + ");\n"
    chapters, places = [], range(20, 120, 10)
    for n, down in enumerate(places):
        picture = '#picture(floats: false, ("figures/a.svg", "A", .78), "Caption", label("a:' + f'{n}"));'
        opening = f'#chapter("", "", "Title", label("b:{n}"));\n#block(height: {down}mm, width: 100%)[x]\n'
        chapters.append(f'#whole("a{n}", "", [\n{opening}{picture}\n{text * 12}]);')
    main = press.look(BOOK, "en", tmp_path) / "figures.typ"
    (main.parent / "figures/a.svg").write_text(svg)
    main.write_text('#import "layout.typ": *\n#show: volume\n' + "\n".join(chapters))
    press.typeset(BOOK, main, tmp_path / "figures.pdf", tagged=False)
    volume = Volume(tmp_path / "figures.pdf")
    opened = [volume.numbers[chapter.destination[0].objgen[0]] for chapter in volume.chapters]
    assert len(opened) == len(places) and ragged(volume, opened, 0.15) == []
    drawn = [max(right - left for left, _, right, _ in volume.objects[n - 1]) / MM for n in opened]
    assert max(drawn) > 129 and any(110 < width < 129 for width in drawn), "none was smaller"


def test_a_page_that_overflows_is_widened_less_and_less() -> None:
    """Its own share of the room at first; after three failures it stays as it was, and the page beside it is spared."""
    gaps = [Gap("a", n, 1, 1 + n // 4, 40.0 + n, 60) for n in range(9)]
    widened = [sum(extra(gaps, 25, Counter({("a", 1): tries})).values()) for tries in range(4)]
    second = 4 * 12  # as much as a gap may take
    assert widened == pytest.approx([48 + second, 40 + second, 20 + second, second])


def test_room_at_the_foot_goes_between_the_blocks(tmp_path: Path) -> None:
    """A chapter of blocks of which four leave a ninth of a page: its feet are ragged, and with more room even."""
    block = "#block(height: 40mm, width: 100%, fill: luma(200), breakable: false)[x]\n"
    text = "".join(f'{block}#between("a", {n}, 3);\n' for n in range(22))
    main = press.look(BOOK, "en", tmp_path) / "feet.typ"
    chapter = f'#whole("a", "", [\n{text}])\n#places()'
    main.write_text(f'#import "layout.typ": *\n#show: volume\n{chapter}')
    seen = []
    for _ in range(2):
        press.typeset(BOOK, main, tmp_path / "feet.pdf")
        volume = Volume(tmp_path / "feet.pdf")
        pages = range(1, len(volume.pages))
        seen.append((len(volume.pages), len(ragged(volume, pages)) / len(pages)))
        press.settle(BOOK, main)
    assert seen[0][0] == seen[1][0] > 3
    assert seen[0][1] == 1 and seen[1][1] == 0
