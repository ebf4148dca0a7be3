"""The book's code samples: run each one, keep its output, and find its named sections.

`python -m book.snippets` runs every sample and compares what it prints with the committed `.out`;
`python -m book.snippets --write` rewrites the `.out` files. The number of samples that were really
executed goes to `build/samples.json`, where the home page reads it.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path

from book.errors import ROOT, BookError

SNIPPETS = ROOT / "snippets"
COUNT = ROOT / "build" / "samples.json"
WIDTH = 68  # the page's code column holds 76 characters at 1280 px, the printed one about 70: nobody scrolls
MARK = re.compile(r"^\s*# --8<-- \[(start|end):([\w-]+)\]\s*$")


def samples(folder: Path = SNIPPETS) -> list[Path]:
    """Every runnable sample under `folder`, in a stable order."""
    return sorted(path for path in folder.rglob("*.py") if path.name != "__init__.py")


def run(path: Path, folder: Path = SNIPPETS) -> bytes:
    """What the sample `path` prints in a fresh interpreter. BookError if it fails."""
    module = ".".join((folder.name, *path.relative_to(folder).with_suffix("").parts))
    environment = os.environ | {"PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            cwd=folder.parent, env=environment, capture_output=True, timeout=120,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise BookError(path, None, "the sample did not end within 120 s", "make it smaller") from error
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        places = re.findall(rf'File "{re.escape(str(path))}", line (\d+)', "\n".join(lines))
        reason = lines[-1] if lines else f"exit code {done.returncode}"
        raise BookError(
            path, int(places[-1]) if places else None,
            f"the sample fails: {reason}", f"mend it, then see it run: python -m {module}",
        )  # fmt: skip
    return done.stdout.replace(b"\r\n", b"\n")


def check(path: Path, folder: Path = SNIPPETS) -> None:
    """Run the sample and compare its output with its `.out`, byte for byte. BookError if they differ."""
    out = path.with_suffix(".out")
    remedy = "make outputs, and read the pages that show this output"
    printed = run(path, folder)
    if not out.exists():
        raise BookError(out, None, f"no committed output of {path.name}", remedy)
    kept = out.read_bytes()
    if printed == kept:
        return
    pairs = zip_longest(kept.split(b"\n"), printed.split(b"\n"))
    line, (old, new) = next((line, pair) for line, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    raise BookError(out, line, f"the file says {_shown(old)}, the sample prints {_shown(new)}", remedy)


def narrow(path: Path) -> None:
    """BookError if a line of the sample or of its `.out` does not fit the code column."""
    for file, remedy in (path, "split it, or name things shorter"), (path.with_suffix(".out"), "print less on a line"):
        if file.exists():
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                if len(line) > WIDTH:
                    raise BookError(file, number, f"{len(line)} characters, the page shows {WIDTH}", remedy)


def write(path: Path, folder: Path = SNIPPETS) -> None:
    """Run the sample and keep what it prints as its `.out`."""
    path.with_suffix(".out").write_bytes(run(path, folder))


def orphans(folder: Path = SNIPPETS) -> Iterator[BookError]:
    """A fault for every `.out` without a sample: nothing would ever check it."""
    for out in sorted(folder.rglob("*.out")):
        if not out.with_suffix(".py").exists():
            yield BookError(out, None, "an output without a sample", "delete it, or restore its .py")


def sections(path: Path) -> dict[str, list[str]]:
    """The named sections of a file and their lines, without the marks. BookError on unpaired marks."""
    found: dict[str, list[str]] = {}
    name, start = None, 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mark = MARK.match(line)
        if mark is None:
            if "--8<--" in line:
                raise BookError(path, number, f"not a section mark: {line.strip()}", "# --8<-- [start:name]")
            if name:
                found[name].append(line)
        elif mark[1] == "start":
            if name or mark[2] in found:
                problem = f"section {mark[2]!r} starts inside {name!r}" if name else f"a second {mark[2]!r}"
                raise BookError(path, number, problem, "sections stand one after another, one name each")
            name, start = mark[2], number
            found[name] = []
        elif mark[2] != name:
            raise BookError(path, number, f"end of {mark[2]!r}, which is not open", f"the open one: {name}")
        else:
            name = None
    if name:
        raise BookError(path, start, f"section {name!r} never ends", f"# --8<-- [end:{name}]")
    return found


def section(spec: str, file: str | Path, line: int | None, folder: Path = SNIPPETS) -> list[str]:
    """The lines that the include `spec` names: `picture/influence_x.py` or `picture/influence_x.py:nudge`.

    `file` and `line` say where in the pages the include stands; BookError names them and what exists.
    """
    name, _, wanted = spec.partition(":")
    path = folder / name
    if not path.is_file() or path.suffix not in (".py", ".out") or ".." in Path(name).parts:
        near = sorted(p.name for p in path.parent.glob("*" + path.suffix)) if path.parent.is_dir() else []
        there = f"{Path(name).parent} holds: {', '.join(near)}" if near else "there is no such folder"
        raise BookError(file, line, f"no sample {name!r}", f"{there}; or run make outputs")
    if not wanted:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [text for text in lines if path.suffix == ".out" or not MARK.match(text)]
    found = sections(path)
    if wanted not in found:
        there = ", ".join(found) or "none; include the whole file"
        raise BookError(file, line, f"{name!r} has no section {wanted!r}", f"its sections: {there}")
    return found[wanted]


def run_all(folder: Path = SNIPPETS, rewrite: bool = False) -> tuple[int, list[BookError]]:
    """Check (or rewrite) every sample. Returns how many were executed with success, and the faults."""

    def attempt(path: Path) -> BookError | None:
        try:
            sections(path)
            write(path, folder) if rewrite else check(path, folder)
            narrow(path)
        except BookError as fault:
            return fault
        return None

    paths, faults = samples(folder), list(orphans(folder))
    executed = 0
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        for number, (path, fault) in enumerate(zip(paths, pool.map(attempt, paths), strict=True), 1):
            executed += fault is None
            if fault:
                faults.append(fault)
            verdict = ": FAULT" if fault else ""
            print(f"[{number}/{len(paths)}] {path.relative_to(folder)}{verdict}", flush=True)
    return executed, faults


def main(arguments: list[str]) -> int:
    """The command line; the exit code is 1 if any sample is at fault, and then no count is kept."""
    if arguments not in ([], ["--write"]):
        print("usage: python -m book.snippets [--write]", file=sys.stderr)
        return 2
    executed, faults = execute(rewrite=bool(arguments))
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    print(f"{executed} samples executed, outputs in {SNIPPETS.relative_to(ROOT)}/")
    return 0


def execute(rewrite: bool = False) -> tuple[int, list[BookError]]:
    """`run_all` on the book's samples; keeps the count for the home page if none is at fault."""
    COUNT.unlink(missing_ok=True)
    executed, faults = run_all(SNIPPETS, rewrite=rewrite)
    if not faults:
        COUNT.parent.mkdir(exist_ok=True)
        COUNT.write_text(json.dumps({"samples": executed}) + "\n")
    return executed, faults


def _shown(line: bytes | None) -> str:
    return "nothing more" if line is None else repr(line.decode(errors="replace"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
