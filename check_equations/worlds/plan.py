"""A plan says what a world draws."""

from dataclasses import dataclass, replace

LARGE, _SMALLER = (10_000, 10_001, 10_002, 10_003), {10_000: 1_000, 1_000: 100, 100: 40, 40: 12}
"""Sizes at which a bound may fail that holds for few entries; and the next ones, if these take too many numbers."""


@dataclass(frozen=True)
class Plan:
    """What a world draws: the same plan in the same scope is the same world."""

    kinds: tuple[str, ...]
    turn: int = 0
    """Which size goes to which letter."""
    sizes: tuple[int, ...] = ()
    """The sizes to choose from, if the usual ones are not enough."""
    given: tuple[tuple[str, int], ...] = ()
    """Sizes that are not drawn: two that are compared with each other may be equal."""
    points: tuple[float, ...] = ()
    """The numbers written in a formula."""

    edge: str = ""
    """The comparison on whose edge its draws are."""

    @property
    def halves(self) -> list["Plan"]:
        """The same draws in two worlds, where one would take too many numbers; nothing for a single draw.

        The large sizes become smaller instead.
        """
        if self.sizes and self.sizes[0] in _SMALLER:
            return [replace(self, sizes=tuple(range(n := _SMALLER[self.sizes[0]], n + len(self.sizes))))]
        middle = len(self.kinds) // 2
        return [replace(self, kinds=part) for part in (self.kinds[:middle], self.kinds[middle:])] if middle else []
