"""A built page becomes a notebook that runs wherever Python and NumPy are, and Markdown for programs that read."""
