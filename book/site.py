"""Builds the whole site: `python -m book.site` writes site/{ja,ko,en}, the language chooser and the root 404.

The steps stand in the order in which data flows: front-end files, executed samples, the languages side by
side, then the printed book. Each is skipped if nothing it reads has changed; `--force` builds everything.
"""

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jinja2

from book import assets, executed, parity
from book.errors import ROOT, BookError
from book.languages import LANGUAGES
from book.pdf import editions
from book.pdf.compile import SITE
from book.stamps import digest, record, unchanged
from book.strings import strings

SHARED = (
    "mkdocs.yml",
    "book",
    "check_equations",
    "overrides",
    "docs/assets",
    "docs/errors.tsv",
    "docs/glossary.toml",
    "snippets",
    "package-lock.json",
    "requirements.txt",
)


def build_language(language: str, site: Path = SITE, force: bool = False) -> str:
    """Builds one language into site/<language>; returns a line that says what happened.

    Raises BookError with MkDocs' own messages if the build fails or warns.
    """
    settings = [os.environ.get(name, "") for name in ("SITE_URL", "BOOK_REPOSITORY")]
    inputs = digest(*SHARED, f"docs/{language}", extra=[language, *settings])
    step = f"site-{language}"
    if not force and site == SITE and unchanged(step, inputs, site / language / "index.html"):
        return f"{language}: unchanged"
    began = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site / language)],
        cwd=ROOT,
        env=os.environ | {"BOOK_LANG": language, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    if run.returncode:
        faults = "\n".join(line for line in run.stderr.splitlines() if not line.startswith("INFO"))
        raise BookError(f"docs/{language}", None, f"the build stopped\n{faults}", "mend what is named above")
    if site == SITE:
        record(step, inputs)
    count = len(list((site / language).glob("*.html"))) - 1
    return f"{language}: {count} pages in {time.monotonic() - began:.1f} s"


def build_root(site: Path = SITE) -> None:
    """Writes what belongs to no language: the chooser and the page for addresses that do not exist."""
    site.mkdir(exist_ok=True)
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "overrides"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    words = {language: strings(language) for language in LANGUAGES}
    for name in templates.list_templates(filter_func=re.compile(r"root/(?!_)").match):
        text = templates.get_template(name).render(
            languages=LANGUAGES, words=words, site_url=os.environ.get("SITE_URL", "")
        )
        (site / Path(name).name).write_text(text, encoding="utf-8")
    (site / ".nojekyll").touch()


def main(arguments: list[str]) -> int:
    force = "--force" in arguments
    began = time.monotonic()
    try:
        assets.build()
        if not executed.run_samples(force):
            print("samples  unchanged")
        for fault in parity.faults():
            raise fault
        with ThreadPoolExecutor(2) as pool:
            for line in pool.map(lambda language: build_language(language, force=force), LANGUAGES):
                print(f"site     {line}", flush=True)
        build_root()
        for line in editions.make(force=force):
            print(f"pdf      {line}", flush=True)
    except BookError as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 1
    print(f"done in {time.monotonic() - began:.1f} s: open {SITE.relative_to(ROOT)}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
