"""MkDocs hooks: the book's own steps in an otherwise ordinary build of one language."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # MkDocs loads hooks by path and puts the search path back afterwards: see on_config

from jinja2 import FileSystemBytecodeCache  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.plugins import event_priority  # noqa: E402
from mkdocs.structure.files import InclusionLevel  # noqa: E402

from book.checks import rules  # noqa: E402
from book.ground.faults import BookError, Faults, stop  # noqa: E402
from book.ground.languages import LANGUAGES  # noqa: E402
from book.ground.strings import strings  # noqa: E402
from book.maths.temml import converter  # noqa: E402
from book.run import gather  # noqa: E402
from book.source.book import Book  # noqa: E402
from book.source.dates import page_dates, shown, shown_date  # noqa: E402
from book.source.samples import portable  # noqa: E402
from book.web import dress, feeds, head, icons, lean, policy, search, words  # noqa: E402
from book.web import html as finished  # noqa: E402
from book.web.markdown import BookMarkdown  # noqa: E402

AT_ROOT = "root/"  # our templates of what belongs to no language: web/site.py writes it


def on_config(config):
    """Each language builds into its own folder, knows its words, and names the others.

    `make site` brings the book that it has read and checked; a plain `mkdocs build` reads and checks it here.
    """
    sys.path.insert(0, str(ROOT))
    if "book" not in config.extra:
        config.extra["book"] = Book(Path(config.config_file_path).parent, [config.theme["language"]])
        _stops(lambda: stop(rules.faults(config.extra["book"], rules.BUILD)))
    book, language = config.extra["book"], config.theme["language"]
    if Path(config.site_dir).name not in LANGUAGES:
        config.site_dir = str(Path(config.site_dir) / language)
    config.extra["markdown"] = BookMarkdown(book, language)
    config.markdown_extensions.append(config.extra["markdown"])
    root, texts = config.site_url or "", strings(language)
    config.site_name = texts["title"]
    config.mdx_configs["toc"]["permalink_title"] = ""  # book/web/heard.py names it
    config.extra |= {"languages": LANGUAGES, "strings": texts, "chapters": book.chapters, "site_root": root}
    config.extra["runs"] = gather.here(book)
    config.extra |= {
        "volume": book.volume(language).name,
        "ebook": book.ebook(language).name,
        "date": shown_date(book, language),
    }
    config.extra["paper"] = icons.PAPER
    config.edit_uri = (config.edit_uri or "").replace("master", "main")  # MkDocs knows the hosts, not the branch
    if root:
        config.site_url = f"{root.rstrip('/')}/{language}/"
    config.theme.static_templates -= {"404.html", feeds.MAP}  # the site has one of each, at its root
    return config


def on_files(files, **_):
    """Leaves out what the theme brings and no page of this book loads, templates of what stands at the root, and styles
    that stand in the pages.
    """
    for file in list(files):
        if dress.inlined(file.src_uri) or file.src_uri.startswith(
            ("assets/stylesheets/", "assets/javascripts/", "assets/images/", AT_ROOT, feeds.MAP)
        ):
            files.remove(file)
    return files


def on_nav(nav, config, files):
    """Of the pages that a preview does not build, the contents have the titles, and links may lead to headings."""
    for file in files.documentation_pages() if "wanted" in config.extra else ():
        slug = Path(file.src_uri).stem
        if slug not in config.extra["wanted"]:
            file.inclusion = InclusionLevel.EXCLUDED
            if file.page:
                source = config.extra["book"].page(config.theme["language"], slug)
                file.page.title = source.title if source else slug
                if source and slug != "glossary":
                    file.page.present_anchor_ids = {heading.value for heading in source.headings()}
    return nav


def on_env(env, config, **_):
    """Templates that have not changed are not translated anew: a third of the time that a preview takes.

    Words in a page's JSON are letters, not numbers of letters, which are three times as long. Blanks before a line of
    the template's own do not travel.
    """
    folder = config.extra["book"].build / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
    env.trim_blocks = env.lstrip_blocks = True
    return env


def on_page_markdown(markdown, page, config, **_):
    config.extra["markdown"].page = _source(page, config)[1]


def on_page_content(html, page, config, **_):
    book, source = _source(page, config)
    for item in _toc(page.toc):
        item.title = re.sub(r"\\\((.+?)\\\)", lambda m: converter(book).plain(m[1]), item.title)
    return _stops(lambda: finished.to_page(html, source), page, config)


@event_priority(-200)  # after the plugin that reads the page for the index
def on_page_context(context, page, config, **_):
    book, source = _source(page, config)
    page.content = _stops(lambda: finished.finish(book, page.content, source), page, config) or page.content
    context["styles"] = _stops(lambda: dress.styles(book, page.content), page, config)
    context["letters"] = _stops(lambda: dress.letters(book, page.content), page, config)
    whole = config.extra.get("whole_site", False)
    context["notebook"] = whole and portable(book.snippets, source)
    context["title"], context["changed"] = head.title(book, source), ""
    if page.edit_url:
        context["changed"] = shown(page_dates(book)[source.language, source.slug], source.language)
    if root := config.extra["site_root"].rstrip("/"):
        context["shared"] = head.shared(book, source, root, card=whole)
        context["described"] = head.described(book, source, root, card=whole)
        context["text"] = whole and f"{root}/{source.language}/{source.slug}.md"
    return context


@event_priority(-200)  # after the plugin that writes the index
def on_post_build(config, **_):
    """Scripts and styles without comments, their words, the search index of this language, and policies.

    A page of a preview has none: what reloads it stands in the page.
    """
    book, language, site = config.extra["book"], config.theme["language"], Path(config.site_dir)
    lean.strip(site)
    _stops(lambda: words.write(site / "assets", language))
    if config.extra.get("whole", True):
        index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
        search.write(site / "search", search.build(book, language, index))
        _stops(lambda: icons.write(book, site / "assets"))
        if root := config.extra["site_root"].rstrip("/"):
            (site / icons.MANIFEST).write_text(icons.manifest(language), encoding="utf-8")
            (site / feeds.FEED).write_text(feeds.feed(book, language, root), encoding="utf-8")
    if "wanted" not in config.extra:  # last, as it digests what the page has become
        _stops(lambda: policy.guard(site, lambda file: book.path(language, file.stem)))


def _source(page, config):
    book = config.extra["book"]
    return book, book.page(config.theme["language"], Path(page.file.src_uri).stem)


def _toc(items):
    for item in items:
        yield item
        yield from _toc(item.children)


def _stops(step, page=None, config=None):
    """A fault ends the build; a preview collects the faults, by page, and goes on."""
    try:
        return step()
    except (BookError, Faults) as fault:
        if config is None or "faults" not in config.extra:
            raise PluginError(str(fault)) from fault
        config.extra["faults"].append((Path(page.file.src_uri).stem, fault))
