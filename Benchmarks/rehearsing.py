"""A thousand rehearsals in a row: what the rehearsing process uses, and what it leaves behind."""

import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from measuring import checked


@dataclass
class Soak:
    """What a process used while it rehearsed, and what remained after it ended."""

    peak: int
    descriptors: int
    processes: int
    directories: int
    seconds: float


def function(root: Path, work: Path, tool: Path) -> Path:
    """The archive of a function that exits on SIGTERM."""
    package = work / "misbehaving"
    shutil.rmtree(package / "Sources", ignore_errors=True)
    source = root / "Tests/IntegrationTests/Packages/Misbehaving"
    shutil.copytree(source, package, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".build"))
    checked([str(tool), "package", "misbehaving", "--package-path", str(package)], package)
    return next(package.glob(".build/swiftlambda/misbehaving/*/function.zip"))


def soak(tool: Path, archive: Path, work: Path, repetitions: int) -> Soak:
    """Rehearses repeatedly, and inspects the process every 20 ms."""
    temporary = work / "soak"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    mark = f"soak-{os.getpid()}-{repetitions}"
    command = [
        str(tool), "rehearse", str(archive), "--repeat", str(repetitions), "--invocations", "1", "--env",
        "SHUTDOWN_MS=0", "--env", f"MARK={mark}", "--progress", "none",
    ]
    peak, descriptors, start = 0, 0, time.monotonic()
    with subprocess.Popen(command, cwd=work, env={**os.environ, "TMPDIR": str(temporary)},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        os.set_blocking(process.stdout.fileno(), False)
        output = b""
        while process.poll() is None:
            match = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())
            peak = max(peak, int(match[1]) * 1024) if match else peak
            descriptors = max(descriptors, open_descriptors(process.pid))
            output += process.stdout.read() or b""
            time.sleep(0.02)
        if process.returncode != 0:
            output += process.stdout.read() or b""
            raise SystemExit(f"{command} exited with status {process.returncode}\n{output.decode()}")
    seconds = time.monotonic() - start
    return Soak(peak, descriptors, holding(mark), len(list(temporary.iterdir())), seconds)


def open_descriptors(process: int) -> int:
    """The number of a process's open descriptors; 0 if it has just ended."""
    try:
        return len(os.listdir(f"/proc/{process}/fd"))
    except OSError:
        return 0


def holding(mark: str) -> int:
    """The number of processes with a value in their environment."""
    count = 0
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            count += mark.encode() in path.read_bytes()
        except OSError:
            continue
    return count
