"""What a page may load, and nothing else: a Content-Security-Policy in its head, with the digests of its inline parts.

A policy is made of the finished page, so the last step of a build writes it. As a <meta> it holds wherever the page
lies: on any host, and on a disk, where `'self'` is the folder's own files. What only a server can say is in `_headers`,
which Netlify, Cloudflare Pages and others read.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

from book.ground.faults import BookError
from book.ground.tree import parse

# What runs or dresses the page where it stands. A script of another kind is data: no browser runs it.
_INLINE = re.compile(r"<(script|style)\b((?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>(.*?)</\1\s*>", re.S | re.I)
_DATA = re.compile(r"\btype=[\"']?(?!text/javascript|module|importmap|speculationrules)[\w+/-]+", re.I)
_OLD = re.compile(r"\s*<meta http-equiv=\"Content-Security-Policy\"[^>]*>")
_CHARSET = re.compile(r"[ \t]*<meta charset=\"utf-8\">", re.I)
# What no digest allows. Text may look like it, so the tree has the last word.
_MAY_ACT = re.compile(r"[\s\"'](?:style|on[a-z]+)\s*=|<(?:base|iframe|object|embed)\b|=\s*[\"']?\s*javascript:", re.I)
_FOREIGN = {"base", "iframe", "object", "embed"}
_RUNS = re.compile(r"<template\b[^>]*\bid=\"runtime\"")

HEADERS = """\
/*
  Content-Security-Policy: frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: same-origin
  Permissions-Policy: camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()
  Cross-Origin-Opener-Policy: same-origin

/runtime/*
  Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'
"""  # a worker has no <meta>: the policy of what runs Python comes with its files


def policy(page: str) -> str:
    """The strictest policy under which a page works: its own files, its inline parts by their digests."""
    inline: dict[str, list[str]] = {"script": [], "style": []}
    for tag, attributes, body in _INLINE.findall(page):
        if tag.lower() == "style" or (not re.search(r"\bsrc\s*=", attributes) and not _DATA.search(attributes)):
            # A browser reads line ends so before it digests.
            digest = hashlib.sha256(re.sub(r"\r\n?", "\n", body).encode()).digest()
            inline[tag.lower()].append(f"'sha256-{b64encode(digest).decode()}'")
    runs = bool(_RUNS.search(page))
    scripts = ["'self'", *dict.fromkeys(inline["script"]), *(["'wasm-unsafe-eval'"] if runs else [])]
    said = {
        "default-src": ["'self'"],  # of what is not named below only pages that are fetched ahead are left
        "script-src": scripts,
        "style-src": ["'self'", *dict.fromkeys(inline["style"])],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'" if runs else "'none'"],
        "worker-src": ["'self'" if runs else "'none'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "object-src": ["'none'"],
        "frame-src": ["'none'"],
        "media-src": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in said.items())


def guarded(page: str, place: Path | str) -> str:
    """The page with its policy, in place of one that it may have had.

    Raises BookError, at `place`, for what no digest allows, a style or a script in an attribute, a page in the page;
    and for a page that does not begin with its encoding.
    """
    page = _OLD.sub("", page)
    if _MAY_ACT.search(page):
        _refuse(page, place)
    if not (found := _CHARSET.search(page)) or found.end() > 1024:
        remedy = 'write <meta charset="utf-8"> first in the <head>'
        raise BookError(place, None, "the page does not begin with its encoding, so its policy has no place", remedy)
    end = found.end()
    return f'{page[:end]}\n  <meta http-equiv="Content-Security-Policy" content="{policy(page)}">{page[end:]}'


def guard(folder: Path, place: Callable[[Path], Path | str] = lambda file: file) -> None:
    """Gives every page in a folder its policy; `place` is where the source of a built page stands. Raises BookError."""
    for file in sorted(folder.rglob("*.html")):
        file.write_text(guarded(file.read_text(encoding="utf-8"), place(file)), encoding="utf-8")


def _refuse(page: str, place: Path | str) -> None:
    for node in parse(page).walk():
        acts = next((name for name in map(str.lower, node.attributes) if re.fullmatch("style|on[a-z]+", name)), None)
        if any(value.strip().lower().startswith("javascript:") for value in node.attributes.values()):
            acts = "javascript:"
        if acts:
            problem = f"the built page has a `{acts}` in <{node.tag}>, which its policy refuses"
            remedy = "give it a class: its look goes into docs/assets/css, what it does into docs/assets/js"
            raise BookError(place, None, problem, remedy)
        if node.tag in _FOREIGN:
            problem = f"the built page has <{node.tag}>, which its policy refuses"
            raise BookError(place, None, problem, "put what it shows into the page")
