"""Which figures exist: every function marked @figure, called after its page and itself."""

import importlib
import pkgutil
import traceback
from collections.abc import Callable
from pathlib import Path

from book.figures.kit.drawing import Canvas
from book.figures.kit.words import Words
from book.ground.faults import BookError

Draw = Callable[[Words, bool], Canvas]
_FIGURES: dict[str, Draw] = {}


def figure(draw: Draw) -> Draw:
    """Register `influence_x` of book/figures/picture.py as the figure picture-influence-x."""
    slug = draw.__module__.rpartition(".")[2]
    _FIGURES[f"{slug}-{draw.__name__}".replace("_", "-")] = draw
    return draw


def figures() -> dict[str, Draw]:
    """All figures by name; imports every topic once. Raises BookError, with the line, for one that cannot be."""
    import book.figures as package

    for module in pkgutil.iter_modules(package.__path__):
        if not module.ispkg:
            try:
                importlib.import_module(f"{package.__name__}.{module.name}")
            except SyntaxError as error:
                raise BookError(
                    error.filename or module.name, error.lineno, f"no Python: {error.msg}", "mend the line"
                ) from None
            except Exception as error:
                place = traceback.extract_tb(error.__traceback__)[-1]
                problem = f"the figures of {module.name} raise {type(error).__name__}: {error}"
                raise BookError(place.filename, place.lineno, problem, "mend the line") from error
    return dict(sorted(_FIGURES.items()))


def file_of(draw: Draw) -> Path:
    """The file in which a figure is drawn."""
    return Path(draw.__code__.co_filename)
