"""What can be wrong with a formula. Every fault is red: it stops the build until the page says better."""

TOO_DEEP = "this is nested too deep: give a part of it a name in a box"


class Fault(Exception):
    """A formula that is `false`, `unreadable`, `ambiguous` or `vacuous`, and the offset where it shows."""

    kind = "unreadable"

    def __init__(self, problem: str, at: int | None = None) -> None:
        super().__init__(problem)
        self.problem, self.at = problem, at


class Unreadable(Fault):
    """The grammar, or the setting boxes, give this formula no meaning."""


class Costly(Unreadable):
    """It takes more numbers than are computed for one formula."""


class Ambiguous(Fault):
    """A careful reader could take this formula in two ways."""

    kind = "ambiguous"


class Vacuous(Fault):
    """True whatever the symbols stand for: it says nothing."""

    kind = "vacuous"


class Untrue(Fault):
    """The two sides differ, or have different shapes."""

    kind = "false"
