"""A formula is read as TeX shows it: what is not listed is refused by name, and what is read looks as it is written."""

import re
from contextlib import suppress

import pytest
from test_equations import cases

from book.checks import formulas as rules
from book.ground.faults import BookError
from book.maths.temml import Converter
from book.source.book import Book
from check_equations.checker import check
from check_equations.faults import Fault
from check_equations.tex import commands, layout, lexer
from check_equations.tex.lexer import lex, printed

SHOWN = Converter()  # one Node for all formulas
BOX = ((r"x, y \in \mathbb R", r"\mathbf u \in \mathbb R^{n}", r"a = x + y"),)


def said(tex: str, display: bool = True) -> str:
    """What is wrong with a formula; nothing if it is executed."""
    outcome = check(tex, BOX, display, hints=False)
    assert outcome.fault or outcome.status in ("executed", "mention"), outcome
    return str(outcome.fault or "")


# --- arguments ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac12 x = \frac{x}{2}", r"x^2 y = y x^2", r"\frac1{2x} \cdot x^2 = \frac x2", r"\sqrt4 \cdot x = 2 x",
        r"x^{10} = x^5 x^5", r"x ^ { 2 } = x x", r"\mathbf {u}^\top \mathbf{ u } = \|\mathbf u\|^2",
        r"\left( x + y \right) \cdot 2 = 2 \bigl( a \bigr)", r"x\,y = y~x", r"\dfrac{x}{2} + \tfrac x2 = x",
        r"\begin{aligned} x + x &= 2 x & y + y &= 2 y \end{aligned}", r"x \leq \max(x, y)", r"x + x = 2 x \tag{3.1}",
        r"\lVert \mathbf u \rVert^2 = \mathbf u^\top \mathbf u", "x + x\n= 2 x\n\\label{eq:a-b}",
    ],
)  # fmt: skip
def test_argument_is_read_as_tex_takes_it(tex):
    assert said(tex) == ""


@pytest.mark.parametrize(
    ("tex", "says"),
    [
        ("x^5 x^5 = x^10", "of 10, TeX takes only the 1 for ^: write {10}"),
        (r"\sqrt16 = 4", r"of 16, TeX takes only the 1 for \sqrt: write {16}"),
        (r"\frac112 x = x", "of 12, TeX takes only the 1 for"),
        ("u_12 = u_1", "TeX takes only the 1 for _"),
        ("x^0.5 = x", "of 0.5, TeX takes only the 0"),
        ("x^1{,}000 = x", "of 1{,}000, TeX takes only the 1"),
        (r"\sqrt[3]{x} = x", r"another one as a power, x^{1/3}"),
        (r"\begin{aligned} x &= y \\[2mm] &= y \end{aligned}", "is a length in TeX"),
        (r"\begin{aligned} x &= y \\* &= y \end{aligned}", "is a length in TeX"),
        (r"x -\!\! y = x", "lay one sign over another"),
        (r"\begin{aligned}[t] x &= y \end{aligned}", r"is an option in TeX: write \left["),
        ("x % = y\n= y", "TeX reads no further on this line"),
        ("x^ = y", "^ = y"),
        ("x^", "^ has nothing to stand on"),
        (r"\mathbf = x", r"\mathbf over =: it stands over one letter"),
        (r"\mathbf{XY} = x", "more than one letter: give each symbol its own font"),
        (r"\mathrm{tr}(x) = x", "the name of a function stands in \\operatorname"),
        (r"\mathbf\gamma = x", r"write \boldsymbol"),
        (r"\mathbf{\hat y} = x", "more than one letter"),
        (r"\mathbf\hat y = x", "write the accent first"),
        (r"\operatorname{d} x = x", "a function's name is two letters or more"),
        (r"\hat{x y} = x", "more than one letter"),
        ("{x = y", "this brace is never closed"),
        ("x = y}", "this brace was never opened"),
        ("x = y \\", "a single backslash"),
        (r"\left. x \right| = y", r"\left stands before a bracket that is shown"),
        (r"a = y + x \tag{\{} + 1", r"write \tag{…}, with no brace or formula inside"),
        (r"x = y \tag{= 1}", "a tag is made of letters"),
        (r"x = y \label{a b}", "a label is made of letters"),
        (r"\begin{align} x &= y \end{align}", "write one of aligned, pmatrix, bmatrix, cases"),
        (r"\begin{matrix} x = y \end{matrix}", "no such environment is read here"),
        ("x = $y$", "a formula inside a formula"),
    ],
)  # fmt: skip
def test_refusal_names_what_tex_would_show(tex, says):
    if says == "^ = y":  # TeX takes the relation as the exponent
        assert "=" in said(tex)
    else:
        assert says in said(tex)
        assert says in said(tex, display=False)


