"""What it costs to set the printed book of a language anew, from its built pages."""

import sys
import tempfile
from pathlib import Path

import costs

SET = """
import sys
from pathlib import Path
from book.print import volume
from book.source.book import Book
book, language = Book(Path.cwd()), sys.argv[1]
volume.build(book, language, book.site / language, Path(sys.argv[2]))
"""


def tell(root: Path) -> None:
    """Prints a line a language."""
    print("editions       s   processor s   MiB      MB")
    for language in ("ja", "ko", "en"):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "book.pdf"
            cost = costs.of([sys.executable, "-c", SET, language, str(file)], root)
            size = file.stat().st_size / 1e6
        print(f"PDF {language}{cost.clock:11.1f}{cost.processor:13.1f}{cost.peak:7.0f}{size:8.1f}", flush=True)
