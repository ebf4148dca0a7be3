"""Where formulas stand in a Markdown page. Imports nothing but faults."""
