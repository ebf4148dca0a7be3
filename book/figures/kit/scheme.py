"""The product as a picture: X to the left of Z, Y above it, so that rows and columns run into each other."""

from dataclasses import dataclass

from book.figures.kit.drawing import Grid


@dataclass(frozen=True)
class Scheme:
    """Where X (m×k), Y (k×n) and Z (m×n) lie: X's rows continue in Z, Y's columns continue in Z."""

    x: Grid
    y: Grid
    z: Grid

    @classmethod
    def of(cls, shape: tuple[int, int, int], pitch: float, gap: float, at: tuple[float, float]) -> "Scheme":
        """The scheme for sizes (m, k, n) with its left top corner (above X, left of Y) at `at`."""
        m, k, n = shape
        left, top = at
        right, low = left + k * pitch + gap, top + k * pitch + gap
        return cls(
            Grid.of((m, k), pitch, left, low),
            Grid.of((k, n), pitch, right, top),
            Grid.of((m, n), pitch, right, low),
        )
