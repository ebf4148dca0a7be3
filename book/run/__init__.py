"""Python in the reader's browser: what is shipped beside the pages (site/runtime), and how it gets there.

`gather` is the build's; all else is shipped as it stands and runs in the browser. Stands on source.
"""
