"""The e-book: the built pages of one language become XHTML, and that an EPUB. Stands on figures, maths and print.

`chapter` turns a page into a chapter and `maths` its formulas, `package` says what the volume holds and in which order,
`volume` puts it together; `look/` has the style.
"""
