"""Invocations through `swiftlambda run`: how many per second, and how long one takes."""

import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from measuring import Timing, checked

POST = """\
wrk.method = "POST"
wrk.body = "{}"
wrk.headers["Content-Type"] = "application/json"
"""


@dataclass
class Load:
    """The results of a load of requests."""

    per_second: float
    median: float
    """In seconds."""


def load(tool: Path, archive: Path, work: Path, connections: int, seconds: int = 5) -> Load:
    """Sends events over keep-alive connections, as fast as they are answered."""
    script = work / "post.lua"
    script.write_text(POST)
    log = work / "run.log"
    with log.open("w") as errors, subprocess.Popen(
        [str(tool), "run", str(archive)], cwd=work, stdout=subprocess.PIPE, stderr=errors, text=True
    ) as process:
        try:
            url = process.stdout.readline().strip()
            if not url.startswith("http://127.0.0.1:"):
                raise SystemExit(f"swiftlambda run printed no URL\n{log.read_text()}")
            output = checked(
                ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--latency",
                 "--script", str(script), f"{url}/2015-03-31/functions/function/invocations"], work)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
    if "Non-2xx" in output or "Socket errors" in output:
        raise SystemExit(f"some invocations failed\n{output}")
    return Load(float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]), duration(re.search(r"50%\s+(\S+)", output)[1]))


def duration(text: str) -> float:
    """A time as wrk writes it, in seconds."""
    for unit, factor in (("us", 1e-6), ("ms", 1e-3), ("s", 1.0)):
        if text.endswith(unit):
            return float(text.removesuffix(unit)) * factor
    raise ValueError(text)


def marking(tree: Path, work: Path) -> Path:
    """An archive of a function's tree whose bootstrap prints its start time and exits."""
    copy = work / "marking"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(tree, copy)
    (copy / "bootstrap").rename(copy / "program")
    script = copy / "bootstrap"
    script.write_text("#!/bin/sh\ndate +started:%s%N\n")
    script.chmod(0o755)
    archive = work / "marking.zip"
    archive.unlink(missing_ok=True)
    checked(["zip", "-q", "-r", str(archive), "."], copy)
    return archive


def starts(tool: Path, archive: Path, work: Path, rounds: int) -> tuple[Timing, Timing]:
    """The time from the command to the function's start, and the time of `unzip`, in turns."""
    ours, theirs = [], []
    for _ in range(rounds):
        begin = time.time_ns()
        # It fails, because the function never requests an event.
        result = subprocess.run(
            [str(tool), "invoke", "{}", "--function", str(archive)], cwd=work, capture_output=True, text=True, check=False)
        mark = re.search(r"started:(\d+)", result.stderr)
        if mark is None:
            raise SystemExit(f"the function was not started\n{result.stderr}")
        ours.append((int(mark[1]) - begin) / 1e9)
        target = work / "unzipped"
        shutil.rmtree(target, ignore_errors=True)
        begin = time.monotonic()
        checked(["unzip", "-q", str(archive), "-d", str(target)], work)
        theirs.append(time.monotonic() - begin)
    return Timing(ours), Timing(theirs)
