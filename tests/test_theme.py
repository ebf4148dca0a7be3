"""What the book uses of its theme: read from our own files, looked up in the theme that is installed.

Material for MkDocs ends in May 2027. What a later theme no longer has is told here by its name.
"""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from the_book import BOOK

THEME = Path(find_spec("material").origin).parent / "templates"
TEMPLATES, STYLES, SCRIPTS, FIGURES = (
    {
        path.relative_to(BOOK.root): path.read_text(encoding="utf-8")
        for path in sorted((BOOK.root / folder).rglob("*.*"))
    }
    for folder in ("overrides", "docs/assets/css", "docs/assets/js", "docs/assets/interactive")
)
OURS = TEMPLATES | STYLES | SCRIPTS | FIGURES
SETTINGS = (BOOK.root / "mkdocs.yml").read_text(encoding="utf-8")

# How a name stands in our files, the part of the theme that must have it, and how it stands there.
RULES = ((r"(?<![\w-])(md-[a-z][\w-]*)", "base.html", r"(?<![\w-]){}(?![\w-])"),)
# The same, but what our own templates have is ours.
BORROWED = ((r'[#"](__\w+)"?', "base.html", 'id="{}"'),)


class Use(NamedTuple):
    """A name of the theme's on which a file of ours relies, and how a part of the theme must have it."""

    file: Path
    name: str
    part: str
    form: str

    def found(self, text: str) -> bool:
        return bool(re.search(self.form.replace("{}", re.escape(self.name)), text))


def uses() -> Iterator[Use]:
    """All names of the theme's in our templates, styles, scripts and hooks."""
    templates = "\n".join(TEMPLATES.values())
    for file, text in OURS.items():
        for pattern, part, form in RULES:
            yield from (Use(file, name, part, form) for name in re.findall(pattern, text))
        for pattern, part, form in BORROWED:
            borrowed = (Use(file, name, part, form) for name in re.findall(pattern, text))
            yield from (use for use in borrowed if not use.found(templates))
        if '{% extends "base.html" %}' in text:
            blocks = re.findall(r"\{% block (\w+) %\}", text)
            yield from (Use(file, block, "base.html", r"\{% block {} %\}") for block in blocks)
    for file in TEMPLATES:  # what no template of ours includes, the theme must
        name = file.relative_to("overrides").as_posix()
        if name.startswith("partials/") and f'"{name}"' not in templates:
            yield Use(file, name, "base.html", r'\{% include "{}" %\}')
        elif "/" not in name:
            yield Use(file, name, "files", "(?m)^{}$")
    hooks = Path(re.search(r"^hooks:\n  - (.+)", SETTINGS, re.M)[1])
    dropping = re.search(r"def on_files.+?\n\n\n", (BOOK.root / hooks).read_text(encoding="utf-8"), re.S)[0]
    yield from (Use(hooks, name, "files", "{}") for name in re.findall(r'"([^\s"]+)"', dropping))
    for language in re.findall(r"locale: (\w+)", SETTINGS):
        yield Use(Path("mkdocs.yml"), f"partials/languages/{language}.html", "files", "{}")


def theme() -> dict[str, str]:
    """The parts of the installed theme that the book uses: its frame and its files' names."""
    base = (THEME / "base.html").read_text(encoding="utf-8")
    files = "\n".join(path.relative_to(THEME).as_posix() for path in THEME.rglob("*"))
    return {"base.html": base, "files": files}


def test_theme_has_every_name_that_we_use() -> None:
    parts = theme()
    lost = sorted({f"{use.file}: {use.name}" for use in uses() if not use.found(parts[use.part])})
    assert not lost, f"not in the theme: {lost}"


def test_a_renamed_name_is_told() -> None:
    parts, used = theme(), set(uses())
    some = {"md-skip", "site_meta", "scripts", "config", "assets/stylesheets/", "assets/javascripts/"}
    assert some <= {use.name for use in used}
    for use in used:
        assert not use.found(parts[use.part].replace(use.name, f"{use.name[:-1]}-renamed")), use
