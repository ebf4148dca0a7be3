"""One book in three languages: the same structure everywhere, and no translation left behind.

`python -m book.parity` lists what has drifted apart and exits 1 if anything has;
`python -m book.parity --reviewed SLUG[#SECTION] …` records that a person has read those sections side by side.
"""

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator

from book.errors import BookError
from book.languages import LANGUAGES
from book.pages import DOCS, Item, Page, Section, reading_order, slugs
from check_equations.lexer import tokens
from check_equations.pages import formulas
from check_equations.statements import claims

RECORD = DOCS / "reviewed.json"


def faults() -> Iterator[BookError]:
    """Every difference in structure between the languages of a page, and every page a language lacks."""
    for slug in slugs():
        trio = {language: DOCS / language / f"{slug}.md" for language in LANGUAGES}
        there = {language: path for language, path in trio.items() if path.exists()}
        for language in trio.keys() - there.keys():
            yield BookError(trio[language], None, "missing page", f"write it, or take {slug}.md out of every language")
        if slug not in reading_order():
            yield BookError(next(iter(there.values())), None, "the page is not in mkdocs.yml's nav", "add it there")
        yield from _page_faults([Page(path) for path in there.values()])


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
    for page, model in _odd(trio, lambda page: page.meta["terms"]):
        yield BookError(page.path, 1, f"terms differ from {model.language}'s", "name the same glossary keys")
    found = {page: _structure(page) for page in trio}
    for section in trio[0].sections:
        for kind, view in KINDS.items():
            for page, model in _odd(trio, lambda page, key=(section.id, kind), view=view: view(found[page][key])):
                here, there = (Counter(found[p][section.id, kind]) for p in (page, model))
                words = [f"only here: {', '.join(here - there)}"] if here - there else []
                words += [f"only there: {', '.join(there - here)}"] if there - here else []
                yield BookError(
                    page.path,
                    next(own.line for own in page.sections if own.id == section.id),
                    f"{kind} differ from {model.language}'s in #{section.id}: {'; '.join(words) or 'another order'}",
                    "make them equal; only prose and \\text{…} may differ",
                )


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
        text = " ".join(tokens(formula.tex))
        kind = "displays" if formula.display else "claims" if claims(formula.tex) else "formulas"
        found[_home(sections, formula.line).id, kind].append(text)
    return found


_LISTED = re.compile(r"^\s*(\d+\.|[-*])\s")


def _home(sections: list[Section], line: int) -> Section:
    return next(section for section in reversed(sections) if section.line <= line)


def fingerprint(section: Section) -> str:
    return hashlib.sha256(section.text.encode()).hexdigest()[:16]


def fingerprints(slug: str) -> dict[str, dict[str, str]]:
    """Section id → language → fingerprint of its text."""
    found: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        path = DOCS / language / f"{slug}.md"
        for section in Page(path).sections if path.exists() else []:
            found.setdefault(section.id, {})[language] = fingerprint(section)
    return found


def recorded() -> dict[str, dict[str, dict[str, str]]]:
    """Slug → section id → language → the fingerprint that was reviewed. Raises BookError if it cannot be read."""
    try:
        return json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    except json.JSONDecodeError as error:
        raise BookError(
            RECORD, error.lineno, f"this is not JSON: {error.msg}", "restore the file, then make reviewed"
        ) from None


def stale() -> Iterator[tuple[str, str, list[str], list[str]]]:
    """(slug, section, languages that changed since the last review, languages that have not followed)."""
    known = recorded()
    for slug in slugs():
        for section, now in fingerprints(slug).items():
            then = known.get(slug, {}).get(section, {})
            changed = [language for language in LANGUAGES if now.get(language) != then.get(language)]
            if changed:
                yield slug, section, changed, [language for language in LANGUAGES if language not in changed]


def review(names: list[str]) -> int:
    """Records the named pages or sections (`slug` or `slug#section`) as read side by side; returns how many."""
    known, count = recorded(), 0
    for name in names:
        slug, _, wanted = name.partition("#")
        now = fingerprints(slug)
        if not now or (wanted and wanted not in now):
            raise BookError(
                RECORD, None, f"there is no “{name}”", f"name one of: {', '.join(slugs())}, or slug#section"
            )
        page = known.setdefault(slug, {})
        if not wanted:
            page.clear()
        for section, marks in now.items():
            if wanted in ("", section):
                page[section], count = marks, count + 1
    RECORD.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return count


def main(arguments: list[str]) -> int:
    try:
        if arguments[:1] == ["--reviewed"]:
            if not arguments[1:]:
                raise BookError(RECORD, None, "no page named", "make reviewed PAGE=picture, or PAGE=picture#exercises")
            print(f"recorded {review(arguments[1:])} sections as reviewed in {', '.join(LANGUAGES)}")
            return 0
        found = list(faults())
        for fault in found:
            print(fault)
        drifted = list(stale())
        for slug, section, changed, behind in drifted:
            follow = f"; has not followed: {', '.join(behind)}" if behind else "; not yet reviewed"
            print(f"{slug}#{section}: changed in {', '.join(changed)}{follow}")
        print(f"{len(found)} differences in structure, {len(drifted)} sections to review, {len(slugs())} pages")
        return 1 if found or drifted else 0
    except BookError as fault:
        print(fault, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
