"""What authors write, read with line numbers: `Book(root)` and its parts. Runs nothing. Stands on ground."""
