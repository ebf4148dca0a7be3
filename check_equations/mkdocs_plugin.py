"""A plugin of MkDocs: a false formula stops the build, with file and line. `plugins: [check_equations]` in mkdocs.yml.

What is read is held against the HTML that this very site makes, with its own extensions.
"""

from fnmatch import fnmatch
from pathlib import Path

from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger

from .report import Report, check_text

_ARITHMATEX = "pymdownx.arithmatex"
_NEEDED = {
    _ARITHMATEX: "it says what is a formula",
    "admonition": "a setting is a box",
    "attr_list": "a sentence becomes a setting by its attributes",
}


class Options(base.Config):
    """What stands below `check_equations` in mkdocs.yml."""

    exclude = option.ListOfItems(option.Type(str), default=[])
    """Pages that are not checked, as patterns of paths in the folder of pages: `drafts/*`."""


class CheckEquations(BasePlugin[Options]):
    """Checks each page when its HTML is made, and stops before anything is written."""

    def on_config(self, config, **_):
        """Formulas are what arithmatex finds: without it, nobody could say what a page shows."""
        for name, reason in _NEEDED.items():
            if name not in config.markdown_extensions:
                raise PluginError(f"check_equations: add {name} to markdown_extensions: {reason}")
        if not config.mdx_configs.get(_ARITHMATEX, {}).get("generic"):
            raise PluginError(f"check_equations: give {_ARITHMATEX} the option `generic: true`")
        self.report = Report()

    def on_page_content(self, html, page, **_):
        """Another plugin may have changed the Markdown: then the changed page is checked, and lines are its lines."""
        if any(fnmatch(page.file.src_uri, pattern) for pattern in self.config.exclude):
            return
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
