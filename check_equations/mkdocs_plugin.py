"""A plugin of MkDocs: a false formula stops the build, with file and line. `plugins: [check_equations]` in mkdocs.yml.

What is read is held against the HTML that this very site makes, with its own extensions.
"""

from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger

from .report import Report, check_text

_ARITHMATEX = "pymdownx.arithmatex"


class CheckEquations(BasePlugin):
    """Checks each page when its HTML is made, and stops before anything is written."""

    def on_config(self, config, **_):
        """Formulas are what arithmatex finds: without it, nobody could say what a page shows."""
        if _ARITHMATEX not in config.markdown_extensions:
            raise PluginError(f"check_equations: add {_ARITHMATEX} to markdown_extensions: it says what is a formula")
        self.report = Report()

    def on_page_content(self, html, page, **_):
        """Another plugin may have changed the Markdown: then the changed page is checked, and lines are its lines."""
        file = Path(page.file.abs_src_path)
        source = file.read_text(encoding="utf-8-sig")
        text = source if source.rstrip().endswith(page.markdown.rstrip()) else page.markdown
        name = file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
        self.report += check_text(text, name, html=html)

    def on_env(self, env, **_):
        """All pages have been read, and none has been written."""
        if self.report.red:
            raise PluginError("\n".join(["check_equations", *(result.message for result in self.report.red)]))
        get_plugin_logger("check_equations").info(self.report.summary())
