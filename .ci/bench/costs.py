"""What a command costs: seconds on the clock, seconds of the processor, MiB at its peak."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple


class Cost(NamedTuple):
    """Of a process and all that it waited for; the peak is that of the largest one."""

    clock: float
    processor: float
    peak: float


def of(command: Sequence[str], folder: Path, **settings: str) -> Cost:
    """Runs a command. Raises RuntimeError, with what it said, if it fails."""
    began = perf_counter()
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | settings
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}:\n{said[-3000:]}")
    return Cost(perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
