"""The reading order, from MkDocs' own `nav`, and what follows from it: chapter numbers."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

import yaml
from mkdocs.utils.yaml import yaml_load

from book.ground.faults import BookError, read


def reading_order(config: Path) -> list[str]:
    """Slugs in the order of the navigation, however it is grouped. Raises BookError if there is none."""
    try:
        nav = yaml_load(read(config)).get("nav")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BookError(
            config, line, f"this is not YAML: {error.problem}", "mend this line, or the one before it"
        ) from None
    if not nav:
        raise BookError(config, None, "there is no nav", "list the pages under nav:, the home page first")
    return [PurePosixPath(page).stem for page in _leaves(nav)]


def _leaves(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        nav = list(nav.values())
    if isinstance(nav, list):
        for part in nav:
            yield from _leaves(part)


def chapters(pages: Iterable[tuple[str, bool]]) -> dict[str, str]:
    """Slug → number for the pages after the home page, each with whether it is an appendix."""
    numbered, lettered = iter(range(1, 100)), iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return {slug: next(lettered) if appendix else str(next(numbered)) for slug, appendix in pages}
