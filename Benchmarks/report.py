"""The results as Markdown."""

import datetime
import os
import platform
import re
from dataclasses import dataclass, field
from pathlib import Path

from measuring import checked


@dataclass
class Row:
    """One comparison. Without a target it is only reported."""

    what: str
    ours: str
    theirs: str
    ratio: float | None = None
    target: str = ""
    is_met: bool | None = None

    @property
    def cells(self) -> list[str]:
        verdict = {True: "met", False: "**missed**", None: ""}[self.is_met]
        ratio = "" if self.ratio is None else f"{self.ratio:.3f}" if self.ratio < 10 else f"{self.ratio:.1f}"
        return [self.what, self.ours, self.theirs, ratio, self.target, verdict]


@dataclass
class Section:
    """A table and the commands that it compares."""

    title: str
    heads: tuple[str, str]
    commands: list[str]
    note: str
    rows: list[Row] = field(default_factory=list)

    def add(self, what: str, ours: str, theirs: str, ratio: float, most: float | None = None) -> None:
        """Adds a comparison with a maximum ratio."""
        target = "" if most is None else f"≤ {most:g}"
        self.rows.append(Row(what, ours, theirs, ratio, target, None if most is None else ratio <= most))

    def markdown(self) -> str:
        head = ["", *self.heads, "ratio", "target", ""]
        lines = ["| " + " | ".join(head) + " |", "| --- | ---: | ---: | ---: | ---: | --- |"]
        lines += ["| " + " | ".join(row.cells) + " |" for row in self.rows]
        commands = "\n".join(self.commands)
        return f"## {self.title}\n\n{self.note}\n\n```\n{commands}\n```\n\n" + "\n".join(lines)


def document(sections: list[str]) -> str:
    """The whole of RESULTS.md, from sections measured now or earlier."""
    met = sum(section.count("| met |") for section in sections)
    missed = sum(section.count("| **missed** |") for section in sections)
    head = [
        "# Benchmarks",
        f"Written by `scripts/benchmark` on {datetime.date.today().isoformat()}. {met} of {met + missed} targets met.",
        "\n".join(f"- {line}" for line in machine()),
        "Times are the minimum of all runs, with the median in parentheses: other work on the machine affects the minimum "
        "least. Ratios compare the minimums. The commands of a table took turns.",
    ]
    return "\n\n".join(head + sections) + "\n"


def sections_of(path: Path) -> dict[str, str]:
    """The sections of an earlier RESULTS.md, by their titles."""
    if not path.exists():
        return {}
    parts = re.split(r"^(?=## )", path.read_text(), flags=re.MULTILINE)[1:]
    return {part.splitlines()[0].removeprefix("## "): part.strip() for part in parts}


def machine() -> list[str]:
    """The machine and the tools."""
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    system = re.search(r'PRETTY_NAME="?([^"\n]+)', Path("/etc/os-release").read_text())
    swift = checked(["swift", "--version"], Path("."))
    version = re.search(r"Swift version [^\n]+", swift)
    zip_version = re.search(r"Zip [\d.]+", checked(["zip", "-v"], Path(".")))
    return [
        f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, "
        f"{int(memory[1]) / (1 << 20):.0f} GiB of memory, load {os.getloadavg()[0]:.1f}",
        f"{system[1] if system else platform.system()}, Linux {platform.release()}, {platform.machine()}",
        f"{version[0] if version else swift}, {checked(['git', '--version'], Path('.')).strip()}, "
        f"{zip_version[0] if zip_version else 'zip'}, Python {platform.python_version()}",
    ]


def milliseconds(timing) -> str:
    """A timing as a cell."""
    digits = 1 if timing.least < 0.1 else 0
    return f"{timing.least * 1000:,.{digits}f} ms ({timing.median * 1000:,.{digits}f})"


def megabytes(size: float) -> str:
    """A size as a cell."""
    return f"{size / 1e6:,.2f} MB"
