"""What TeX says: characters to tokens, tokens to statements, statements to trees. Knows no symbol's meaning."""
