"""Numbers of equations and of named results, chapter by chapter in reading order."""

from book.ground.strings import strings
from book.source.pages import Page


def numbers(pages: dict[str, Page], order: list[str], chapters: dict[str, str]) -> dict[str, tuple[str, str]]:
    """What `[…]` refers to → (slug of its page, how it is called there).

    An equation is “(chapter.number)”, or nothing where no page refers to it. Theorems, definitions and examples
    count together: “Theorem 6.1”, “Example 6.2”.
    """
    referred = {reference.value for page in pages.values() for reference in page.references()}
    found: dict[str, tuple[str, str]] = {}
    for slug in [*order, *sorted(pages.keys() - set(order))]:  # drafts that are not in the nav yet come last
        if slug not in pages:
            continue
        chapter, page = chapters.get(slug, 0), pages[slug]
        labels = [label.value for label in page.labels()]
        shown = [label for label in labels if label in referred]
        for label in labels:
            number = f"({chapter}.{shown.index(label) + 1})" if label in referred else ""
            found.setdefault(label, (slug, number))
        for count, result in enumerate(page.results(), 1):
            name = strings(page.language)[result.kind].format(number=f"{chapter}.{count}")
            found.setdefault(f"res:{result.value}", (slug, name))
    return found
