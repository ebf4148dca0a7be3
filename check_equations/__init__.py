"""Executes the LaTeX of Markdown pages: every formula that claims something must be true.

`check_text(markdown, file)` reads one page, `check_pages(*places)` files and folders. Only NumPy is needed.
"""

from .report import Report, Result, check_pages, check_text

__all__ = ["Report", "Result", "check_pages", "check_text"]
