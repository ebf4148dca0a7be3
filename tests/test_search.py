"""Search in a real browser: what readers type leads to the page that answers, in each language's own index."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import SITE, Visit
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab
from the_book import BOOK

from book.ground.languages import LANGUAGES
from book.source.glossary import variants
from book.source.pages import Page

HERE = Path(__file__).resolve().parent
ROWS = [line.split("\t") for line in (HERE / "search_queries.tsv").read_text("utf-8").splitlines() if line[:1] != "#"]
QUERIES = {language: [row[1:] for row in ROWS if row[0] == language] for language in LANGUAGES}
OTHER_SCRIPTS = {"ja": r"[가-힣]", "ko": r"[ぁ-ヺ一-鿿]", "en": r"[ぁ-ヺ一-鿿가-힣]"}
NONSENSE = ["qqxzvw", "zzyzzx jjkqv", "鰯鯖鱈", "ヌヌヌメメメ", "뷁쉛뙑", "ξ⟂ξ"]

# What the theme shows for a query: one list of addresses for each page found, best first.
SHOWN = """() => [...document.querySelectorAll('.md-search-result__item')].map(item =>
    [...item.querySelectorAll('a.md-search-result__link')].map(link => link.getAttribute('href')))"""

# Keeps how the theme starts its worker, and counts what that is asked and answers: a query's own last answer is waited
# for, not its predecessor's.
LISTEN = """window.answers = window.asks = 0;
const Plain = window.Worker;
window.Worker = class extends Plain {
  constructor(...given) {
    super(...given);
    this.given = given;
    this.addEventListener("message", ({ data }) => { if (data.type === 3) setTimeout(() => (window.answers += 1)); });
  }
  postMessage(message, ...rest) {
    if (message.type === 0) window.setup ??= [this.given, message];
    if (message.type === 2) window.asks += 1;
    super.postMessage(message, ...rest);
  }
};"""

# Asks a worker of its own, which no results are drawn for: to draw them takes ten times as long as to find them.
ASK = """async (queries) => {
    const answer = (message, type) => new Promise(done => {
        const hear = ({ data }) => {
            if (data.type !== type) return;
            own.removeEventListener("message", hear);
            done(data.data);
        };
        own.addEventListener("message", hear);
        own.postMessage(message);
    });
    if (!window.own) {
        const [given, start] = window.setup;
        window.own = new Worker(...given);
        await answer(start, 1);
    }
    const found = [];
    for (const query of queries) found.push((await answer({ type: 2, data: query }, 3)).items);
    return found.map(items => items.map(places => places.map(place => place.location)));
}"""


def places(pages: list[list[str]]) -> list[list[str]]:
    """Addresses as `page` or `section`, without what marks the words that were found."""
    return [[re.sub(r"^.*/|\?[^#]*|\.html", "", link) for link in links] for links in pages]


class Search:
    """The search box of a page: `search("転置")` types the query and returns, for each page found, the places shown."""

    def __init__(self, tab: Tab, url: str) -> None:
        self.tab = tab
        tab.add_init_script(LISTEN)
        tab.goto(url)
        tab.locator(".md-search__input").focus()

    def __call__(self, query: str) -> list[list[str]]:
        box = self.tab.locator(".md-search__input")
        if box.input_value() == query:
            return self.shown()
        before = self.tab.evaluate("window.answers")
        box.fill(query)
        self.tab.wait_for_function(
            "before => window.answers > before && window.answers === window.asks", arg=before, timeout=10_000
        )
        return self.shown()

    def shown(self) -> list[list[str]]:
        return places(self.tab.evaluate(SHOWN))

    def answers(self, queries: list[str]) -> list[list[list[str]]]:
        """What the page's search answers to each query, without showing it."""
        self.tab.wait_for_function("window.setup")
        return [places(found) for found in self.tab.evaluate(ASK, queries)]


def read_index(language: str) -> dict:
    return json.loads((SITE / language / "search" / "search_index.json").read_text("utf-8"))


def place(found: list[list[str]], wanted: str) -> int:
    """The place of the wanted page, or of the page under which the wanted section is shown; 99 if it is not there."""
    return next((n for n, links in enumerate(found, 1) if wanted in links), 99)


def misses(search: Search, queries: list[list[str]]) -> list[str]:
    wrong = []
    answers = search.answers([query for query, _, _ in queries])
    for (query, wanted, worst), found in zip(queries, answers, strict=True):
        if place(found, wanted) > int(worst):
            wrong.append(
                f"{query!r}: {wanted} is at {place(found, wanted)}, not {worst}; {[links[:3] for links in found[:3]]}"
            )
    return wrong


