"""Korean particles change with the sound before them, and some of those sounds no author sees: held to here.

The build sets the number of an equation, and with it the sound in which the number ends. So a reference is written
`식 [eq:…]` and takes only particles that are the same after every sound (에, 에서, 의, 처럼, 입니다 …). After a term,
brackets, emphasis and links the particle follows the word itself: 기울기(gradient)를. After a formula it follows the
last letter, read aloud.
"""

import re
from collections.abc import Iterator

import pytest
from the_book import BOOK

from book.source.terms import prose

_CHANGING = "을|를|은|는|과|와|이|가|으로|로|이나|나"
_PARTICLE = rf"({_CHANGING})(?:도|만|는|의|부터|서|써)?(?![가-힣])"
_NUMBERED = re.compile(rf"\[eq:[\w-]+\]{_PARTICLE}")
_BARE = re.compile(r"(?<!식 )(?<!\], )\[eq:[\w-]+\]")
_TERMS = "|".join(re.escape(term["ko"]) for term in BOOK.glossary.values())
_TERM = re.compile(rf"(?<![가-힣])(?:{_TERMS})(?<=([가-힣])){_PARTICLE}")
_CLOSED = re.compile(rf"([가-힣])(?:\([^()]*\)|[\]*”’\ufffc])+{_PARTICLE}")
_FORMULA = re.compile(rf"(?<!\$)\$([^$]+)\${_PARTICLE}")
_LAST = re.compile(r"(?:\\(ell|eta|delta)|(?<![\\A-Za-z])([A-Za-z]))[}')]*$")
_NONE, _RIEUL, _OTHER = 0, 8, 1  # the final consonant of a syllable, as Unicode counts it: none, ㄹ, any other
_LETTERS = {"ell": _RIEUL, "l": _RIEUL, "L": _RIEUL, "R": _RIEUL} | dict.fromkeys("mnMN", _OTHER)


def final(syllable: str) -> int:
    """The number of a Hangul syllable's final consonant in Unicode, 0 for none."""
    return (ord(syllable) - ord("가")) % 28


def fits(end: int, particle: str) -> bool:
    """Whether a particle may follow a sound with this final consonant."""
    if particle in ("으로", "로"):
        return (particle == "로") == (end in (_NONE, _RIEUL))
    return (particle in ("를", "는", "와", "가", "나")) == (end == _NONE)


def faults(source: str, words: str) -> Iterator[str]:
    """What is wrong with the particles of a page, given its Markdown and its prose (`book.terms.prose`)."""
    joined = re.sub(r"\n\s*", " ", source)
    for match in _NUMBERED.finditer(joined):
        yield f"{match[0]}: the number may change, write a particle that does not change with it"
    for match in _BARE.finditer(joined):
        yield f"{match[0]}: write 식 before it"
    for match in (*_TERM.finditer(words), *_CLOSED.finditer(words)):
        if not fits(final(match[1]), match[2]):
            yield f"{match[0]}: {match[2]} does not follow {match[1]}"
    for match in _FORMULA.finditer(source):
        last = _LAST.search(re.sub(r"\^\\top|\s+$", "", match[1]))
        if last and "e^" not in match[1] and not fits(_LETTERS.get(last[1] or last[2], _NONE), match[2]):
            yield f"{match[0]}: {match[2]} does not follow {last[0]}"


@pytest.mark.parametrize("page", BOOK.pages("ko"), ids=lambda page: page.slug)
def test_every_particle_fits(page):
    assert not list(faults("\n".join(line for _, line in page.prose()), prose(page)))


@pytest.mark.parametrize(
    "text",
    [
        "식 [eq:a-b]를 썼습니다.",
        "식 [eq:a-b]로는 부족합니다.",
        "[eq:a-b]에 나옵니다.",
        "기울기(gradient)을 구합니다.",
        "상류 기울기은 형상이 같습니다.",
        "**대각합**와 같습니다.",
        "[유도]\ufffc\ufffc을 보십시오.",
        "‘행렬’로 씁니다. ‘합’로 씁니다.",
        r"$\mathbf X$을 곱합니다.",
        r"$\mathbf x \in \mathbb R^{n}$는 벡터입니다.",
        r"$\mathbf Y^\top$이 옵니다.",
        r"$\ell$가 손실입니다.",
    ],
)
def test_a_particle_that_does_not_fit_is_red(text):
    assert len(list(faults(text, text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "식 [eq:a-b]에 따르면, 식\n    [eq:a-b]의 합은 식 [eq:a-b], [eq:a-c]입니다.",
        "기울기(gradient)를, **형상(shape)**이, 대각합(trace)은, ‘행렬’로, [유도]\ufffc로",
        r"$\mathbf X$를, $\ell\colon \mathbb R \to \mathbb R$은, $x_{l}$로, $n$으로, $\mathbf Y^\top$가, $e^{n}$을",
        "값(이나 성분)이라면 (행과 열) 나머지",
    ],
)
def test_a_particle_that_fits_passes(text):
    assert list(faults(text, text)) == []