# --- commands and signs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        "phantom", "color", "hspace", "kern", "rlap", "llap", "smash", "boxed", "cancel", "href", "style", "textcolor",
        "def", "newcommand", "hphantom", "vphantom", "raisebox", "mathchoice", "not", "overline", "mathsf", "nabla",
        "displaylines", "includegraphics", "class", "omicron", "mathit", "require", "bcancel", "xcancel", "pm", "circ",
    ],
)  # fmt: skip
def test_command_that_is_not_listed_is_refused_and_cannot_be_declared(command):
    says = rf"the command \{command} is not read"
    assert says in said(rf"x + \{command}{{y}} = a")
    assert says in str(check(rf"\{command} \in \mathbb R", ((rf"\{command} \in \mathbb R",),), False, True).fault)


@pytest.mark.parametrize(
    "sign", [r"\infty", r"\cdot", r"\top", r"\because", r"\quad", r"\sum", r"\text{if}", r"\\", "="]
)
def test_sign_cannot_be_declared(sign):
    assert check(rf"{sign} = x", ((r"x \in \mathbb R", rf"{sign} = x"),), False, True).status == "red"


@pytest.mark.parametrize(
    ("sign", "says"),
    [
        ("−", "U+2212, MINUS SIGN) is no sign of TeX: write -"),
        ("３", "FULLWIDTH DIGIT THREE) is no sign of TeX: write 3"),
        ("²", "SUPERSCRIPT TWO) is no sign of TeX: write ^2"), ("ｘ", "FULLWIDTH LATIN SMALL LETTER X"),
        ("\u200b", "(U+200B, ZERO WIDTH SPACE)"), ("а", "U+0430, CYRILLIC SMALL LETTER A"),
        ("\u00a0", "NO-BREAK SPACE"),
        ("\u3000", "IDEOGRAPHIC SPACE"), ("α", r"write \alpha"), ("×", r"write \times"), ("\u0303", "COMBINING TILDE"),
        ("\u2061", "FUNCTION APPLICATION"), ("≠", r"write \ne"), ("𝐗", "MATHEMATICAL BOLD CAPITAL X"), ("٣", "ARABIC"),
        ("\u202e", "RIGHT-TO-LEFT OVERRIDE"), ("ᵀ", "MODIFIER LETTER CAPITAL T"), ('"', "QUOTATION MARK"),
        ("#", "no meaning"),
    ],
)  # fmt: skip
def test_sign_that_only_looks_like_one_is_refused_by_name(sign, says):
    assert says in said(f"x + x = 2 {sign} x")
    assert says in said(f"x + x{sign} = 2 x", display=False)


def test_every_command_that_is_listed_is_known_to_temml():
    """What may be written can be shown."""
    for command in commands.SYMBOLS | commands.FUNCTIONS | commands.RELATIONS | commands.DOTS:
        assert SHOWN.render(f"a {command} b", False, "x.md")


# --- words --------------------------------------------------------------------------------------------------

