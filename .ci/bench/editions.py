"""What it costs to make the printed book and the e-book of a language anew, from its built pages."""

import sys
import tempfile
from pathlib import Path

import costs

MAKE = """
import sys
from pathlib import Path
from book import editions
from book.source.book import Book
kind, language, file = sys.argv[1:]
book = Book(Path.cwd())
getattr(editions, kind).volume.build(book, language, book.site / language, Path(file))
"""


def tell(root: Path) -> None:
    """Prints a line an edition and language."""
    print("editions        s   processor s   MiB      MB")
    for kind, ending in ("PRINT", "pdf"), ("EBOOK", "epub"):
        for language in ("ja", "ko", "en"):
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / f"book.{ending}"
                cost = costs.of([sys.executable, "-c", MAKE, kind, language, str(file)], root)
                size = file.stat().st_size / 1e6
            costly = f"{cost.clock:11.1f}{cost.processor:13.1f}{cost.peak:7.0f}"
            print(f"{ending:4} {language}{costly}{size:8.1f}", flush=True)
