"""The reading order, from MkDocs' own `nav`, and what follows from it: chapter numbers."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path, PurePosixPath

from mkdocs.utils.yaml import get_yaml_loader

from book.ground.faults import BookError, read
from book.ground.tables import read_yaml


def reading_order(config: Path) -> list[str]:
    """Slugs in the order of the navigation, however it is grouped. Raises BookError if there is none."""
    nav = read_yaml(config, read(config), loader=get_yaml_loader()).get("nav")
    if not nav:
        raise BookError(config, None, "there is no nav", "list the pages under nav:, the home page first")
    pages = list(_leaves(nav))
    for page in pages:
        if not isinstance(page, str):
            raise BookError(config, None, f"nav: {page!r} is no page", "write - page.md, or - Title: page.md")
    return [PurePosixPath(page).stem for page in pages]


def _leaves(nav: object) -> Iterator[object]:
    if isinstance(nav, dict | list):
        for part in nav.values() if isinstance(nav, dict) else nav:
            yield from _leaves(part)
    else:
        yield nav


def line_of(config: Path, slug: str, which: int = 1) -> int | None:
    """The line on which a page stands in the navigation, for the `which`-th time."""
    lines = enumerate(read(config).split("\n"), 1)
    places = [number for number, text in lines if re.search(rf"[\s/]{re.escape(slug)}\.\w+\s*$", text)]
    return places[which - 1] if len(places) >= which else None


def chapters(pages: Iterable[tuple[str, bool]]) -> dict[str, str]:
    """Slug → number for the pages after the home page, each with whether it is an appendix."""
    numbered, lettered = count(1), iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return {slug: next(lettered) if appendix else str(next(numbered)) for slug, appendix in pages}
