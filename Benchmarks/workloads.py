"""The workloads: real functions, configurations of many functions, and large trees."""

import random
import shutil
from dataclasses import dataclass
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

FLEET_MANIFEST = """\
// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "Fleet", targets: ["One", "Two", "Three", "Four", "Five"].map { .executableTarget(name: $0) })
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


@dataclass
class Tree:
    """The content of an archive."""

    name: str
    directory: Path

    @property
    def size(self) -> int:
        """The size of its files in bytes."""
        return sum(path.stat().st_size for path in self.directory.rglob("*") if path.is_file())


class PackagedFunctions:
    """A package with packaged functions."""

    def __init__(self, name: str, package: Path, tool: Path, options: list[str] | None = None) -> None:
        self.name = name
        self.package = package
        self.command = [str(tool), "package", "--package-path", str(package), *(options or [])]
        checked(self.command, package)

    @property
    def archives(self) -> list[Path]:
        """The archives, sorted."""
        return sorted(self.package.glob(".build/swiftlambda/*/*/function.zip"))

    @property
    def times(self) -> list[int]:
        """When each archive was written."""
        return [archive.stat().st_mtime_ns for archive in self.archives]

    def tree(self) -> Tree:
        """The content of the only archive, unpacked as staged."""
        (archive,) = self.archives
        directory = self.package / ".build/tree"
        shutil.rmtree(directory, ignore_errors=True)
        checked(["unzip", "-q", str(archive), "-d", str(directory)], self.package)
        return Tree(self.name, directory)


def greeter(root: Path, work: Path, tool: Path) -> PackagedFunctions:
    """The example function as deployed."""
    package = work / "greeter"
    for name in ("Assets", "Sources"):
        shutil.rmtree(package / name, ignore_errors=True)
        shutil.copytree(root / "Examples/Greeter" / name, package / name)
    for name in ("Package.swift", "swiftlambda.yaml"):
        write(package / name, (root / "Examples/Greeter" / name).read_text())
    return PackagedFunctions("Greeter, stripped", package, tool)


def fleet(work: Path, tool: Path) -> PackagedFunctions:
    """Five small functions in one package."""
    package = work / "fleet"
    write(package / "Package.swift", FLEET_MANIFEST)
    for name in ("One", "Two", "Three", "Four", "Five"):
        write(package / f"Sources/{name}/main.swift", f'print("{name}")\n')
    return PackagedFunctions("5 functions of one package", package, tool)


class FunctionsForBoth(PackagedFunctions):
    """The example with three functions, for both architectures."""

    ARCHITECTURES = ("arm64", "x86_64")

    def __init__(self, root: Path, work: Path, tool: Path, sdks: Path) -> None:
        package = work / "three-functions"
        shutil.rmtree(package / "Sources", ignore_errors=True)
        shutil.copytree(root / "Examples/Fleet/Sources", package / "Sources")
        for name in ("Package.swift", "swiftlambda.yaml"):
            write(package / name, (root / "Examples/Fleet" / name).read_text())
        architectures = [option for name in self.ARCHITECTURES for option in ("--arch", name)]
        super().__init__(
            "3 functions, 2 architectures", package, tool, ["--swift-sdks-path", str(sdks), *architectures])

    def unstripped_binaries(self) -> dict[tuple[str, str], Path]:
        """What the builds linked, by function and architecture."""
        names = {path.parent.parent.name: path.parent.name for path in self.archives}
        scratch = self.package / ".build/swiftlambda/.scratch"
        found = {}
        for name in names:
            for architecture, pattern in (("arm64", "sdk/*/aarch64-*/release"), ("x86_64", "native/x86_64-*/release")):
                (binary,) = scratch.glob(f"{pattern}/{name.capitalize()}")
                found[name, architecture] = binary
        return found


def foundation(work: Path) -> Tree:
    """A binary that links all of Foundation and keeps its symbols.

    It is not packaged: newer systems' Foundation requires a newer glibc than Lambda's, so the audit would refuse it.
    """
    package = work / "reports"
    write(package / "Package.swift", FOUNDATION_MANIFEST)
    write(package / "Sources/Reports/main.swift", FOUNDATION_SOURCE)
    checked(["swift", "build", "--configuration", "release", "--static-swift-stdlib"], package)
    tree = package / ".build/tree"
    tree.mkdir(exist_ok=True)
    shutil.copy2(package / ".build/release/Reports", tree / "bootstrap")
    return Tree("Foundation, with symbols", tree)


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
    """Writes a file only if it differs, so that builds find nothing to do."""
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
