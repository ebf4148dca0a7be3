"""Formulas: TeX to MathML, its spacing and breaks, one line of plain text, and the font. Stands on source."""
