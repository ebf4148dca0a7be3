"""A built page becomes a notebook that runs wherever Python and NumPy are: its text as Markdown, its code as cells."""
