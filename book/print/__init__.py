"""The printed book: the built pages of one language become Typst source, and that a PDF. Stands on figures and maths.

`formulas` turns a page's formulas into Typst's, `code` its samples, `lines` its text, `chapter` everything else;
`look/` says how each part looks; `fonts` gathers the type, `volume` puts a volume together, and `finish` adds to the
PDF what Typst does not write.
"""
