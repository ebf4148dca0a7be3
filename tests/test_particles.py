"""Korean particles: those that do not fit are red, those that fit pass."""

import pytest

from book.checks.particles import faults

TERMS = ["기울기", "상류 기울기", "대각합", "형상", "행렬"]


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
        r"$a \in \mathbb R$라고 합시다.",
        "형상(shape)라 합니다.",
    ],
)
def test_a_particle_that_does_not_fit_is_red(text):
    assert len(list(faults(text, text, TERMS))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "식 [eq:a-b]에 따르면, 식\n    [eq:a-b]의 합은 식 [eq:a-b], [eq:a-c]입니다.",
        "기울기(gradient)를, **형상(shape)**이, 대각합(trace)은, ‘행렬’로, [유도]\ufffc로",
        r"$\mathbf X$를, $\ell\colon \mathbb R \to \mathbb R$은, $x_{l}$로, $n$으로, $\mathbf Y^\top$가, $e^{n}$을",
        r"$\mathbf X$라고, $\ell$이라고, $\mathbf G = \mathrm d\mathbf R$이라 합시다. 기울기(gradient)라 합니다.",
        "값(이나 성분)이라면 (행과 열) 나머지",
    ],
)
def test_a_particle_that_fits_passes(text):
    assert list(faults(text, text, TERMS)) == []
