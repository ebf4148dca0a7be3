"""A place in a stream of tokens."""

from collections.abc import Collection

from ..faults import Unreadable
from .lexer import Token


class Cursor:
    """The tokens of one expression and where reading has come to.

    `functions` may be called, `names` contain an index, `numbers` are declared and no functions.
    """

    def __init__(
        self, tokens: list[Token], functions: Collection[str], names: Collection[str], numbers: Collection[str]
    ) -> None:
        self.tokens, self.position = tokens, 0
        self.functions, self.names, self.numbers, self.fences = functions, names, numbers, [""]

    @property
    def peek(self) -> str:
        """The next token, or nothing at the end."""
        return self.tokens[self.position].text if self.position < len(self.tokens) else ""

    @property
    def at(self) -> int:
        """Where the next token stands in the formula."""
        return self.tokens[min(self.position, len(self.tokens) - 1)].at if self.tokens else 0

    def ahead(self, *texts: str) -> bool:
        """Whether these tokens come next."""
        here = self.tokens[self.position : self.position + len(texts)]
        return [t.text for t in here] == list(texts)

    def take(self, wanted: str = "") -> str:
        """The next token, which is then behind. Raises Unreadable if it is not the one that is wanted."""
        text = self.peek
        if not text or (wanted and text != wanted):
            raise Unreadable(f"expected {wanted or 'more'}, found {text or 'the end'}", self.at)
        self.position += 1
        return text
