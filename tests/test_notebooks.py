"""Each page's notebook opens anywhere and, run from top to bottom without the book, prints what it says."""

import asyncio
import io
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode, v4
from the_book import BOOK, alike, with_whole

from book.checks.answers import known
from book.ground import tree
from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.notebooks import build
from book.notebooks.markdown import Code, Writer
from book.source.samples import portable

SITE = BOOK.site
SLUGS = [slug for slug in BOOK.order if portable(BOOK.snippets, BOOK.page("en", slug))]


def opened(language: str) -> dict[str, NotebookNode]:
    folder = SITE / language / build.FOLDER
    return {file.stem: nbformat.read(file, as_version=4) for file in sorted(folder.glob("*.ipynb"))}


def says(notebook: NotebookNode) -> list[tuple[str, str]]:
    """The code of each cell, and what stands below it."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [(cell.source, "".join(output["text"] for output in cell.outputs)) for cell in cells]


def run_all(notebooks: dict[str, NotebookNode], folder: Path) -> dict[str, list[tuple[str, str]] | str]:
    """Runs each without the names of the others, in an empty folder; what its cells then say, or the error.

    In one kernel, which takes most of a second to start. What else a notebook could leave to the next, as NumPy's
    settings, none needs: the rule `samples.in_sight` runs each page's code in a process that runs no other's.
    """
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}

    async def run_each() -> dict[str, list[tuple[str, str]] | str]:
        manager = AsyncKernelManager(kernel_name="python3")
        client = NotebookClient(
            v4.new_notebook(), km=manager, timeout=120, resources={"metadata": {"path": str(folder)}}
        )
        found: dict[str, list[tuple[str, str]] | str] = {}
        async with client.async_setup_kernel(cleanup_kc=True, env=environment):
            for name, notebook in notebooks.items():
                client.nb = nbformat.from_dict(json.loads(json.dumps(notebook)))
                client.nb.cells.insert(0, v4.new_code_cell("%reset -f"))
                try:
                    await client.async_execute()
                    found[name] = says(client.nb)[1:]
                except CellExecutionError as error:
                    found[name] = str(error)
        return found

    with ThreadPoolExecutor(1) as apart:  # Playwright's loop may run in this thread
        return apart.submit(asyncio.run, run_each()).result()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_whose_code_runs_anywhere_has_one_and_leads_to_it(language: str) -> None:
    assert len(SLUGS) > 15 and sorted(SLUGS) == sorted(opened(language))
    for slug in BOOK.order:
        page = (SITE / language / f"{slug}.html").read_text(encoding="utf-8")
        assert (f'href="notebooks/{slug}.ipynb"' in page) == (slug in SLUGS), slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_valid_and_holds_all_it_shows(language: str) -> None:
    for slug, notebook in opened(language).items():
        nbformat.validate(notebook)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5) and notebook.metadata.kernelspec.name == "python3"
        text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        figures = SITE.joinpath(language, f"{slug}.html").read_text(encoding="utf-8").count('class="fig"')
        assert text.count("](data:image/png;base64,") == figures == text.count("![")
        assert "snippets" not in "".join(source for source, _ in says(notebook))
        assert text.startswith("# ")


def test_cells_are_the_same_in_all_languages() -> None:
    every = {language: opened(language) for language in LANGUAGES}
    for slug in SLUGS:
        ids = [[(cell.id, cell.cell_type) for cell in notebooks[slug].cells] for notebooks in every.values()]
        code = [says(notebooks[slug]) for notebooks in every.values()]
        assert ids[0] == ids[1] == ids[2] and code[0] == code[1] == code[2], slug


def test_run_from_top_to_bottom_without_the_book(tmp_path: Path) -> None:
    """And a planted fault is seen: a notebook that needs the book, and one that prints something else."""
    notebooks = dict(alike([*opened("en").items()], 0, 3))
    wanted = {slug: says(notebook) for slug, notebook in notebooks.items()}
    planted = {"needs": "from snippets.fixture import X", "prints": "print(1 + 1)"}
    for name, source in planted.items():
        text = build.notebook(name, ["# A", Code(source, "3\n")])
        notebooks[name] = nbformat.reads(text, as_version=4)
    found = run_all(notebooks, tmp_path)
    assert "No module named 'snippets'" in found.pop("needs")
    assert found.pop("prints") == [("print(1 + 1)", "2\n")]
    assert {slug for slug in wanted if found[slug] != wanted[slug]} == set()
    assert list(tmp_path.iterdir()) == []


def test_functions_are_judged_in_the_notebook() -> None:
    """Cells in which nothing is written yet say False; the answers at the end are right."""
    count = 0
    for slug, notebook in opened("en").items():
        asked = re.findall(
            r"^print\(is_right\((\w+), (\w+)\)\)$", "\n".join(source for source, _ in says(notebook)), re.M
        )
        names: dict[str, object] = {"__name__": "__main__"}
        with redirect_stdout(io.StringIO()) as out:
            for source, _ in says(notebook) if asked else []:
                exec(source, names)
        assert out.getvalue().count("False\n") >= len(asked)
        wrong = [name for judge, name in asked if not names["is_right"](names[judge], names[name])]
        assert wrong == [], slug
        count += len(asked)
    assert count == sum(one.kind == "code" for slug in BOOK.order for one in known(BOOK, slug)[0].values())


@with_whole("made a second time")
def test_byte_for_byte_and_with_the_site_s_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written once more for a site that knows its address, they are those of the site but for their links."""
    for slug in BOOK.order:
        (tmp_path / f"{slug}.html").symlink_to(SITE / "ko" / f"{slug}.html")
    root = os.environ.get("SITE_URL", "").rstrip("/")
    there = f"]({root}/ko/" if root else "](../"
    monkeypatch.setenv("SITE_URL", "https://book.example/")
    build.write(BOOK, "ko", tmp_path)
    made = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / build.FOLDER).iterdir()}
    site = {file.name: file.read_text(encoding="utf-8") for file in (SITE / "ko" / build.FOLDER).iterdir()}
    assert made == {name: text.replace(there, "](https://book.example/ko/") for name, text in site.items()}
    assert made != site


