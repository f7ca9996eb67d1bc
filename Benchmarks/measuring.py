"""The duration and the peak memory of commands."""

import json
import os
import re
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Contender:
    """A command to time, and one that prepares each of its runs."""

    command: list[str]
    prepare: list[str] | None = None


@dataclass
class Timing:
    """The wall-clock times of one command, in seconds."""

    times: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def least(self) -> float:
        return min(self.times)


def race(contenders: dict[str, Contender], rounds: int, runs: int, work: Path, directory: Path) -> dict[str, Timing]:
    """Times commands with hyperfine, in turns, so that other work on the machine affects all of them alike."""
    export = work / "hyperfine.json"
    command = ["hyperfine", "--shell=none", "--style=none", f"--runs={runs}", "--warmup=1"]
    command.append(f"--export-json={export.absolute()}")
    if any(contender.prepare for contender in contenders.values()):
        command += [f"--prepare={quoted(contender.prepare or ['true'])}" for contender in contenders.values()]
    command += [quoted(contender.command) for contender in contenders.values()]
    timings = {name: Timing([]) for name in contenders}
    for _ in range(rounds):
        checked(command, directory)
        results = json.loads(export.read_text())["results"]
        for timing, result in zip(timings.values(), results, strict=True):
            timing.times += result["times"]
    return timings


def peak_memory(command: list[str], directory: Path) -> int:
    """The peak memory of a process itself, in bytes.

    It is read from /proc until the process ends. wait4(2), and with it /usr/bin/time, reports that of the largest
    child process if that is more, here the compiler's.
    """
    with subprocess.Popen(command, cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        status = f"/proc/{process.pid}/status"
        os.set_blocking(process.stdout.fileno(), False)
        peak, output = 0, b""
        while process.poll() is None:
            match = re.search(r"VmHWM:\s+(\d+) kB", Path(status).read_text())
            peak = max(peak, int(match[1]) * 1024) if match else peak
            output += process.stdout.read() or b""
            time.sleep(0.002)
        if process.returncode != 0:
            output += process.stdout.read() or b""
            raise SystemExit(f"{quoted(command)} exited with status {process.returncode}\n{output.decode()}")
    return peak


def checked(command: list[str], directory: Path, environment: dict[str, str] | None = None) -> str:
    """Runs a command that must succeed, and returns its standard output."""
    result = subprocess.run(
        command, cwd=directory, env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        raise SystemExit(f"{quoted(command)} exited with status {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


def quoted(command: list[str]) -> str:
    """A command quoted for hyperfine."""
    return " ".join("'" + str(word).replace("'", "'\\''") + "'" for word in command)
