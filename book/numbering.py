"""Equation numbers: “(chapter.number)” in reading order, only for equations that some page refers to."""

from functools import cache

from book.errors import BookError
from book.pages import Page, chapters, pages, reading_order


@cache
def numbers(language: str) -> dict[str, tuple[str, str]]:
    """Label → (slug of its page, number), the number empty where nothing refers to the equation.

    Raises BookError for a label that is written twice, a label not named after its page and a reference to none.
    """
    of_slug = {page.slug: page for page in pages(language)}
    home: dict[str, Page] = {}
    for page in of_slug.values():
        for label in page.labels():
            if not label.value.startswith(f"eq:{page.slug}-"):
                raise BookError(page.path, label.line, f"label “{label.value}”", f"begin it with eq:{page.slug}-")
            if label.value in home:
                raise BookError(page.path, label.line, f"label “{label.value}” is written twice", "rename one")
            home[label.value] = page
    referred = set()
    for page in of_slug.values():
        for reference in page.references():
            if reference.value not in home:
                raise BookError(
                    page.path,
                    reference.line,
                    f"no equation is called “{reference.value}”",
                    "mend the reference or the label",
                )
            referred.add(reference.value)
    found = {}
    for slug in reading_order():
        labels = [label.value for label in of_slug[slug].labels()] if slug in of_slug else []
        shown = [label for label in labels if label in referred]
        for label in labels:
            found[label] = (slug, f"({chapters().get(slug, 0)}.{shown.index(label) + 1})" if label in referred else "")
    return found
