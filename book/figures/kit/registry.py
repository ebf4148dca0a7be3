"""Which figures exist: every function marked @figure, called after its page and itself."""

import importlib
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from book.figures.kit.drawing import Canvas
from book.figures.kit.words import Words
from book.ground.faults import BookError

Draw = Callable[[Words, bool], Canvas]


@dataclass(frozen=True)
class Interactive:
    """What a figure is where scripts run: its kind, what it opens with, what answers it.

    The kind is a folder of docs/assets/interactive; the others are as JSON has them. The question is asked on the page;
    the figure's word `answered` says why the answer is right, and may name the `facts`.
    """

    kind: str
    opens: Mapping[str, object]
    goal: Mapping[str, object]
    facts: Mapping[str, object]


_FIGURES: dict[str, Draw] = {}
_INTERACTIVE: dict[str, Interactive] = {}


def figure(draw: Draw) -> Draw:
    """Register `influence_x` of book/figures/picture.py as the figure picture-influence-x."""
    _FIGURES[_name(draw)] = draw
    return draw


def interactive(
    kind: str, opens: Mapping[str, object], goal: Mapping[str, object], **facts: object
) -> Callable[[Draw], Draw]:
    """Above `@figure`: this figure can be touched, and knows when its question is answered."""

    def register(draw: Draw) -> Draw:
        _INTERACTIVE[_name(draw)] = Interactive(kind, opens, goal, facts)
        return draw

    return register


def touched(name: str) -> Interactive | None:
    """How a figure of `figures()` can be touched, if it can."""
    return _INTERACTIVE.get(name)


def kinds() -> list[str]:
    """The kinds of figures that can be touched."""
    figures()
    return sorted({one.kind for one in _INTERACTIVE.values()})


def _name(draw: Draw) -> str:
    slug = draw.__module__.rpartition(".")[2]
    return f"{slug}-{draw.__name__}".replace("_", "-")


def figures() -> dict[str, Draw]:
    """All figures by name; imports every topic once. Raises BookError for a topic that cannot be imported."""
    for topic in topics():
        try:
            importlib.import_module(f"book.figures.{topic.stem}")
        except SyntaxError as error:
            file = error.filename or topic
            raise BookError(file, error.lineno, f"no Python: {error.msg}", "mend the line") from None
        except (Exception, SystemExit) as error:
            lines = [
                frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(topic)
            ]
            problem = f"cannot be imported: {type(error).__name__}: {error}"
            raise BookError(
                topic, lines[-1] if lines else None, problem, "mend the figure, or what it draws"
            ) from error
    return dict(sorted(_FIGURES.items()))


def topics() -> list[Path]:
    """The files in which figures are drawn, one a page."""
    return sorted(file for file in Path(__file__).parents[1].glob("*.py") if file.name != "__init__.py")


def file_of(draw: Draw) -> Path:
    """The file in which a figure is drawn."""
    return Path(draw.__code__.co_filename)
