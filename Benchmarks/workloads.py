"""What is measured: real functions, configurations of many functions, and large trees."""

import random
import shutil
import zipfile
from pathlib import Path

from measuring import checked

FOUNDATION_MANIFEST = """\
// swift-tools-version: 6.1
import PackageDescription

let package = Package(name: "Reports", targets: [.executableTarget(name: "Reports")])
"""

FOUNDATION_SOURCE = """\
import Foundation

struct Report: Codable {
    var date: Date
    var text: String
}

let formatter = DateFormatter()
formatter.locale = Locale(identifier: "de_DE")
formatter.dateStyle = .full
let report = Report(date: Date(), text: formatter.string(from: Date()))
print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
"""

FUNCTION = """\
  function-{number}:
    description: Function {number}
    environment: {{ TABLE: table-{number} }}
    logs: {{ retention: 30, format: json }}
    policies:
      - actions: [dynamodb:PutItem]
        resources: ["arn:aws:dynamodb:eu-west-1:*:table/table-{number}"]
"""


class Function:
    """A function's package, its archive, and the archive's content unpacked as a staged tree."""

    def __init__(self, name: str, package: Path, tool: Path, options: list[str]) -> None:
        self.name = name
        self.package = package
        self.command = [str(tool), "package", "--package-path", str(package), *options]
        checked(self.command, package)
        (self.archive,) = package.glob(".build/swiftlambda/*/*/function.zip")
        self.tree = package / ".build/tree"
        shutil.rmtree(self.tree, ignore_errors=True)
        with zipfile.ZipFile(self.archive) as archive:
            archive.extractall(self.tree)
        (self.tree / "bootstrap").chmod(0o755)

    @property
    def size(self) -> int:
        """The size of the staged tree in bytes."""
        return sum(path.stat().st_size for path in self.tree.rglob("*") if path.is_file())


def greeter(root: Path, work: Path, tool: Path) -> Function:
    """The example function as it is deployed."""
    package = work / "greeter"
    for name in ("Assets", "Package.swift", "Sources", "swiftlambda.yaml"):
        source, copy = root / "Examples/Greeter" / name, package / name
        if source.is_dir():
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(source, copy)
        else:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy)
    return Function("Greeter, stripped", package, tool, [])


def foundation(work: Path, tool: Path) -> Function:
    """A function that links all of Foundation and keeps its symbols."""
    package = work / "reports"
    write(package / "Package.swift", FOUNDATION_MANIFEST)
    write(package / "Sources/Reports/main.swift", FOUNDATION_SOURCE)
    return Function("Foundation, with symbols", package, tool, ["--no-strip"])


def configuration(work: Path, count: int) -> Path:
    """A directory with a `swiftlambda.yaml` of some functions."""
    directory = work / f"functions-{count}"
    functions = "".join(FUNCTION.format(number=number) for number in range(1, count + 1))
    write(directory / "swiftlambda.yaml", f"version: 1\nregions: [eu-west-1]\nfunctions:\n{functions}")
    return directory


def large_tree(directory: Path, total: int, files: int) -> Path:
    """A tree of files that compress to about half, the same on every machine."""
    size = total // files
    if directory.is_dir() and sum(path.stat().st_size for path in directory.rglob("*.bin")) == size * files:
        return directory
    shutil.rmtree(directory, ignore_errors=True)
    source = random.Random(1)
    text = bytes(source.choices(b"etaoin shrdlu\n", k=1 << 20))
    noise = source.randbytes(1 << 20)
    for number in range(files):
        place = directory / f"{number // 100:03}" / f"{number:05}.bin"
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as file:
            for start in range(0, size, 1 << 13):
                offset = source.randrange((1 << 20) - (1 << 13))
                block = (noise if source.random() < 0.25 else text)[offset : offset + (1 << 13)]
                file.write(block[: size - start])
    return directory


def write(path: Path, text: str) -> None:
    """Writes a file only where it differs, so that builds find nothing to do."""
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
