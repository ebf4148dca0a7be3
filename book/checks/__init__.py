"""Every rule of the book, each a generator of faults; `rules` lists them. Stands on figures, maths and source."""
