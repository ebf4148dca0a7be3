"""Equation numbers: “(chapter.number)” in reading order, only for equations that some page refers to."""

from book.source.pages import Page


def numbers(pages: dict[str, Page], order: list[str], chapters: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Label → (slug of its page, number), the number empty where nothing refers to the equation."""
    referred = {reference.value for page in pages.values() for reference in page.references()}
    found = {}
    for slug in [*order, *sorted(pages.keys() - set(order))]:  # drafts that are not in the nav yet come last
        labels = [label.value for label in pages[slug].labels()] if slug in pages else []
        shown = [label for label in labels if label in referred]
        for label in labels:
            number = f"({chapters.get(slug, 0)}.{shown.index(label) + 1})" if label in referred else ""
            found.setdefault(label, (slug, number))
    return found
