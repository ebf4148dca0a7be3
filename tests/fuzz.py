"""Breaks the pages of the book by chance: whatever stands on a page gets a verdict or a refusal, and soon.

    python tests/fuzz.py [--pages 1000] [--seed 1] [--maths] [--print] [--seconds 5]

Each page has a few of its formulas spoilt, or its lines, and goes through the checker; with --maths its formulas also
through Temml, with --print what Temml makes of them through the writer of the PDF. Prints every traceback and every
page that takes too long, with the formula alone that does it; the exit code is 1 if there was one.
"""

import argparse
import random
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from check_equations import check_text, checker  # noqa: E402
from check_equations.pages import formulas  # noqa: E402

_FORMULA = re.compile(r"(?<=\$\$\n).+?(?=\n\s*\$\$)|(?<=\$)[^$\n]+(?=\$)", re.S)
_PIECE = re.compile(r"\\[A-Za-z]+|\\.|\d+|\s+|.", re.S)
_WORDS = r"""
\frac \sqrt \sum \prod \lim_{h\to0} \max_j \arg\max \mathbb{E} \partial \Delta \mathrm{d} \mathbf \top \to \in \colon
^ _ ^{ _{ { } ( ) [ ] | \| & \\ , ; : . ' ! % # ~ $ + - / = < > \le \ne \approx \cdot \odot \otimes \times \, \quad {,}
0 1 2 7 30 999 100000000000000000000 0.1 10^{-300} 10^{400} e \pi i j n m x 一 ² − ３ ^{999} ^{-1} _{12} _{i+1} _{0}
\text{if} \text{x} \text{ \label{eq:a} \tag{1} \because \iff \implies \cdots \left( \right) \unknown \phantom{x}
\begin{aligned} \end{aligned} \operatorname{tr}(\mathbf{X}) \det(\mathbf{X}) \mathbf{X}^{-1} \|\mathbf{X}\|_F
\underbrace{x}_{m\times{}n} \frac{\partial^2\mathcal{L}}{\partial{}x\partial{}y} \sum_{i=1}^{1000} \sum_{j=n}^{2}
\mathbb{1}[x=0] \infty \begin{cases}1&i=j\\0&i<j\end{cases} \begin{pmatrix}1&2\\3\end{pmatrix}
"""
STRANGE = [*_WORDS.split(), "\u200b", "\n"]
_LINES = [
    "$$",
    "$",
    '!!! setting "Setting"',
    "    $x \\in \\mathbb R$",
    "```",
    "<!--",
    "-->",
    "## Section {#s}",
    "> $x$",
    "- $x$",
    "\\[ x \\]",
]


class Trouble(NamedTuple):
    """What went wrong on one page, and the formula that does it."""

    kind: str
    what: str
    formula: str


def spoil(source: str, dice: random.Random) -> str:
    """The page with one to four changes, most of them within a formula."""
    for _ in range(dice.randint(1, 4)):
        places = [match.span() for match in _FORMULA.finditer(source)]
        if not places or dice.random() < 0.1:
            source = _spoil_lines(source, dice)
            continue
        start, end = dice.choice(places)
        other = source[slice(*dice.choice(places))]
        source = source[:start] + _spoil_formula(source[start:end], other, dice) + source[end:]
    return source


def _spoil_formula(tex: str, other: str, dice: random.Random) -> str:
    pieces = _PIECE.findall(tex)
    at = dice.randrange(len(pieces) + 1)
    there = at + dice.choice([1, 1, 1, 2, 3, 8])
    match dice.randrange(8):
        case 0:
            pieces[at:at] = [dice.choice(STRANGE), " "]
        case 1:
            pieces[at:there] = [" ", dice.choice(STRANGE), " "]
        case 2:
            del pieces[at:there]
        case 3:
            donor = _PIECE.findall(other)
            begin = dice.randrange(len(donor))
            pieces[at:there] = donor[begin : begin + dice.randint(1, 12)]
        case 4:
            pieces[at:at] = pieces[at:there] * dice.choice([1, 2, 40])
        case 5:
            dice.shuffle(swapped := pieces[at:there])
            pieces[at:there] = swapped
        case 6:
            opens, closes = dice.choice(
                ["()", "{}", ("\\sqrt{", "}"), ("\\left(", "\\right)"), ("x_{", "}"), ("|", "|")]
            )
            times = dice.choice([1, 3, 30, 300, 3000])
            pieces = [*pieces[:at], opens * times, *pieces[at:there], closes * times, *pieces[there:]]
        case _:
            pieces = [*pieces, dice.choice(["", " = ", " + ", ", ", r" \\ ", " "]), other]
    return "".join(pieces)


