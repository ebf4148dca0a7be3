"""Bad input stops the build or a check, and the message names the file, the line and the remedy.

Each fault is planted in a copy of the project, and the command a person would run is run there.
"""

import pytest
from planted import Copy

BUILD = ("mkdocs", "build", "--strict")
PARITY = ("book.parity",)


def missing_page(copy: Copy) -> int | None:
    (copy.root / "docs/ko/picture.md").unlink()


def unknown_section(copy: Copy) -> int:
    return copy.replace("docs/en/picture.md", 'row_meets_row.py:dot"', 'row_meets_row.py:dott"')


def unknown_snippet(copy: Copy) -> int:
    return copy.replace("docs/en/picture.md", '"picture/row_meets_row.py', '"picture/row_meets_raw.py')


def changed_output(copy: Copy) -> int:
    path = copy.root / "snippets/picture/row_meets_row.out"
    lines = path.read_text().split("\n")
    lines[1] += " "
    path.write_text("\n".join(lines))
    return 2


def broken_anchor(copy: Copy) -> None:
    copy.replace("docs/en/picture.md", "components.md#chain-rule", "components.md#chain-of-rules")


def broken_tex(copy: Copy) -> int:
    return copy.replace("docs/en/picture.md", "\\frac{\\partial Z_{ij}}", "\\frac{\\partail Z_{ij}}")


def unknown_figure(copy: Copy) -> int:
    return copy.replace("docs/en/picture.md", "/// figure | picture-influence-x", "/// figure | picture-influence-q")


def missing_label_in_figure(copy: Copy) -> None:
    path = copy.root / "book/figures/labels.toml"
    text = path.read_text()
    start = text.index("picture-influence-x")
    korean = text.index("ko = ", start)
    path.write_text(text[:korean] + "k0 = " + text[korean + 5 :])


def unknown_term(copy: Copy) -> int:
    return copy.replace("docs/en/picture.md", "terms: [matrix-product", "terms: [matrix-produkt")


def broken_glossary(copy: Copy) -> int:
    return copy.replace("docs/glossary.toml", 'en = "', "en = ")


def broken_front_matter(copy: Copy) -> int:
    return copy.replace("docs/en/picture.md", "description: ", "description: why: ")


def broken_record(copy: Copy) -> int:
    return copy.replace("docs/reviewed.json", '": {', '" {')


def unknown_equation(copy: Copy) -> int:
    return copy.replace("docs/en/picture.md", "[eq:picture-product]", "[eq:picture-produkt]")


def twice_the_label(copy: Copy) -> int:
    return copy.replace("docs/en/picture.md", "\\label{eq:picture-dy}", "\\label{eq:picture-dx}")


def unnoted_mark(copy: Copy) -> None:
    copy.replace("docs/en/picture.md", "\n1. ", "\n- ")


def heading_without_id(copy: Copy) -> int:
    return copy.replace("docs/en/picture.md", " {#touch}", "")


def other_formula(copy: Copy) -> None:
    copy.replace(
        "docs/ja/picture.md",
        "\\mathrm d\\mathbf Z\\,\\mathbf Y^\\top\n",
        "\\mathbf Y^\\top\\,\\mathrm d\\mathbf Z\n",
    )


def other_section(copy: Copy) -> int:
    return copy.replace("docs/ja/picture.md", "{#touch}", "{#tuch}")


FAULTS = [
    (missing_page, PARITY, "docs/ko/picture.md", "missing page"),
    (unknown_section, BUILD, "docs/en/picture.md", "has no section 'dott'"),
    (unknown_snippet, BUILD, "docs/en/picture.md", "no sample 'picture/row_meets_raw.py'"),
    (changed_output, ("book.snippets",), "snippets/picture/row_meets_row.out", "make outputs"),
    (broken_anchor, BUILD, "picture.md", "components.md#chain-of-rules"),
    (broken_tex, BUILD, "docs/en/picture.md", "partail"),
    (unknown_figure, BUILD, "docs/en/picture.md", "no figure is called “picture-influence-q”"),
    (missing_label_in_figure, BUILD, "book/figures/labels.toml", "ko"),
    (unknown_term, BUILD, "docs/en/picture.md", "unknown glossary term “matrix-produkt”"),
    (broken_glossary, BUILD, "docs/glossary.toml", "this is not TOML"),
    (broken_front_matter, PARITY, "docs/en/picture.md", "the front matter is not YAML"),
    (broken_record, PARITY, "docs/reviewed.json", "this is not JSON"),
    (unknown_equation, BUILD, "docs/en/picture.md", "no equation is called “eq:picture-produkt”"),
    (twice_the_label, BUILD, "docs/en/picture.md", "written twice"),
    (unnoted_mark, BUILD, "docs/en/picture.md", "notes below it"),
    (heading_without_id, BUILD, "docs/en/picture.md", "has no id"),
    (other_formula, PARITY, "docs/ja/picture.md", "displays differ"),
    (other_section, PARITY, "docs/ja/picture.md", "“tuch”"),
]


@pytest.mark.parametrize(("plant", "command", "file", "message"), FAULTS, ids=[f[0].__name__ for f in FAULTS])
def test_fault_is_red(copy: Copy, plant, command, file, message) -> None:
    line = plant(copy)
    run = copy.run(*command)
    assert run.returncode != 0, "the fault went unseen"
    assert message in run.stdout
    assert (f"{file}:{line}: " if line else file) in run.stdout
    assert "Traceback" not in run.stdout


def test_copy_without_fault_is_green(copy: Copy) -> None:
    for command in (BUILD, PARITY):
        run = copy.run(*command)
        assert run.returncode == 0, run.stdout
