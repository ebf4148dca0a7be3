"""A formula in words of the book's language, for readers who hear it: `words(formula, language)`.

`parts` reads MathML into the few kinds of parts that speech tells apart, `voice` says them. What is said stands in two
tables: `signs.toml` has the word for each sign, `phrases.toml` how words are put together.
"""

from book.maths.spoken.voice import words

__all__ = ["words"]
