"""The printed book: the built pages of one language become Typst source, and that a PDF.

    python -m book.pdf [ja|ko|en …]

`dom` reads a built page, `maths` turns its formulas into Typst's, `code` its samples, `writer` everything else;
`layout.typ`, with `style`, `formulas` and `code`, says how each part looks; `fonts` gathers the type, and `compile`
puts the volume together.
"""
