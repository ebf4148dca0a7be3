"""One book in three languages: the same structure everywhere."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.source import order
from book.source.book import Book
from book.source.pages import Item, Page, Section
from check_equations.faults import Unreadable
from check_equations.pages import formulas
from check_equations.tex.lexer import tokens
from check_equations.tex.statements import claims

_PAGE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\.md")


def complete(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every page exists in every language and stands in the navigation."""
    for slug in slugs:
        paths = {language: book.path(language, slug) for language in LANGUAGES}
        there = [path for path in paths.values() if path.exists()]
        for path in paths.values():
            if path not in there:
                yield BookError(path, None, "missing page", f"write it, or take {slug}.md out of every language")
        if there and slug not in book.order:
            yield BookError(there[0], None, "the page is not in mkdocs.yml's nav", "add it there")


def navigation(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """The navigation names pages that there are, each once; beside the pages of a language lies nothing else."""
    config = book.root / "mkdocs.yml"
    for slug, times in Counter(book.order).items():
        if slug not in book.slugs:
            remedy = "write the page, or take it out of the nav"
            yield BookError(config, order.line_of(config, slug), f"the nav names {slug}.md, which is no page", remedy)
        elif times > 1:
            yield BookError(config, order.line_of(config, slug, 2), f"the nav names {slug}.md twice", "take one out")
    for language in book.languages:
        for file in sorted((book.docs / language).iterdir()) if (book.docs / language).is_dir() else ():
            if not file.name.startswith(".") and not _PAGE.fullmatch(file.name):
                remedy = "name a page by lower-case words joined by hyphens; what is no page belongs in docs/assets"
                yield BookError(file, None, f"“{file.name}” is no name of a page", remedy)


def structure(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Sections, formulas, code, figures, results, boxes, notes, references and links are equal in all languages."""
    for slug in slugs:
        there = [page for language in LANGUAGES if (page := book.page(language, slug))]
        if len(there) > 1:
            yield from _page_faults(there)


def _page_faults(trio: list[Page]) -> Iterator[BookError]:
    """Names the page that stands alone; where all differ, those that differ from the first."""
    sections = {page: [section.id for section in page.sections] for page in trio}
    for page, model in _odd(trio, sections.get):
        got, want = [*sections[page], ""], [*sections[model], ""]
        place = next(n for n, pair in enumerate(zip(got, want, strict=False)) if pair[0] != pair[1])
        line = page.sections[place].line if got[place] else len(page.lines)
        problem = f"section “{got[place] or 'end of page'}” where {model.language} has “{want[place] or 'end of page'}”"
        yield BookError(page.path, line, problem, "give both the same sections in the same order")
        return
    for key in "terms", "layout", "appendix", "setting", "moved":
        for page, model in _odd(trio, lambda page, key=key: page.meta.get(key)):
            problem = f"`{key}` is not what {model.language} has"
            yield BookError(page.path, page.line_of(f"{key}:"), problem, "write the same in every language")
    found = {page: _structure(page) for page in trio}
    for section in trio[0].sections:
        for kind, view in KINDS.items():
            for page, model in _odd(trio, lambda page, key=(section.id, kind), view=view: view(found[page][key])):
                here, there = (Counter(found[p][section.id, kind]) for p in (page, model))
                words = [f"only here: {_named(here - there)}"] if here - there else []
                words += [f"only there: {_named(there - here)}"] if there - here else []
                yield BookError(
                    page.path,
                    next(own.line for own in page.sections if own.id == section.id),
                    f"{kind} differ from {model.language}'s in #{section.id}: {'; '.join(words) or 'another order'}",
                    "make them equal; only prose and \\text{…} may differ",
                )


def _named(items: Counter[str]) -> str:
    return ", ".join(item if len(item) < 100 else f"{item[:99]}…" for item in items)


def _odd(trio: list[Page], view: Callable[[Page], object]) -> Iterator[tuple[Page, Page]]:
    """(a page whose view differs, a page to hold it against): the majority is held to be right."""
    views = [(page, view(page)) for page in trio]
    model, right = max(views, key=lambda pair: sum(pair[1] == other for _, other in views))
    for page, value in views:
        if value != right:
            yield page, model


# What must agree in each section: in the same order (list), equally often (Counter: word order differs between
# languages), or at least once each (set: a language may repeat a symbol where another says “it”).
KINDS: dict[str, Callable[[list[str]], object]] = {
    "displays": list,
    "figures": list,
    "results": list,
    "code and output": list,
    "boxes": list,
    "notes and list items": list,
    "labels": list,
    "claims": Counter,
    "references": Counter,
    "links": Counter,
    "formulas": set,
}


def _structure(page: Page) -> dict[tuple[str, str], list[str]]:
    """(section, kind) → what stands there, in order."""
    sections = page.sections
    found: dict[tuple[str, str], list[str]] = {(s.id, kind): [] for s in sections for kind in KINDS}

    def add(kind: str, items: list[Item]) -> None:
        for item in items:
            found[_home(sections, item.line).id, kind].append(item.value)

    add("figures", page.figures())
    add("results", [Item("result", f"{item.kind} {item.value}", item.line) for item in page.results()])
    add("code and output", page.includes())
    add("boxes", page.boxes())
    add("labels", page.labels())
    add("references", page.references())
    add("links", page.links())
    add(
        "notes and list items",
        [Item("item", m[1], n) for n, line in page.prose() if (m := _LISTED.match(line))],
    )
    for formula in formulas(page.source):
        try:
            text, claimed = " ".join(tokens(formula.tex)), claims(formula.tex)
        except Unreadable:  # another rule says so
            text, claimed = formula.tex, False
        kind = "displays" if formula.display else "claims" if claimed else "formulas"
        found[_home(sections, formula.line).id, kind].append(text)
    return found


_LISTED = re.compile(r"^\s*(\d+\.|[-*])\s")


def _home(sections: list[Section], line: int) -> Section:
    return next(section for section in reversed(sections) if section.line <= line)
