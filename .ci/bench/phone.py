"""A phone, and a server that sends as servers do: compressed, over connections that stay open."""

import gzip
import http.server
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import faces  # what the tests' browser writes with: a machine without Japanese faces takes ten times as long
from playwright.sync_api import Browser, Page, sync_playwright

SCREEN = {"width": 360, "height": 640}
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 1.6e6 / 8}
SLOWER = 4
TEXT = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt"}


@cache
def packed(file: Path) -> bytes:
    """A file as it travels."""
    data = file.read_bytes()
    return gzip.compress(data, 6, mtime=0) if file.suffix in TEXT else data


class _Server(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            return self.send_error(404)
        data = packed(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(data)))
        if file.suffix in TEXT:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder."""

    def handler(*given: object) -> _Server:
        return _Server(*given, directory=str(folder))

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, with pinned faces."""
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        settings = os.environ | {"FONTCONFIG_FILE": str(faces.configure(Path(folder)))}
        chromium = driver.chromium.launch(executable_path=path, args=["--no-sandbox"], env=settings)
        yield chromium
        chromium.close()


@contextmanager
def phone(chromium: Browser, slow: bool = True) -> Iterator[Page]:
    """A tab on a phone that has seen nothing yet; slow at once, or when `slow_down` says so."""
    context = chromium.new_context(viewport=SCREEN, device_scale_factor=2, is_mobile=True, has_touch=True)
    tab = context.new_page()
    if slow:
        slow_down(tab)
    yield tab
    context.close()


def slow_down(tab: Page) -> None:
    """The phone's line and its processor."""
    tools = tab.context.new_cdp_session(tab)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", LINE)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
