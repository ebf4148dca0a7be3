"""The fine print of lines: around inline formulas, and in Korean words with a bracket inside."""

import pytest

from book.ground.tree import html, parse
from book.web import ties

X = r'<span class="arithmatex">\(x\)</span>'
DISPLAY = r'<div class="arithmatex">\[x\]</div>'
CASES = [
    ("ja", f"行列{X}の", f'行列<span class="lead trail">{X}</span>の'),
    ("ja", "は<span class='symbol'>v</span>、", "は<span class=\"glued lead\"><span class='symbol'>v</span>、</span>"),
    ("ja", f"は、{X}です", f'は、<span class="trail">{X}</span>です'),
    ("ja", f"第{X}行、", f'<span class="glued lead trail">第{X}行、</span>'),
    ("ja", f"を{X}個ずつ", f'を<span class="glued lead trail">{X}個</span>ずつ'),
    (
        "ja",
        'り、式<a class="eqref" href="#e">(1.2)</a>は',
        'り、<span class="glued lead trail">式<a class="eqref" href="#e">(1.2)</a></span>は',
    ),
    ("ja", f"値{X}。</p>", f'値<span class="glued lead">{X}。</span></p>'),
    ("ja", f"<p>{X} と", f"<p>{X} と"),
    ("ko", f"행렬 {X}는 크다", f'행렬 <span class="glued">{X}는</span> 크다'),
    ("ko", f"방정식 {X}는", f'방정식 <span class="glued">{X}는</span>'),
    ("ko", f"({X}) 그", f'<span class="glued">({X})</span> 그'),
    (
        "ko",
        '식 <a class="eqref" href="#e">(1.2)</a>에서 ',
        '<span class="glued">식 <a class="eqref" href="#e">(1.2)</a>에서</span> ',
    ),
    ("ko", "헤드(head)라고 (하면) 그", "헤드(head)\u2060라고 (하면) 그"),
    (
        "ko",
        "<b>어휘 (a, b)</b>을 <code>f()</code>로, ‘곱’은",
        "<b>어휘 (a, b)</b>\u2060을 <code>f()</code>\u2060로, ‘곱’\u2060은",
    ),
    ("ko", "벡터-행렬은 <code>=</code>로, ✓가 (그)", "벡터-행렬은 <code>=</code>\u2060로, ✓\u2060가 (그)"),
    ("ko", "<p>값(value)</p>는<pre>a(b)는</pre>는", "<p>값(value)</p>는<pre>a(b)는</pre>는"),
    ("en", f"the {X}-axis, of {X}.", f'the <span class="glued">{X}-axis,</span> of <span class="glued">{X}.</span>'),
    ("en", f"of {X} and", f"of {X} and"),
    ("en", f"{DISPLAY},", f"{DISPLAY},"),
    ("en", f"({X}, <em>{X}</em>) &amp;", f'<span class="glued">({X},</span> <em>{X}</em>) &amp;'),
    ("en", f"{X}&amp;{X}s{X}.", f'{X}&amp;<span class="glued">{X}s</span><span class="glued">{X}.</span>'),
    ("en", "<pre><code>s-&gt;t</code></pre>", '<pre><code>s<span class="glued">-&gt;</span>t</code></pre>'),
    (
        "en",
        "<code>[a, -<b>b</b>, -b, a-b - 1]</code>",
        '<code>[a, -<b>b</b>, <span class="glued">-b</span>, a-b - 1]</code>',
    ),
    ("en", "<code>dX = dZ @ Y.T</code>", '<code class="glued">dX = dZ @ Y.T</code>'),
    ("en", "<code>dX = dZ @ Y.swap()</code>", "<code>dX = dZ @ Y.swap()</code>"),
    ("en", '<span class="filename">a/b/c.py</span>', '<span class="filename">a/<wbr>b/<wbr>c.py</span>'),
    ("ja", f"{X}、{X}の<b>{X}</b>行", f'<span class="glued">{X}、</span><span class="trail">{X}</span>の<b>{X}</b>行'),
]


@pytest.mark.parametrize(("language", "before", "after"), CASES)
def test_formula_is_tied_to_what_belongs_to_it(language: str, before: str, after: str) -> None:
    root = parse(before)
    ties.tie(root, language)
    assert html(root) == after
