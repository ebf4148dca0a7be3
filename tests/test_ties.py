"""The fine print around inline formulas."""

import pytest

from book.ground.tree import html, parse
from book.web import ties

X = r'<span class="arithmatex">\(x\)</span>'
DISPLAY = r'<div class="arithmatex">\[x\]</div>'
CASES = [
    ("ja", f"行列{X}の", f'行列<span class="lead trail">{X}</span>の'),
    ("ja", f"は、{X}です", f'は、<span class="trail">{X}</span>です'),
    ("ja", f"第{X}行、", f'<span class="glued lead trail">第{X}行、</span>'),
    ("ja", f"値{X}。</p>", f'値<span class="glued lead">{X}。</span></p>'),
    ("ja", f"<p>{X} と", f"<p>{X} と"),
    ("ko", f"행렬 {X}는 크다", f'행렬 <span class="glued">{X}는</span> 크다'),
    ("ko", f"({X}) 그", f'<span class="glued">({X})</span> 그'),
    (
        "ko",
        '식 <a class="eqref" href="#e">(1.2)</a>에서 ',
        '식 <span class="glued"><a class="eqref" href="#e">(1.2)</a>에서</span> ',
    ),
    ("en", f"the {X}-axis, of {X}.", f'the <span class="glued">{X}-axis,</span> of <span class="glued">{X}.</span>'),
    ("en", f"of {X} and", f"of {X} and"),
    ("en", f"{DISPLAY},", f"{DISPLAY},"),
    ("en", f"({X}, <em>{X}</em>) &amp;", f'<span class="glued">({X},</span> <em>{X}</em>) &amp;'),
    ("en", f"{X}&amp;{X}s{X}.", f'{X}&amp;<span class="glued">{X}s</span><span class="glued">{X}.</span>'),
    ("ja", f"{X}、{X}の<b>{X}</b>行", f'<span class="glued">{X}、</span><span class="trail">{X}</span>の<b>{X}</b>行'),
]


@pytest.mark.parametrize(("language", "before", "after"), CASES)
def test_formula_is_tied_to_what_belongs_to_it(language: str, before: str, after: str) -> None:
    root = parse(before)
    ties.tie(root, language)
    assert html(root) == after
