"""The book's path from sources to website: assets → figures → pages → site. `book.site` is the way in."""