def written(html: str, language: str = "en") -> list[str | Code]:
    """What the writer makes of a page that holds nothing else, between its place in the book and its licence."""
    article = tree.parse(f"<article><h1>T</h1>{html}</article>").elements[0]
    made = Writer("trace", language, "../", "{}.png".format, ["1\n", "2\n"], {}, "").pieces(article)
    assert made[0] == "# T" and made[-1].startswith("---")
    return made[2:-1]


def formula(tex: str) -> str:
    return f"<math><mi>x</mi><annotation>{tex}</annotation></math>"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a_b * $5 &lt; `c`</p>", r"a\_b \* \$5 &lt; \`c\`"),
        ("<p>1. one</p>", r"1\. one"),
        ("<p>- one</p>", r"\- one"),
        ("<p>one\n  two</p>", "one two"),
        (f"<p>{formula('x &lt; |y|')}</p>", r"$x \lt \vert y\vert$"),
        ('<p><a href="picture.html#x">p</a> <a href="#y">q</a></p>', "[p](../picture.html#x) q"),
        (
            '<p><a class="term" href="glossary.html#x">p</a> <a href="https://a.example">q</a></p>',
            "p [q](https://a.example)",
        ),
        (f'<div class="equation">{formula("x")}<span class="maths-tag">(3.1)</span></div>', r"$$x \tag{3.1}$$"),
        ("<ol><li>one</li><li><p>two</p><p>three</p></li></ol>", "1. one\n\n2. two\n\n   three"),
        ("<table><tr><th>a|b</th></tr><tr><td><code>c</code></td></tr></table>", "| a\\|b |\n| --- |\n| `c` |"),
        ('<div class="result"><p>one</p><p>two</p></div>', "> one\n>\n> two"),
        (
            '<details class="hint"><summary>H</summary><p>x</p></details>',
            "<details>\n<summary>H</summary>\n\nx\n\n</details>",
        ),
    ],
)
def test_an_element_as_markdown(html: str, markdown: str) -> None:
    assert written(html) == [markdown]


def test_in_japanese_no_sign_stands_for_strong_and_no_tag_holds_a_formula() -> None:
    html = f"<p><strong>「一」は{formula('x')}</strong>二</p>"
    assert written(html, "ja") == ["<strong>「一」は</strong>$x$二"]
    assert written(html, "en") == ["**「一」は$x$**二"]


def test_code_without_marks_and_imports_its_notes_below_and_answers_last() -> None:
    code = '<div class="highlight"><code>from snippets.a import b\nx = b  <a class="note-mark">1</a>\n</code></div>'
    notes = '<ol class="notes"><li>Why.</li></ol>'
    answer = f'<details class="answer"><summary>A</summary>{code}</details>'
    above = '<template id="code-above">b = 1</template>'
    assert written(f"{code}{notes}<h3>E</h3>{answer}<h2>Next</h2>{above}") == [
        "*Functions and data of other chapters, which the code below uses. Run this first.*",
        Code("b = 1", helper=True),
        Code("x = b", "1\n"),
        "1. `x = b`<br>Why.",
        "### E",
        "## Next",
        "## Answers",
        "### E",
        Code("x = b", "2\n"),
    ]


@pytest.mark.parametrize(
    "html", ["<video></video>", "<p><u>x</u></p>", '<ul><li><div class="highlight"></div></li></ul>']
)
def test_what_the_writer_does_not_know_stops_the_build(html: str) -> None:
    with pytest.raises(BookError, match=r"en/trace.html:1: <\w+"):
        written(html)
