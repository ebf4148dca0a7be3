"""Which figures exist: every function marked @figure, called after its page and itself."""

import importlib
import pkgutil
from collections.abc import Callable

from book.figures.drawing import Canvas
from book.figures.labels import Labels

Draw = Callable[[Labels, bool], Canvas]
_FIGURES: dict[str, Draw] = {}


def figure(draw: Draw) -> Draw:
    """Register `influence_x` of book/figures/picture.py as the figure picture-influence-x."""
    slug = draw.__module__.rpartition(".")[2]
    _FIGURES[f"{slug}-{draw.__name__}".replace("_", "-")] = draw
    return draw


def figures() -> dict[str, Draw]:
    """All figures by name; imports every module of the package once."""
    import book.figures as package

    for module in pkgutil.iter_modules(package.__path__):
        if module.name != "__main__":
            importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_FIGURES.items()))