def search_words(page: Page) -> list[str]:
    """The words that lead search to a page: its terms in its language and in English, and their variants."""
    return list(dict.fromkeys(w for key in page.meta["terms"] for w in variants(BOOK.glossary[key], page.language)))


def synonyms(language: str) -> list[list[str]]:
    """Every variant of every term that a page names under `terms:`, and the pages of which one must be found."""
    by_word: dict[str, list[str]] = {}
    for page in BOOK.pages(language):
        for word in search_words(page):
            by_word.setdefault(word, []).append(page.slug)
    return [[word, slugs] for word, slugs in by_word.items()]


def lost(search: Search, language: str) -> list[str]:
    """Synonyms with which none of their pages is among the first three."""
    asked = synonyms(language)
    answers = search.answers([word for word, _ in asked])
    return [
        f"{word!r}: none of {slugs}"
        for (word, slugs), found in zip(asked, answers, strict=True)
        if min(place(found, slug) for slug in slugs) > 3
    ]


@pytest.fixture(scope="module", params=LANGUAGES)
def search(request, readers: Callable[..., BrowserContext], address: str) -> Iterator[Search]:
    """The search box of the home page, once in each language."""
    tab = Visit(readers())
    box = Search(tab.page, f"{address}{request.param}/index.html")
    box.language, box.visit = request.param, tab
    yield box
    tab.page.close()


def test_what_is_answered_is_what_is_shown(search: Search) -> None:
    """Most tests ask without looking at the list; the theme draws its first part, and each page above its sections."""
    queries = [query for query, _, _ in QUERIES[search.language][:5]] + [synonyms(search.language)[0][0]]
    for query, found in zip(queries, search.answers(queries), strict=True):
        shown = [sorted(links) for links in search(query)]
        assert len(shown) >= min(len(found), 4)
        assert shown == [sorted(links) for links in found[: len(shown)]], query


def test_queries_lead_to_the_page_that_answers(search: Search) -> None:
    queries = QUERIES[search.language]
    assert len(queries) >= 24
    assert misses(search, queries) == []


def test_synonyms_lead_to_a_page_of_their_term(search: Search) -> None:
    assert lost(search, search.language) == []


def test_nonsense_finds_nothing_and_harms_nothing(search: Search) -> None:
    for query in NONSENSE:
        assert search(query) == [], query
    assert search.visit.complaints == []


def test_only_the_language_of_the_page_is_indexed(search: Search) -> None:
    index = read_index(search.language)
    for entry in index["docs"]:
        if entry["location"] in ("sources.html#japanese", "sources.html#korean"):
            continue  # titles of books keep their language
        text = " ".join([entry["title"], entry["text"], *entry["keywords"]])
        assert not re.search(OTHER_SCRIPTS[search.language], text), entry["location"]


def test_results_show_no_markup_and_no_keywords(search: Search) -> None:
    """What is shown is the page's own text: no TeX, no HTML in letters, no synonym that the page does not say."""
    for query in ("dX", QUERIES[search.language][0][0]):
        search(query)
        shown = search.tab.locator(".md-search-result__list").inner_text().replace(r'"\n"', '""')  # of a sample
        assert len(shown) > 500
        for leftover in ("\\", "&amp;", "&lt;", "a m p", "<p>", "</", "$", "undefined", "matmul", "§"):
            assert leftover not in shown, f"{leftover!r} is shown for {query!r}"


def test_search_without_synonyms_loses_them(search: Search) -> None:
    """The planted fault: with the keywords gone, the synonyms find nothing, and this file sees it."""
    index = read_index(search.language)
    for entry in index["docs"]:
        entry["keywords"] = []
    tab = search.tab.context.new_page()
    tab.route("**/search_index.json", lambda route: route.fulfill(json=index))
    assert len(lost(Search(tab, search.tab.url), search.language)) >= 2
    tab.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_works_from_disk(visit, language: str) -> None:
    tab = visit()
    box = Search(tab.page, (SITE / language / "notation.html").as_uri())
    query, wanted, worst = next(row for row in QUERIES[language] if row[0].startswith(("dZ @", "dZ Y")))
    box.tab.locator(".md-search__input").fill(query)
    box.tab.wait_for_selector(".md-search-result__item")
    assert place(box.shown(), wanted) <= int(worst)
    assert tab.complaints == []
