"""Serves the site and keeps it fresh: `python -m book.serve` rebuilds a language when one of its pages changes.

All languages stay reachable; an edit below docs/<language> rebuilds that language only. An author who edits what
all share and wants to wait for one language names it: `BOOK_LANG=ko make serve`.
"""

import os
import sys

from mkdocs.livereload import LiveReloadServer

from book.ground.faults import ROOT, BookError
from book.ground.languages import LANGUAGES
from book.site import SITE, build_language, build_root, main

ADDRESS = ("127.0.0.1", 8000)


def rebuild() -> None:
    """Builds what has changed; a fault is printed and the last good pages stay."""
    wanted = os.environ.get("BOOK_LANG")
    for language in [wanted] if wanted in LANGUAGES else LANGUAGES:
        try:
            print(build_language(language), flush=True)
        except BookError as fault:
            print(fault, file=sys.stderr, flush=True)
    build_root()


def serve() -> int:
    if failed := main([]):
        return failed
    server = LiveReloadServer(rebuild, *ADDRESS, root=str(SITE))
    for watched in ("docs", "overrides", "snippets", "book", "mkdocs.yml"):
        server.watch(str(ROOT / watched))
    print(f"open http://{ADDRESS[0]}:{ADDRESS[1]}/ (stop with Ctrl+C)", flush=True)
    try:
        server.serve()
    except KeyboardInterrupt:
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(serve())
