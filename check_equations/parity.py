"""What must be the same in every language: a formula's tokens, and whether it claims something."""

from .lexer import lex, tokens
from .statements import has_relation

__all__ = ["claims", "tokens"]


def claims(tex: str) -> bool:
    """Whether the formula says something that can be true or false."""
    return has_relation(lex(tex))
