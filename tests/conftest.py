"""Lets tests import the project and each other's helpers without installing anything."""

import gc
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import book  # noqa: E402, F401  sets the number of threads before anything imports NumPy
import snippets  # noqa: E402, F401  before a test builds a copy in this process: its samples are not these

SLOW = {"address", "browser", "visit", "copy"}  # fixtures that need a browser, or a copy of what was built
LONGEST = (
    *("pdf", "site", "interactive", "running", "search_box", "look", "judging", "notebooks", "equations"),
    *("serve", "bad_input", "assets", "search", "offline", "term_links", "new", "influence"),
    *("figures_seen", "rules"),
)

# Files that read the same large things: one process reads each of them once. They are one file to the scheduler, and
# begin together, so that pytest takes all tests of one volume after another and reads no volume again.
TOGETHER = {"test_pdf_pages.py": "test_pdf.py", "test_ink.py": "test_pdf.py"}


class ByFile(LoadFileScheduling):
    """Tests of a file share costly fixtures: one process runs them, and what belongs to TOGETHER with them."""

    def _split_scope(self, nodeid: str) -> str:
        file = Path(super()._split_scope(nodeid))
        return str(file.with_name(TOGETHER.get(file.name, file.name)))


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadFileScheduling | None:
    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks `quick` what neither needs a browser nor looks at the built site; files that take longest begin first."""
    rank = {f"test_{name}.py": number for number, name in enumerate(LONGEST)}
    rank |= {name: rank[first] for name, first in TOGETHER.items()}
    items.sort(key=lambda item: rank.get(item.path.name, len(rank)))
    for item in items:
        built = {"SITE", "VENDOR", "Volume", "Printed"} & vars(item.module).keys()
        if not built and SLOW.isdisjoint(item.fixturenames):
            item.add_marker("quick")


def pytest_collection_finish() -> None:
    """What is collected stays to the end: to go through it again and again takes a twentieth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


pytest_plugins = ("planted", "browser", "pdf_reader")

# How long an example takes says how busy the machine is, not whether the book is right.
settings.register_profile("book", deadline=None)
settings.load_profile("book")