def _spoil_lines(source: str, dice: random.Random) -> str:
    lines = source.split("\n")
    at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    match dice.randrange(4):
        case 0:
            lines.insert(at, dice.choice(_LINES))
        case 1:
            del lines[at]
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            lines[at] = dice.choice(["    ", "> ", "- ", "<!-- ", "`"]) + lines[at]
    return "\n".join(lines)


def pages(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """The names and texts of spoilt pages."""
    sources = [(f"docs/en/{p.name}", p.read_text(encoding="utf-8")) for p in sorted((ROOT / "docs/en").glob("*.md"))]
    dice = random.Random(seed)
    for _ in range(count):
        name, source = dice.choice(sources)
        yield name, spoil(source, dice)


def through_checker(source: str, name: str, seconds: float) -> Iterator[Trouble]:
    """What the checker has trouble with on one page."""
    begun = time.process_time()
    try:
        check_text(source, name)
    except Exception as error:
        yield Trouble(_where(error), str(error), _culprit(source, type(error)))
        return
    if (spent := time.process_time() - begun) > seconds:
        yield Trouble("slow", f"{spent:.1f} s", _slowest(source, name))


def through_maths(source: str, name: str, render: Callable[[str, bool], object]) -> Iterator[Trouble]:
    """What Temml, or the writer of the PDF, has trouble with on one page."""
    from book.ground.faults import BookError

    try:
        found = formulas(source)
    except Exception:
        return
    for formula in found:
        try:
            render(formula.tex, formula.display)
        except BookError:
            continue  # a refusal, with its place
        except Exception as error:
            yield Trouble(_where(error), str(error), formula.tex)


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = next(
        (f for f in reversed(frames) if "site-packages" not in f.filename and "/lib/" not in f.filename), frames[-1]
    )
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"


def _culprit(source: str, kind: type[Exception]) -> str:
    try:
        report = formulas(source)
    except kind:
        return "(reading the page)"
    for formula in report:
        for boxes in ((), tuple((f.tex,) for f in report if f.box)):
            try:
                checker.check.__wrapped__(formula.tex, boxes, formula.display, False)
            except kind:
                return f"{formula.tex!r} with {len(boxes)} boxes"
            except Exception:
                continue
    return "(on the page only)"


def _slowest(source: str, name: str) -> str:
    times = {}
    for result in check_text(source, name):
        checker.check.cache_clear()
        begun = time.process_time()
        checker.check(result.tex, result.boxes, result.kind == "display", result.setting)
        times[result.tex] = time.process_time() - begun
    return max(times, key=times.__getitem__, default="")


def run(count: int, seed: int, seconds: float = 5, maths: bool = False, paper: bool = False) -> list[Trouble]:
    """The trouble with so many spoilt pages."""
    render = _renderer(paper) if maths or paper else None
    found = []
    for number, (name, source) in enumerate(pages(count, seed), 1):
        found += through_checker(source, name, seconds)
        found += through_maths(source, name, render) if render else []
        if number % 500 == 0:
            kinds = dict(Counter(trouble.kind for trouble in found))
            print(f"{number} pages: {kinds or 'no trouble'}", file=sys.stderr, flush=True)
            checker.check.cache_clear()
            checker.scope_of.cache_clear()
    return found


def _renderer(paper: bool) -> Callable[[str, bool], object]:
    from book.ground import tree
    from book.maths.temml import Converter
    from book.print.formulas import convert

    converter = Converter(None)

    def render(tex: str, display: bool) -> None:
        html = converter.render(tex, display, "page")
        if paper and (formula := tree.parse(html).find("math")) is not None:
            convert(formula)

    return render


def main() -> int:
    """1 if there was trouble."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=5, help="what takes longer is trouble, too")
    parser.add_argument("--maths", action="store_true", help="also through Temml")
    parser.add_argument("--print", action="store_true", dest="paper", help="also through the writer of the PDF")
    options = parser.parse_args()
    found = run(options.pages, options.seed, options.seconds, options.maths, options.paper)
    shown: Counter[str] = Counter()
    for trouble in found:
        shown[trouble.kind] += 1
        if shown[trouble.kind] <= 3:
            print(f"{trouble.kind}: {trouble.what[:200]}\n    {trouble.formula[:600]}")
    print(f"{options.pages} pages, seed {options.seed}: {dict(shown) or 'a verdict or a refusal for each'}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
