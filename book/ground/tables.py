"""What authors write as a table: TOML and YAML, each fault with its line."""

import re
import tomllib
from pathlib import Path

import yaml

from book.ground.faults import BookError, read


def read_toml(file: Path) -> dict:
    """What a TOML file says. Raises BookError, with the line, for a file that is not TOML."""
    text = read(file)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem, _, place = str(error).partition(" (at ")
        found = re.match(r"line (\d+)", place)
        line = int(found[1]) if found else text.count("\n") + 1
        raise BookError(file, line, f"this is not TOML: {problem}", "mend this line, or the one before it") from None


def line_of(file: Path, key: str) -> int | None:
    """The line on which a table of a TOML file begins."""
    lines = enumerate(read(file).splitlines(), 1)
    return next((number for number, text in lines if text.strip() == f"[{key}]"), None)


# Written in C, where PyYAML has it: Python takes a second longer for the front matter of all pages.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(file: Path, text: str, above: int = 0, loader: type = _LOADER) -> dict:
    """What YAML says, as a table; it stands in `file` below so many lines. Raises BookError, with the line."""
    remedy = "mend this line, or the one before it; quote a text that has a colon in it"
    try:
        found = yaml.load(text, loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 + above if error.problem_mark else None
        raise BookError(file, line, f"this is not YAML: {error.problem}", remedy) from None
    except (yaml.YAMLError, ValueError) as error:  # a letter that YAML refuses, a date that there is not
        raise BookError(file, above + 1, f"this is not YAML: {' '.join(str(error).split())}", remedy) from None
    if not isinstance(found, dict):
        raise BookError(file, above + 1, "this is no list of `key: value`", "write key: value")
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), above + 1):
        key = re.match(r"([\w-]+):", line)
        if key and key[1] in seen:
            raise BookError(file, number, f"`{key[1]}` is written twice", "take one out")
        seen |= {key[1]} if key else set()
    return found
