"""The book's figures, one module a page, drawn from the fixture; their words are in `words`. Stands on kit."""
