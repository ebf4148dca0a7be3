"""Executes the LaTeX of the book's pages: every formula that claims something must be true.

`check_pages(root)` reads every page, `check_text(markdown, file)` one page. Only NumPy is needed.
"""

from .report import Report, Result, check_pages, check_text

__all__ = ["Report", "Result", "check_pages", "check_text"]
