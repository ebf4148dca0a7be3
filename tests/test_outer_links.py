"""What a host answers to a link that leads out of the book is understood, and said with the place of the link."""

import http.server
import threading
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import ClassVar

import pytest
from the_book import BOOK

SPEC = spec_from_loader("outer_links", SourceFileLoader("outer_links", str(BOOK.root / ".ci" / "links")))
links = module_from_spec(SPEC)
SPEC.loader.exec_module(links)


class Odd(http.server.BaseHTTPRequestHandler):
    """Answers with the number that is asked for; `/slow` answers late, `/first` when it is asked once more."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/slow":
            threading.Event().wait(1)
        named = self.path.strip("/").partition("-")[0]
        code = int(named) if named.isdigit() else 200
        if self.path == "/first" and self.asked.count("/first") == 1:
            code = 503
        self.send_response(code)
        if 300 <= code < 400:
            self.send_header("Location", "/200-there")
        body = b'<p id="here">text</p>'
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Odd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "kind", "why"),
    [
        ("/200", "here", ""),
        ("/200#here", "here", ""),
        ("/200#there", "gone", "no place #there"),
        ("/404", "gone", "404"),
        ("/410", "gone", "410"),
        ("/301", "moved", "/200-there now"),
        ("/302", "here", ""),
        ("/403", "silent", "403"),
        ("/first", "here", ""),
        ("/slow", "silent", "no answer within 0.2 s"),
    ],
)
def test_an_answer_is_understood(path: str, kind: str, why: str, host: str) -> None:
    found = links.look(host + path, patience=0.2 if path == "/slow" else 5, tries=1 if path == "/slow" else 2)
    assert found.kind == kind and why in found.why


def test_a_host_that_is_not_there_is_gone() -> None:
    found = links.look("http://127.0.0.1:9/", tries=1)
    assert found.kind == "gone" and "Connection" in found.why


@pytest.fixture
def root(tmp_path: Path, host: str) -> Path:
    (tmp_path / "docs" / "en").mkdir(parents=True)
    text = f"[a]({host}/404)\n\n[b]({host}/301), [c]({host}/200), `[d]({host}/410)`, [e](beta.md)\n"
    (tmp_path / "docs" / "en" / "alpha.md").write_text(text, encoding="utf-8")
    (tmp_path / "README.md").write_text(f"Also [a]({host}/404).\n", encoding="utf-8")
    (tmp_path / "docs" / "changes.toml").write_text(f'more = "{host}/403"\n', encoding="utf-8")
    return tmp_path


def test_a_dead_link_is_red_and_named_with_all_its_places(root: Path, host: str, capsys: pytest.CaptureFixture) -> None:
    assert links.main(root) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"docs/en/alpha.md:1, README.md:1: gone: {host}/404"
    assert said[2] == "    remedy: find where it is now, or link to something else"
    assert next(line for line in said if "moved:" in line).startswith("docs/en/alpha.md:3: ")
    assert next(line for line in said if "silent:" in line).startswith("docs/changes.toml:1: ")
    assert said[-1] == "links    4 addresses, 1 of them gone"


def test_without_a_dead_link_it_is_green_and_without_a_network_it_says_so(
    root: Path, host: str, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "README.md").unlink()
    page = root / "docs" / "en" / "alpha.md"
    page.write_text(page.read_text(encoding="utf-8").replace("/404)", "/200)"), encoding="utf-8")
    assert links.main(root) == 0
    monkeypatch.setattr(links, "look", lambda address: links.Found("gone", "ConnectionError: no route"))
    assert links.main(root) == 2 and "is there a network?" in capsys.readouterr().out


def test_the_links_of_the_book_are_found() -> None:
    found = links.outer(BOOK.root)
    assert len(found) > 15
    assert all(len(places) == 3 for address, places in found.items() if places[0].startswith("docs/en/sources.md"))
