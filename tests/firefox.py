"""Firefox, driven by WebDriver BiDi, which it speaks itself over a socket: no driver is installed beside it.

What stands here of RFC 6455 is what one client on this machine needs: text in whole messages, to one server.
"""

import base64
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import faces

BINARIES = ("firefox-esr", "firefox")
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015", "ArrowUp": "\ue013"}
# No page asks for anything, and neither does the browser.
PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.prefs.recommended": True,
    "toolkit.telemetry.enabled": False,
}


def installed() -> str:
    """Where Firefox lies on this machine; nothing if it does not."""
    return next(filter(None, map(shutil.which, BINARIES)), "")


class Wire:
    """A WebSocket to this machine."""

    def __init__(self, port: int, path: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        self._socket.sendall(f"{asked}Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        self._ahead = b""
        while b"\r\n\r\n" not in self._ahead:
            self._ahead += self._socket.recv(4096)
        head, _, self._ahead = self._ahead.partition(b"\r\n\r\n")
        if b" 101 " not in head:
            raise ConnectionError(head.decode("latin-1"))

    def send(self, text: str) -> None:
        """One message, masked as a client must."""
        data, mask = text.encode(), secrets.token_bytes(4)
        length = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + len(data).to_bytes(2)
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
        self._socket.sendall(b"\x81" + length + mask + masked)

    def receive(self) -> str:
        """The next message, put together; a ping is answered."""
        parts = b""
        while True:
            first, second = self._take(2)
            size = second & 0x7F
            size = int.from_bytes(self._take({126: 2, 127: 8}[size])) if size > 125 else size
            data, kind = self._take(size), first & 0x0F
            if kind == 9:
                self._socket.sendall(b"\x8a\x80" + secrets.token_bytes(4))
            elif kind == 8:
                raise ConnectionError("Firefox has closed the connection")
            else:
                parts += data
                if first & 0x80:
                    return parts.decode()

    def _take(self, size: int) -> bytes:
        while len(self._ahead) < size:
            more = self._socket.recv(1 << 16)
            if not more:
                raise ConnectionError("Firefox has gone")
            self._ahead += more
        taken, self._ahead = self._ahead[:size], self._ahead[size:]
        return taken

    def close(self) -> None:
        self._socket.close()


class Firefox:
    """A tab; `complaints` are what it has written to its console as errors."""

    def __init__(self, wire: Wire) -> None:
        self._wire, self._number = wire, 0
        self.complaints: list[str] = []
        self("session.new", capabilities={})
        self("session.subscribe", events=["log.entryAdded"])
        self._tab = self("browsingContext.getTree")["contexts"][0]["context"]

    def __call__(self, method: str, **given: Any) -> dict[str, Any]:
        """A command of the protocol and what it gives. Raises AssertionError with what Firefox says of a failure."""
        self._number += 1
        self._wire.send(json.dumps({"id": self._number, "method": method, "params": given}))
        while True:
            said = json.loads(self._wire.receive())
            if said.get("method") == "log.entryAdded" and said["params"]["level"] == "error":
                self.complaints.append(str(said["params"]["text"]))
            if said.get("id") == self._number:
                assert said["type"] == "success", f"{method}: {said.get('message')}"
                return said["result"]

    def open(self, url: str, width: int = 1280) -> None:
        """Goes to an address, in a window of this width."""
        self("browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": 800})
        self("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def ask(self, expression: str) -> Any:
        """What an expression gives, which may be a promise, as JSON carries it."""
        asked = f"Promise.resolve({expression}).then(value => JSON.stringify(value ?? null))"
        place = {"context": self._tab}
        found = self("script.evaluate", expression=asked, target=place, awaitPromise=True)
        assert found["type"] == "success", found.get("exceptionDetails", {}).get("text")
        return json.loads(found["result"]["value"])

    def press(self, *keys: str) -> None:
        """Keys by their names, any others as what they write."""
        values = [value for key in keys for value in ([KEYS[key]] if key in KEYS else key)]
        pressed = [{"type": kind, "value": value} for value in values for kind in ("keyDown", "keyUp")]
        self("input.performActions", context=self._tab, actions=[{"type": "key", "id": "keys", "actions": pressed}])

    def picture(self, x: float, y: float, width: float, height: float) -> bytes:
        """A PNG of a part of the document."""
        clip = {"type": "box", "x": x, "y": y, "width": width, "height": height}
        shot = self("browsingContext.captureScreenshot", context=self._tab, origin="document", clip=clip)
        return base64.b64decode(shot["data"])


@contextmanager
def started(folder: Path) -> Iterator[Firefox]:
    """Firefox with a profile and with faces of its own in a folder."""
    profile = folder / "profile"
    profile.mkdir()
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [installed(), "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(profile)]
    place = {"FONTCONFIG_FILE": str(faces.configure(folder)), "HOME": str(folder), "LANG": "C.UTF-8"}
    said = folder / "said.txt"
    with said.open("w", encoding="utf-8") as out:
        browser = subprocess.Popen(command, env=os.environ | place, stderr=out, stdout=subprocess.DEVNULL)
    try:
        while not (ready := re.search(r"listening on ws://127\.0\.0\.1:(\d+)", said.read_text("utf-8", "replace"))):
            assert browser.poll() is None, f"Firefox ended before it could be spoken to: {said.read_text()}"
            time.sleep(0.05)
        wire = Wire(int(ready[1]), "/session")
        try:
            yield Firefox(wire)
        finally:
            wire.close()
    finally:
        browser.terminate()
        browser.wait(20)
