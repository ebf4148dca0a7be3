"""What a page says of itself while it is being written: which languages lack it, and what is wrong with it."""

import re
from collections.abc import Collection
from html import escape

from book.ground.faults import BookError
from book.ground.strings import strings

_STYLE = (
    ".notice{margin:0 0 1.5rem;padding:.6rem 1rem;border:2px solid #b3261e;border-radius:3px}"
    ".notice,.notice *{font:.875rem/1.5 sans-serif}.notice :is(p,ul){margin:.2rem 0}"
    ".notice li{white-space:pre-wrap;overflow-wrap:anywhere}"
)


def notice(language: str, missing: Collection[str], faults: Collection[BookError], kept: bool) -> str:
    """The box at the top of a page, or nothing; `kept` if the page below it is an older one."""
    words = strings(language)
    said = [words["not_written"].format(languages=", ".join(missing))] if missing else []
    said += [words["to_mend"].format(number=len(faults))] if faults else []
    said += [words["last_good"]] if kept else []
    if not said:
        return ""
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in said)
    items = "".join(f"<li>{escape(str(fault))}</li>" for fault in faults)
    return f'<aside class="notice" role="status"><style>{_STYLE}</style>{paragraphs}<ul lang="en">{items}</ul></aside>'


def on_top(page: bytes, box: str) -> bytes:
    """The page with the box where its text begins."""
    found = re.search(rb"<article\b[^>]*>", page) or re.search(rb"<body\b[^>]*>", page)
    place = found.end() if found else len(page)
    return page[:place] + box.encode() + page[place:]


def stub(language: str, slug: str) -> str:
    """A page in the place of one that was never built."""
    head = f'<meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>{slug}</title>'
    return f'<!doctype html><html lang="{language}">{head}<body><h1>{slug}</h1></body></html>\n'