CASES = r"\max(x, 0) = \begin{{cases}} x & {} \\ 0 & {} \end{{cases}}"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (r"\text{if } x > 0", r"\text{otherwise}"), (r"x > 0 \text{ のとき}", r"\text{それ以外}"),
        (r"x > 0 \text{일 때}", r"\text{그 외의 경우}"), (r"\text{for } x > 0,", r"\text{else}"), ("x > 0", r"x \le 0"),
        (r"\text{when } x > 0", r"\text{when } x \le 0"),
    ],
)  # fmt: skip
def test_word_of_the_list_is_passed_over(first, second):
    assert said(CASES.format(first, second).replace("0,", "0")) == ""


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (r"\text{unless } x > 0", r"\text{otherwise}", "it could turn the meaning round; here may stand: if, for"),
        (r"\text{if not } x > 0", r"\text{otherwise}", "it could turn the meaning round"),
        (r"x > 0 \text{ でないとき}", r"\text{それ以外}", "it could turn the meaning round"),
        (r"x > 0 \text{이 아닐 때}", r"\text{그 외}", "it could turn the meaning round"),
        (r"\text{otherwise } x > 0", r"\text{otherwise}", "no condition may stand beside it"),
        (r"\text{if } x > 0", r"\text{if}", "a condition is missing beside it"),
        (r"\text{if } x > 0", r"\text{if not}", "it could turn the meaning round"),
        (r"\text{if } x > 0", r"\text{and} \text{ else}", "it could turn the meaning round"),
        (r"\text{if } (x > 0)", r"\text{otherwise}", "> inside brackets claims nothing"),
    ],
)
def test_word_that_could_turn_the_meaning_is_refused(first, second, says):
    assert says in said(CASES.format(first, second))


@pytest.mark.parametrize(
    ("tex", "says"),
    [
        (r"\text{−} x = x", "only words and the punctuation of sentences"),
        (r"a = x + y\text{²}", "only words"), (r"a = x + \text{2}", "only words"),
        (r"a = x + y\text{ - x}", "only words"),
        (r"a = x + y \text{ $- x$}", r"with no brace or formula|only words"),
        (r"a = x \text{\phantom{x}}", "with no brace"),
        (r"a = x + y\text{\{}", "with no brace|only words"), (r"a = x + y\text{ｘ}", "only words"),
        (r"\text{not } x = x", "it could turn the meaning round; here may stand: and"),
        (r"x + x = 2 x \text{ is wrong}", "it could turn"), (r"(x \text{ and } y) = x", "where no words are read"),
        (r"x_{\text{if}} = x", "where no words are read"), (r"x + x = 2 x \quad \text{otherwise}", "it could turn"),
        (r"\begin{pmatrix} x & \text{if} \end{pmatrix} = \mathbf u", "where no words are read"),
        (r"\begin{cases} x \text{ if} & x > 0 \end{cases} = x", "where no words are read"),
    ],
)  # fmt: skip
def test_words_are_no_signs(tex, says):
    assert re.search(says, said(tex))


@pytest.mark.parametrize(
    "tex",
    [
        r"x + x = 2 x \quad \text{and} \quad y + y = 2 y",
        r"x + x = 2 x \quad (\because\ \text{unless you can't count})",
        r"\underbrace{x + x}_{\text{not one, but two}} = 2 x", r"x + x = 2 x \text{ かつ } y + y = 2 y",
        r"\mathbf u^\top \mathbf u = \sum_i u_i^2 \quad \text{where } a - x = y",
    ],
)  # fmt: skip
def test_words_that_join_and_words_that_explain(tex):
    assert said(tex) == ""


def test_word_lists_are_what_spoken_makes_of_them():
    for group in (layout.CONDITION, layout.JOINS, layout.OTHERWISE):
        assert all(
            layout.spoken(words) == words and commands.plain(words) == words
            for kind in group.values()
            for words in kind
        )


# --- relations and mentions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tex", "says"),
    [
        (r"x {=} y", "= inside brackets claims nothing: take it out"), (r"(x = y)", "inside brackets"),
        (r"\left[ x < y \right]", "inside brackets"), (r"|x = y|", "inside brackets"),
        (r"\{x = y\}", "inside brackets"),
        (r"\frac{x = y}{2}", "inside brackets"), (r"\sqrt{x = y}", "inside brackets"),
        (r"u_{x = y}", "inside brackets"),
        (r"\begin{pmatrix} x = y \end{pmatrix}", "inside brackets"), (r"\underbrace{x = y}_{a}", "inside brackets"),
        (r"\underbrace{x}_{= y}", "inside brackets"), (r"\begin{cases} x = y & x > 0 \end{cases}", "inside brackets"),
        (r"\boxed{x = y}", r"the command \boxed is not read"), (r"x + = y", "something is missing"),
        (r"x y)", "closes nothing"), (r"(x y", "not closed"), ("x +", "something is missing"), ("x ^ 2 ^ 3", "power"),
        (r"\mathbf u \mathbf u \quad \text{perhaps}", "it could turn"), ("f(x)", "a call of f, or a product"),
    ],
)  # fmt: skip
def test_formula_in_a_line_is_read_whole(tex, says):
    assert says in said(tex, display=False)


