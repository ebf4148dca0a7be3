"""What the build puts on exercises: grades beside their headings, wrong answers before their reasons, data to judge by.

Hints and answers, which look alike all over the book, are heard with the heading they stand under.

The data are attributes: of the heading `data-kind`, `data-grade`, and `data-answer` in JSON or, where a function is
asked for, `data-start`, its first line; of a reason `data-value` in JSON. Search and the contents see none of it.
"""

import ast
import json
import re
from fractions import Fraction
from html import escape

from book.checks.answers import Value, known, values
from book.ground.faults import BookError, read
from book.ground.strings import strings
from book.ground.tree import Element, parse
from book.source import exercises
from book.source.book import Book
from book.source.exercises import LISTED, Exercise
from book.source.pages import Page
from book.web import heard


def tell(book: Book, root: Element, page: Page) -> None:
    """Completes every exercise of a page that has data."""
    found = known(book, page.slug)[0]
    computed = values(book).get(page.slug, {}) if found else {}
    name = title = ""
    for node in list(root.walk()):
        if node.tag == "h3":
            name = node.id.removeprefix("exercise-") if node.id.startswith("exercise-") else ""
            title = heard.title(book, node, page)
            if name in found:
                one = found[name]
                start = _start(book, page.slug, one) if one.kind == "code" else ""
                _heading(node, one, computed[name].values.get("answer"), start, page.language)
        elif node.tag == "summary" and title:
            said = strings(page.language)["named"].format(what=node.text.strip(), name=title)
            node.set("aria-label", said)
            node.set("aria-description", "")  # else browsers take what is seen for one
        elif "wrong" in node.classes and name in found:
            key, kind = node.attributes["data-wrong"], found[name].kind
            if kind == "code":
                line = _slip(book, page.slug, found[name], key)
                _lead(node, strings(page.language)["wrong-code"].format(value=escape(line)), page.language)
            elif key in computed[name].wrong:
                _wrong(node, kind, computed[name].wrong[key], page.language)


def _start(book: Book, slug: str, exercise: Exercise) -> str:
    """The first line of the function that is asked for: its name and what it is given."""
    function = _function(book, slug, exercise.answer)[0]
    return f"def {function.name}({ast.unparse(function.args)}):"


def _slip(book: Book, slug: str, exercise: Exercise, key: str) -> str:
    """The last line of a wrong function that the right one does not have, a return only if there is no other."""
    right, wrong = (_function(book, slug, name) for name in (exercise.answer, exercise.wrong[key]))
    own = [line for line in _lines(*wrong) if line not in _lines(*right)]
    return max(own, key=lambda line: (not line.startswith("return"), own.index(line)))


def _function(book: Book, slug: str, place: str) -> tuple[ast.FunctionDef, str]:
    """A function by its place, `answers.two_ones`, and the text of its file."""
    module, _, name = place.partition(".")
    file = exercises.file(book.snippets, slug).with_name(f"{module}.py")
    text = read(file)
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return node, text
    raise BookError(file, None, f"no function {name} is defined here", "define it in this file, by def")


def _lines(function: ast.FunctionDef, text: str) -> list[str]:
    """What a function does, a statement a line."""
    simple = [node for node in ast.walk(function) if isinstance(node, ast.stmt) and not hasattr(node, "body")]
    found = [(node.lineno, " ".join(ast.get_source_segment(text, node).split())) for node in simple]
    return [re.sub(r"(?<=[(\[]) | (?=[)\]])|,(?= ?[)\]])", "", line) for _, line in sorted(found)]


def _heading(node: Element, exercise: Exercise, answer: Value | None, start: str, language: str) -> None:
    node.set("data-kind", exercise.kind)
    node.set("data-grade", str(exercise.grade))
    if exercise.asked:
        node.set("data-asked", exercise.asked)
    if exercise.kind == "code":
        node.set("data-start", start)
    elif answer is not None:
        node.set("data-answer", json.dumps(answer))
    words = strings(language)[f"grade-{exercise.grade}"]
    if name := node.attributes.get("aria-label"):
        node.set("aria-label", f"{name} {words}")
    stars = {"class": "grade", "role": "img", "aria-label": words, "title": words}
    place = next((n for n, e in enumerate(node.children) if isinstance(e, Element) and "headerlink" in e.classes), None)
    node.children.insert(len(node.children) if place is None else place, Element("span", stars, ["★" * exercise.grade]))


def _wrong(node: Element, kind: str, value: Value, language: str) -> None:
    """Begins the reason with the answer that it is about."""
    node.set("data-value", json.dumps(value))
    _lead(node, strings(language)[f"wrong-{kind}"].format(value=shown(kind, value)), language)


def _lead(node: Element, words: str, language: str) -> None:
    lead = Element("strong", {"class": "wrong-lead"}, parse(words).children)
    first = node.elements[0] if node.elements else None
    if first is None or first.tag != "p":
        first = Element("p", {})
        node.children.insert(0, first)
    first.children[:0] = [lead, "" if language == "ja" else " "]


def shown(kind: str, value: Value) -> str:
    """A value as HTML before formulas are translated: numbers and matrices as formulas, shapes as code, else text."""
    if kind == "shape":
        return f"<code>({', '.join(map(str, value))}{',' if len(value) == 1 else ''})</code>"
    if kind in LISTED:
        return ", ".join(map(str, value if kind == "order" else [value]))
    if kind == "matrix":
        rows = value if isinstance(value[0], list) else [value]
        body = r" \\ ".join(" &amp; ".join(map(tex, row)) for row in rows)
        tall = rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"
        return rf'<span class="arithmatex">\({tall}\)</span>'
    return rf'<span class="arithmatex">\({tex(value)}\)</span>'


def tex(value: Value) -> str:
    """A number in TeX; a fraction is text like `-1/3`."""
    if isinstance(value, str):
        part = Fraction(value)
        sign = "-" if part < 0 else ""
        return rf"{sign}\frac{{{abs(part.numerator)}}}{{{part.denominator}}}"
    digits, _, power = f"{value:.6g}".partition("e") if isinstance(value, float) else (str(value), "", "")
    return rf"{digits} \cdot 10^{{{int(power)}}}" if power else digits
