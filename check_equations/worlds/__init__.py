"""Numbers for all that a scope declares, many draws at once, and how exactly they are known. Imports tex, settings."""
