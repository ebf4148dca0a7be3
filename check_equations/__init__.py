"""Executes the LaTeX of Markdown pages: every formula that claims something must be true.

`check_text(markdown, file)` reads one page, `check_pages(*places)` files and folders. Only NumPy is needed.

The rooms, from below: `markdown` (where formulas stand), `tex` (what is written), `settings` (what is declared),
`worlds` (numbers for it), `evaluate` (values), `verdict` (does it hold?); `pages`, `checker` and `report` lead through
them.
"""

from .report import Report, Result, check_pages, check_text

__all__ = ["Report", "Result", "check_pages", "check_text"]