@pytest.mark.parametrize(
    "tex",
    [
        "x", r"\mathbf u", r"\times", r"\langle \cdot, \cdot \rangle", r"u_i", r"\sum_{i=1}^n u_i", r"\mathbb 1[x > 0]",
        r"\mathbf X \to \mathrm d\mathbf X", r"i, j", r"\lim_{h \to 0} \frac{x}{h}", r"m \times k",
        r"\sum_{i \ne j} u_i", "-1",
    ],
)  # fmt: skip
def test_formula_that_claims_nothing_is_a_mention(tex):
    assert check(tex, BOX, False).status == "mention"


# --- what is read, printed again ----------------------------------------------------------------------------


def alike(tex: str) -> bool:
    return SHOWN.shape(tex, True, "x.md") == SHOWN.shape(printed(tex), True, "x.md")


@pytest.mark.parametrize("tex", [case.values[0] for case in cases("true")])
def test_what_is_read_looks_as_it_is_written(tex):
    assert alike(tex)


@pytest.mark.parametrize(
    ("module", "name", "instead", "tex"),
    [
        (lexer, "_SINGLE", lexer._LEXEME, "x^5 x^5 = x^10"),
        (lexer, "_SINGLE", lexer._LEXEME, r"x \cdot \frac12 x = 12"),
        (lexer, "_SINGLE", lexer._LEXEME, r"\sqrt16 = 4"),
        (lexer, "_SINGLE", lexer._LEXEME, "C_12 = 1"),
        (lexer, "_NAMED", re.compile(r"\{((?:[^{}]|\\.)*\}?.*)\}"), r"a = y + x \tag{\{} + 1 \tag{\}}"),
        (commands, "SPACING", {*commands.SPACING, r"\phantom"}, r"x = \phantom{-} y"),
        (commands, "SPACING", {*commands.SPACING, r"\color"}, r"x = \color{white}{-} y"),
        (commands, "SPACING", {*commands.SPACING, r"\not"}, r"x \not = y"),
        (commands, "_WORDS_ONLY", "", r"\text{−}\,x = y"),
        (commands, "_WORDS_ONLY", "", r"a = x + y\text{²}"),
        (commands, "OPTION", {}, r"\begin{aligned} x &= y \\[2mm] &= y \end{aligned}"),
        (commands, "ALIASES", {r"\ne": "="}, r"x \ne y"),
        (commands, "ALIASES", {r"\otimes": r"\odot"}, r"x \otimes y = y"),
        (commands, "SPACING", {*commands.SPACING, "'"}, "x' = y"),
        (commands, "SPACING", {*commands.SPACING, "%"}, "x %+ y\n= y"),
    ],
)  # fmt: skip
def test_lexer_that_reads_otherwise_than_tex_shows_is_seen(module, name, instead, tex, monkeypatch):
    """The second guard, with the lexer's own refusals switched off."""
    monkeypatch.setattr(module, name, instead)
    monkeypatch.setattr(commands, "refused", lambda _: "")
    monkeypatch.setattr(lexer, "_GOES_ON", re.compile("$."))

    with suppress(BookError):  # what was read is no TeX at all
        assert not alike(tex)


def test_rule_says_which_formula_is_not_read_as_it_is_shown(tiny, monkeypatch):
    file = tiny / "docs/en/alpha.md"
    file.write_text(file.read_text("utf-8").replace("$y$", r"$x^{2}\phantom{-}$"), "utf-8")
    monkeypatch.setattr(commands, "refused", lambda _: "")
    monkeypatch.setattr(commands, "SPACING", {*commands.SPACING, r"\phantom"})
    (fault,) = rules.alike(Book(tiny), ["alpha"])
    assert "is not read as it is shown" in fault.problem and "write what is read: x ^ { 2 } { - }" in fault.remedy


def test_lexing_a_long_line_takes_no_time():
    for tex in (r"\text{" + "a" * 20000 + "1}", "{" * 500 + "}" * 500, "x^" * 400, r"\sqrt" * 400 + "x"):
        with pytest.raises(Fault):
            lex(tex)
