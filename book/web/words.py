"""What scripts say in a page's language: a script for each of them that comes together with it, and to no page before.

`wordsOf.judge={…}` and so on: scripts, since a page opened from disk may not fetch.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from book.figures.kit.registry import kinds
from book.figures.kit.words import of_kind
from book.ground.strings import strings

_PARTS = ("core", "element")  # the scripts of a kind of figures, in docs/assets/interactive/<kind>


def write(assets: Path, language: str) -> None:
    """Writes the words of search and the judge beside their scripts in the site's assets, and for each kind of figures
    one script of its words and parts, `interactive/axes/axes.js`.

    Raises BookError for a table of words that lacks some.
    """
    texts = strings(language)
    for name in ("search", "judge"):
        (assets / f"js/{name}.words.js").write_text(_script(name, texts.below(name)), encoding="utf-8")
    shared = of_kind("figure", language)
    for kind in kinds():
        parts = [assets / f"interactive/{kind}/{part}.js" for part in _PARTS]
        whole = [_script(kind, {**shared, **of_kind(kind, language)}), *(part.read_text("utf-8") for part in parts)]
        parts[0].with_name(f"{kind}.js").write_text("".join(whole), encoding="utf-8")
        for part in parts:
            part.unlink()


def _script(name: str, said: Mapping[str, str]) -> str:
    data = json.dumps(dict(said), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"wordsOf.{name}={data};\n"
