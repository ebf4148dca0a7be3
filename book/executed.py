"""How much of the book was executed, read from the records the runs left, never typed."""

import json
from functools import cache

from book.errors import ROOT

BUILD = ROOT / "build"


@cache
def counts() -> dict[str, int]:
    """{"samples": …, "equations": …} of the last run; a run that has not taken place is made up for here."""
    samples = BUILD / "samples.json"
    if not samples.exists():
        from book import snippets

        snippets.main([])
    return {"samples": json.loads(samples.read_text(encoding="utf-8"))["samples"]}
