"""Every rule of the book."""
