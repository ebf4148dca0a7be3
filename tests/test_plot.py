"""The plots: scales put values where they belong, curves show what was measured and nothing else."""

import re

import numpy as np
import pytest
from drawn import apart, lines
from hypothesis import given
from hypothesis import strategies as st
from the_book import BOOK

from book.figures import gradient_check
from book.figures.kit import gallery
from book.figures.kit.drawing import Canvas
from book.figures.kit.lines import UNSEEN, stroke, thinned
from book.figures.kit.plot import DASHED_SQUARES, DOTTED_DIAMONDS, SOLID_DISCS, Plot, Scale
from snippets.gradient_check.v_curve import error

POWERS = Scale(1e-4, 1, (1e-4, 1e-2, 1.0), log=True)
PLAIN = Scale(-2, 2, (-2.0, 0.0, 2.0))
PLOT = Plot(10, 20, 100, 50, PLAIN, POWERS)


def strokes(draw):
    """The paths that `draw` puts on a canvas: each one's attribute d."""
    canvas = Canvas(200, 200, "test")
    draw(canvas)
    return [re.search(r' d="([^"]*)"', part)[1] for part in canvas.parts]


def test_corners_of_a_plot():
    assert PLOT.at(-2, 1e-4) == (10, 70) and PLOT.at(2, 1) == (110, 20)
    assert PLOT.at(0, 1e-2) == pytest.approx((60, 45))


@given(st.floats(1e-4, 1), st.floats(1e-4, 1))
def test_equal_factors_are_equal_steps(one, other):
    if (both := one * other) >= 1e-4:
        assert POWERS.share(both) == pytest.approx(POWERS.share(one) + POWERS.share(other) - 1)


def test_what_lies_outside_is_put_on_the_border():
    assert POWERS.share(0) == 0 and POWERS.share(7) == 1 and PLAIN.share(-9) == 0


def test_tick_labels():
    assert [POWERS.label(tick) for tick in POWERS.ticks] == ["10^{-4}", "10^{-2}", "1"]
    assert [PLAIN.label(tick) for tick in PLAIN.ticks] == ["−2", "0", "2"]


@pytest.mark.parametrize(("low", "high", "log"), [(1, 1, False), (2, 1, False), (0, 1, True), (-1, 1, True)])
def test_impossible_scale_is_red(low, high, log):
    with pytest.raises(ValueError, match="no scale from"):
        Scale(low, high, (), log)


def test_a_curve_breaks_where_there_is_no_number():
    line, marks = strokes(
        lambda canvas: PLOT.curve(canvas, [-2, -1, 0, 1, 2], [1, 1, np.nan, np.inf, 1e-4], SOLID_DISCS)
    )
    assert line == "M10 20l25 0M110 70"
    assert marks.count("M") == 3


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 50)), min_size=2, max_size=60, unique=True))
def test_a_line_without_some_points_is_the_same_line(points):
    short = thinned(points)
    assert short[0] == points[0] and short[-1] == points[-1] and set(short) <= set(points)
    assert apart(np.array(points), np.array(short)) <= UNSEEN + 1e-9


def test_a_thousand_points_of_a_straight_line_are_two():
    assert thinned([(k / 10, k / 30) for k in range(1001)]) == [(0, 0), (100, 1000 / 30)]
    assert thinned([(0, 0), (5, 0.2), (10, 0)]) == [(0, 0), (5, 0.2), (10, 0)]
    assert thinned([]) == [] and thinned([(1, 2)]) == [(1, 2)]


@given(st.lists(st.tuples(st.floats(-300, 300), st.floats(-300, 300)), min_size=1, max_size=40))
def test_a_line_is_written_to_a_tenth(points):
    (line,) = lines(f'<path d="{stroke(points)}"/>')
    assert np.allclose(line, points, atol=0.0501)


def test_a_curve_needs_pairs():
    with pytest.raises(ValueError):
        PLOT.curve(Canvas(9, 9, "test"), [1, 2], [1], SOLID_DISCS)


def test_curves_differ_without_colour():
    styles = SOLID_DISCS, DASHED_SQUARES, DOTTED_DIAMONDS
    assert len({style.dash for style in styles}) == len({style.mark for style in styles}) == len(styles)


@pytest.mark.parametrize("layout", gallery.LAYOUTS)
def test_v_curve_shows_what_was_measured(layout):
    svg = gallery.standalone(BOOK, "gradient-check-v-curve", "en", layout)
    curves = [line for line in lines(svg) if len(line) == len(gradient_check.STEPS)]
    assert len(curves) == 6
    expected = [
        np.log10([error(method, float(h), precision) for h in gradient_check.STEPS])
        for precision in gradient_check.PRECISIONS.values()
        for method in gradient_check.METHODS
    ]
    for line, wanted in zip(curves, expected, strict=True):
        x, y = line.T
        decade = (x[0] - x[-1]) / (len(x) - 1)
        assert np.allclose(np.diff(x), -decade, atol=0.1) and decade > 0  # places are written to a tenth
        unit = decade * 226 / (252 if layout == "narrow" else 248)
        assert np.allclose((y - y[0]) / unit, wanted[0] - wanted, atol=0.02)
