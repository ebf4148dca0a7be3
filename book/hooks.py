"""MkDocs hooks: the book's own steps in an otherwise ordinary build of one language."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # MkDocs loads hooks by path and puts the search path back afterwards: see on_config

from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.plugins import event_priority  # noqa: E402

from book import executed, markup, search  # noqa: E402
from book.errors import BookError  # noqa: E402
from book.languages import LANGUAGES  # noqa: E402
from book.maths import Converter, plain  # noqa: E402
from book.pages import Page, chapters, pages  # noqa: E402
from book.strings import strings  # noqa: E402

_maths = Converter()
_sources: dict[str, Page] = {}


def on_config(config):
    """Each language builds into its own folder, knows its words, and names the others."""
    sys.path.insert(0, str(ROOT))
    language = config.theme["language"]
    if Path(config.site_dir).name not in LANGUAGES:
        config.site_dir = str(Path(config.site_dir) / language)
    root, words = config.site_url or "", strings(language)
    config.site_name = words["title"]
    config.mdx_configs["toc"]["permalink_title"] = words["permalink"]
    config.extra |= {"languages": LANGUAGES, "strings": words, "chapters": chapters(), "site_root": root}
    if root:
        config.site_url = f"{root.rstrip('/')}/{language}/"
    return config


def on_pre_build(config, **_):
    """Every page of the language is checked before the first one is built."""
    _stops(lambda: [markup.check(page, _maths) for page in pages(config.theme["language"])])


def on_files(files, **_):
    """Leaves out what the theme brings and no page of this book loads."""
    for file in list(files):
        if file.src_uri.startswith(("assets/stylesheets/", "assets/javascripts/lunr/")) or file.src_uri.endswith(
            ".map"
        ):
            files.remove(file)
    return files


def on_page_markdown(markdown, page, **_):
    def step() -> str:
        source = _sources[page.file.src_uri] = Page(Path(page.file.abs_src_path))
        return markup.to_markdown(markdown, source, executed.counts(source.language))

    return _stops(step)


def on_page_content(html, page, **_):
    for item in _toc(page.toc):
        item.title = re.sub(r"\\\((.+?)\\\)", lambda m: plain(m[1]), item.title)
    return _stops(lambda: markup.to_page(html, _sources[page.file.src_uri]))


def on_post_page(output, page, **_):
    return _stops(lambda: markup.finish(output, _sources[page.file.src_uri], _maths))


@event_priority(-200)  # after the plugins that write the index
def on_post_build(config, **_):
    """The search index of this language, in the book's own words."""
    folder = Path(config.site_dir, "search")
    index = json.loads((folder / "search_index.json").read_text(encoding="utf-8"))
    _stops(lambda: search.write(folder, search.build(index, _sources.values(), plain)))


def _toc(items):
    for item in items:
        yield item
        yield from _toc(item.children)


def _stops(step):
    try:
        return step()
    except BookError as fault:
        raise PluginError(str(fault)) from fault
