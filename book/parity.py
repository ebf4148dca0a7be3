"""One book in three languages: the same structure everywhere, and no translation left behind.

`python -m book.parity` lists what has drifted apart and exits 1 if anything has;
`python -m book.parity --reviewed SLUG[#SECTION] …` records that a person has read those sections side by side.
"""

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator

from book.errors import BookError
from book.languages import LANGUAGES
from book.pages import DOCS, Item, Page, Section, reading_order, slugs
from check_equations.pages import formulas
from check_equations.parity import claims, tokens

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
    model, *others = trio
    want = [section.id for section in model.sections]
    for page in others:
        got = [section.id for section in page.sections]
        for place, (a, b) in enumerate(zip([*want, ""], [*got, ""], strict=False)):
            if a != b:
                line = page.sections[place].line if b else len(page.lines)
                yield BookError(
                    page.path,
                    line,
                    f"section “{b or 'end of page'}” where {model.language} has “{a or 'end of page'}”",
                    "give both the same sections in the same order",
                )
                break
        else:
            yield from _section_faults(model, page)
        if page.meta["terms"] != model.meta["terms"]:
            yield BookError(page.path, 1, f"terms differ from {model.language}'s", "name the same glossary keys")


def _section_faults(model: Page, page: Page) -> Iterator[BookError]:
    ours, theirs = _structure(page), _structure(model)
    for section in page.sections:
        for kind, ordered in KINDS.items():
            a, b = ours[section.id, kind], theirs[section.id, kind]
            if (a != b) if ordered is True else (Counter(a) != Counter(b)) if ordered is None else (set(a) != set(b)):
                extra, missing = (
                    list((Counter(a) - Counter(b)).elements()),
                    list((Counter(b) - Counter(a)).elements()),
                )
                found = "; ".join(
                    f"{word} {', '.join(values)}"
                    for word, values in (("only here:", extra), ("only there:", missing))
                    if values
                )
                yield BookError(
                    page.path,
                    section.line,
                    f"{kind} differ from {model.language}'s in #{section.id}: {found or 'another order'}",
                    "make them equal; only prose and \\text{…} may differ",
                )


# What must agree in each section: True, in the same order; None, equally often (word order differs between
# languages); False, at least once each (a language may repeat a symbol where another says “it”).
KINDS = {
    "displays": True,
    "figures": True,
    "code and output": True,
    "boxes": True,
    "notes and list items": True,
    "labels": True,
    "claims": None,
    "references": None,
    "links": None,
    "formulas": False,
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
    for formula in formulas(page.source, page.path):
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
    return json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}


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
