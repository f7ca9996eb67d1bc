"""Runs every benchmark and writes the results; `scripts/benchmark` builds what it needs and calls it."""

import argparse
import json
import os
import shlex
import shutil
import sys
from pathlib import Path

import invoking
import rehearsing
import workloads
from measuring import Contender, Timing, checked, peak_memory, race
from report import Section, document, megabytes, milliseconds, sections_of
from workloads import PackagedFunctions

ROOT = Path(__file__).resolve().parent.parent
LARGE_TREE_SIZE = 240_000_000
LARGE_FILE_SIZE = 200_000_000
MEMORY_LIMIT = 48_000_000

MEASURES = (
    "zipping", "nothing-changed", "several", "for-arm64", "optimizing", "starting", "growing", "memory", "invocations",
    "rehearsals")

PYTHON_ZIP = """\
import os, sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    for directory, _, names in os.walk("."):
        for name in names:
            archive.write(os.path.join(directory, name))
"""


class Benchmarks:
    """The sections of the report, in its order."""

    def __init__(self, work: Path, binaries: Path, rounds: int, repetitions: int) -> None:
        self.work = work
        self.repetitions = repetitions
        self.tool = binaries / "swiftlambda"
        self.zipper = binaries / "ArchiveBenchmark"
        self.rounds = rounds
        self.greeter = workloads.greeter(ROOT, work, self.tool)
        # The tests make the same SDK for arm64.
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        self.store = cache / "swiftlambda/swift-sdks"
        checked(
            [str(self.tool), "sdk", "make", "--from", "debian", "--arch", "arm64", "--output", str(self.store)], work)
        self.three = workloads.FunctionsForBoth(ROOT, work, self.tool, self.store)

    def zipping(self) -> Section:
        """The zip stage alone."""
        section = Section(
            "Zipping", ("swiftlambda", "other"),
            ["ArchiveBenchmark TREE ARCHIVE", "zip -9 -r -q ARCHIVE .", "zipfile.ZipFile(…, compresslevel=9)  # Python"],
            "The zip stage of `swiftlambda package` at its default level, including the manifest's digests, compared with "
            "`zip -9 -r` and Python's zipfile at level 9, on the unpacked tree of a packaged function.")
        script = self.work / "zipfile-9.py"
        script.write_text(PYTHON_ZIP)
        for tree in (self.greeter.tree(), workloads.foundation(self.work)):
            archives = {name: self.work / f"{name}.zip" for name in ("ours", "zip", "python")}
            commands = {
                "ours": [str(self.zipper), ".", str(archives["ours"])],
                "zip": ["zip", "-9", "-r", "-q", str(archives["zip"]), "."],
                "python": [sys.executable, str(script), str(archives["python"])],
            }
            timings = race(
                {name: Contender(command, ["rm", "-f", str(archives[name])]) for name, command in commands.items()},
                self.rounds, 1, self.work, tree.directory)
            sizes = {name: archive.stat().st_size for name, archive in archives.items()}
            what = f"{tree.name}, {megabytes(tree.size)}"
            for other, label, most in (("zip", "zip -9", (0.5, 1.01)), ("python", "zipfile 9", (None, None))):
                section.add(
                    f"{what}: time compared with {label}", milliseconds(timings["ours"]), milliseconds(timings[other]),
                    timings["ours"].least / timings[other].least, most[0])
                section.add(
                    f"{what}: size compared with {label}", megabytes(sizes["ours"]), megabytes(sizes[other]),
                    sizes["ours"] / sizes[other], most[1])
        return section

    def nothing_changed(self) -> Section:
        """Packaging again without changes."""
        recorded = self.build_command(self.greeter)
        section = Section(
            "Nothing changed", ("swiftlambda package", "swift build"),
            ["swiftlambda package --package-path .build/benchmark/greeter", self.shown(["swift", *recorded])],
            "`swiftlambda package` compared with the `swift build` that it runs, when neither has anything to do.")
        for functions in (self.greeter, workloads.fleet(self.work, self.tool)):
            build = ["swift", *self.build_command(functions)]
            checked(functions.command, functions.package)
            before = functions.times
            timings = race(
                {"package": Contender(functions.command), "build": Contender(build)},
                2 * self.rounds, 3, self.work, functions.package)
            if functions.times != before:
                raise SystemExit(f"{functions.name}: packaged again although nothing had changed")
            section.add(
                functions.name, milliseconds(timings["package"]), milliseconds(timings["build"]),
                timings["package"].least / timings["build"].least, 1.25)
        return section

    def several(self) -> Section:
        """Three functions for two architectures with one command."""
        functions = self.three
        section = Section(
            "Three functions, two architectures", ("swiftlambda package", "other"),
            ["swiftlambda package --arch arm64 --arch x86_64", "swiftlambda package FUNCTION --arch …  # three commands",
             "swift build …  # two plain ones, one after another", "zip -9 -q ARCHIVE BINARY  # as linked"],
            "The example with three functions, `Examples/Fleet`. Both architectures are built at the same time; the "
            "commands it is compared with run one after another. Sizes are compared with `zip -9` of the binaries as "
            "linked, with their symbols. Those would not start if the archive has its own C library in `lib/`, so "
            "sizes are given with and without `lib/`.")
        builds = self.recorded_builds(functions)
        if len(builds) != 2:
            raise SystemExit(f"two builds were expected, not {len(builds)}")
        both = self.script("bare-builds", [["swift", *arguments] for arguments in builds])
        calls = self.script(
            "three-calls",
            [[*functions.command[:2], name, *functions.command[2:]] for name in ("orders", "prices", "reports")])
        before = functions.times
        timings = race(
            {"one": Contender(functions.command), "bare": Contender(both), "three": Contender(calls)},
            2 * self.rounds, 3, self.work, functions.package)
        # A command for one function builds one product, which SwiftPM plans again; the archives stay the same.
        if functions.times != before:
            raise SystemExit("the functions were packaged again although nothing had changed")
        section.add(
            "nothing changed, compared with two plain `swift build`", milliseconds(timings["one"]),
            milliseconds(timings["bare"]), timings["one"].least / timings["bare"].least, 1.3)
        section.add(
            "nothing changed, one command compared with three", milliseconds(timings["one"]),
            milliseconds(timings["three"]),
            timings["one"].least / timings["three"].least)
        source = functions.package / "Sources/Shop/Text.swift"
        change = ["sh", "-c", f"echo '// changed' >>'{source}'"]
        timings = race(
            {"one": Contender(functions.command, change), "three": Contender(calls, change)},
            1, max(2, self.rounds // 2), self.work, functions.package)
        section.add(
            "the library changed, one command compared with three", milliseconds(timings["one"]),
            milliseconds(timings["three"]), timings["one"].least / timings["three"].least)
        self.add_sizes(section, functions)
        return section

    def for_arm64(self) -> Section:
        """A function with all of Foundation, for the other architecture."""
        section = Section(
            "Foundation for arm64", ("arm64", "other"),
            ["swiftlambda sdk make --from debian --complete --package libpq-dev",
             "swiftlambda package reports --arch arm64", "swiftlambda package reports --arch x86_64"],
            "`reports` of `Examples/Fleet`, with the complete Swift SDK from Debian's packages, whose own compiler builds it. "
            "A cold build compiles everything; the second one has nothing to do.")
        checked(
            [str(self.tool), "sdk", "make", "--from", "debian", "--complete", "--package", "libpq-dev", "--output",
             str(self.store)], self.work)
        calls = {}
        for architecture in ("arm64", "x86_64"):
            package = self.work / f"foundation-{architecture}"
            shutil.rmtree(package, ignore_errors=True)
            shutil.copytree(ROOT / "Examples/Fleet", package)
            calls[architecture] = workloads.PackagedFunctions(
                f"reports for {architecture}", package, self.tool,
                ["--swift-sdks-path", str(self.store), "--arch", architecture, "reports"])
        timings = race(
            {name: Contender(call.command, ["rm", "-rf", str(call.package / ".build")]) for name, call in calls.items()},
            1, 1, self.work, self.work)
        section.add(
            "a cold build, compared with the native one", milliseconds(timings["arm64"]), milliseconds(timings["x86_64"]),
            timings["arm64"].least / timings["x86_64"].least)
        functions = calls["arm64"]
        build = ["swift", *self.build_command(functions)]
        # The builder puts the linker of the machine's toolchain first, for a compiler without one.
        timings = race(
            {"package": Contender(functions.command), "build": Contender(build)}, 2 * self.rounds, 3, self.work,
            functions.package)
        section.add(
            "nothing changed, compared with the `swift build` that it runs", milliseconds(timings["package"]),
            milliseconds(timings["build"]), timings["package"].least / timings["build"].least, 1.25)
        sizes = {name: call.archives[0].stat().st_size for name, call in calls.items()}
        section.add(
            "size of the archive, compared with the native one", megabytes(sizes["arm64"]), megabytes(sizes["x86_64"]),
            sizes["arm64"] / sizes["x86_64"])
        return section

    def add_sizes(self, section: Section, functions: workloads.FunctionsForBoth) -> None:
        """Archives compared with zips of the linked binaries, which is what Swift's own plugin ships."""
        ours, theirs, own = 0, 0, 0
        for (name, architecture), binary in sorted(functions.unstripped_binaries().items()):
            other = self.work / "other.zip"
            other.unlink(missing_ok=True)
            checked(["zip", "-9", "-q", "-j", str(other), str(binary)], self.work)
            archive = functions.package / f".build/swiftlambda/{name}/{architecture}/function.zip"
            size, other_size = archive.stat().st_size, other.stat().st_size
            entries = json.loads((archive.parent / "manifest.json").read_text())["entries"]
            brought = sum(entry["compressedSizeBytes"] for entry in entries if entry["path"].startswith("lib/"))
            ours, theirs, own = ours + size, theirs + other_size, own + size - brought
            section.add(
                f"size of {name} for {architecture}, without `lib/`", megabytes(size - brought), megabytes(other_size),
                (size - brought) / other_size)
        section.add("size of all archives, without `lib/`", megabytes(own), megabytes(theirs), own / theirs)
        section.add(
            "size of all archives, compared with `zip -9`", megabytes(ours), megabytes(theirs), ours / theirs, 0.55)

    def optimizing(self) -> Section:
        """The effect of `--optimize` on size and start."""
        section = Section(
            "Optimization", ("with --optimize", "without"),
            ["swiftlambda package --optimize size", "swiftlambda package --optimize speed"],
            "The functions of the example for this machine, packaged with and without `--optimize`, and the time from "
            "starting `bootstrap` until it exits because there is no Runtime API.")
        results = {}
        for goal in ("none", "size", "speed"):
            output = self.work / f"optimized-{goal}"
            command = [str(self.tool), "package", "--package-path", str(self.three.package), "--arch", "x86_64"]
            checked([*command, "--optimize", goal, "--bundle", "none", "--output", str(output), "orders", "prices"],
                    self.work)
            checked([*command, "--optimize", goal, "--output", str(output), "reports"], self.work)
            results[goal] = output
        for name in ("orders", "reports"):
            starts, sizes, zips = {}, {}, {}
            for goal, output in results.items():
                archive = output / name / "x86_64/function.zip"
                tree = self.work / f"started-{goal}-{name}"
                shutil.rmtree(tree, ignore_errors=True)
                checked(["unzip", "-q", str(archive), "-d", str(tree)], self.work)
                zips[goal], sizes[goal] = archive.stat().st_size, (tree / "bootstrap").stat().st_size
                starts[goal] = Contender(self.starting_command(tree))
            timings = race(starts, 2 * self.rounds, 20, self.work, self.work)
            for goal in ("size", "speed"):
                for what, values in (("`bootstrap`", sizes), ("archive", zips)):
                    section.add(
                        f"{name}, {goal}: {what}", megabytes(values[goal]), megabytes(values["none"]),
                        values[goal] / values["none"])
                section.add(
                    f"{name}, {goal}: start", milliseconds(timings[goal]), milliseconds(timings["none"]),
                    timings[goal].least / timings["none"].least)
        return section

    @staticmethod
    def starting_command(tree: Path) -> list[str]:
        """Starts an unpacked function with the loader it would have on Lambda; it exits without a Runtime API."""
        own = sorted(tree.glob("lib/ld-linux-*"))
        loader = [str(own[0]), "--library-path", str(tree / "lib")] if own else ["/lib64/ld-linux-x86-64.so.2"]
        return ["sh", "-c", f"{shlex.join([*loader, str(tree / 'bootstrap')])} 2>/dev/null || true"]

    def script(self, name: str, commands: list[list[str]]) -> list[str]:
        """A command that runs commands one after another."""
        path = self.work / f"{name}.sh"
        path.write_text("set -e\n" + "".join(f"{shlex.join(command)} >/dev/null 2>&1\n" for command in commands))
        return ["sh", str(path)]

    def build_command(self, functions: PackagedFunctions) -> list[str]:
        """The arguments that `swiftlambda package` passes to its only `swift build`."""
        (arguments,) = self.recorded_builds(functions)
        return arguments

    def recorded_builds(self, functions: PackagedFunctions) -> list[list[str]]:
        """The arguments that `swiftlambda package` passes to each `swift build`, recorded by a stand-in for `swift`."""
        directory = self.work / "recording"
        directory.mkdir(exist_ok=True)
        record, recorder = directory / "arguments", directory / "swift"
        for path in directory.glob("arguments.*"):
            path.unlink()
        recorder.write_text(
            '#!/bin/sh\nif [ "$1" = build ]; then printf "%s\\0" "$@" >"$RECORD.$$"; fi\nexec "$RECORDED" "$@"\n')
        recorder.chmod(0o755)
        checked(functions.command, functions.package, {
            "PATH": f"{directory}:{os.environ['PATH']}", "RECORD": str(record), "RECORDED": shutil.which("swift") or "",
        })
        return [path.read_text().rstrip("\0").split("\0") for path in sorted(directory.glob("arguments.*"))]

    def starting(self) -> Section:
        """Short commands, for which the start of the program matters."""
        directory = workloads.configuration(self.work, 1)
        terraform = self.terraform(directory)
        section = Section(
            "Start-up", ("swiftlambda", "git --version"),
            ["swiftlambda insights arn --region eu-west-1 --arch arm64",
             "swiftlambda terraform --package-path .build/benchmark/functions-1", "git --version"],
            "Short commands compared with `git --version`, without a shell.")
        checked(terraform, directory)
        timings = race(
            {
                "insights": Contender([str(self.tool), "insights", "arn", "--region", "eu-west-1", "--arch", "arm64"]),
                "unchanged": Contender(terraform),
                "first": self.first_write(directory),
                "git": Contender([shutil.which("git") or "git", "--version"]),
            }, 2 * self.rounds, 20, self.work, directory)
        for name, what, most in (
            ("insights", "`insights arn`", 6),
            ("unchanged", "`terraform`, 1 function, files up to date", 15),
            ("first", "`terraform`, 1 function, files regenerated", 15),
        ):
            section.add(
                what, milliseconds(timings[name]), milliseconds(timings["git"]),
                timings[name].least / timings["git"].least, most)
        return section

    def growing(self) -> Section:
        """How the time of `terraform` grows with the number of functions."""
        counts = (1, 50, 100, 200)
        section = Section(
            "Many functions", ("per function", "half as many"),
            ["swiftlambda terraform --package-path .build/benchmark/functions-N"],
            "The time per function, compared with half as many functions.")
        directories = {count: workloads.configuration(self.work, count) for count in counts}
        for directory in directories.values():
            checked(self.terraform(directory), directory)
        races = {
            "up to date": {str(count): Contender(self.terraform(path)) for count, path in directories.items()},
            "regenerated": {str(count): self.first_write(path) for count, path in directories.items()},
        }
        for what, contenders in races.items():
            timings = race(contenders, 2 * self.rounds, 10, self.work, self.work)
            for fewer, count in zip(counts[1:], counts[2:]):
                timing = timings[str(count)]
                each, before = timing.least / count, timings[str(fewer)].least / fewer
                section.add(
                    f"{count} functions, files {what}: {milliseconds(timing)} in all",
                    f"{each * 1e6:,.0f} µs", f"{before * 1e6:,.0f} µs", each / before, 1.1)
        return section

    def terraform(self, directory: Path) -> list[str]:
        """The command that writes a directory's configuration."""
        return [str(self.tool), "terraform", "--package-path", str(directory)]

    def first_write(self, directory: Path) -> Contender:
        """The same without existing files."""
        return Contender(self.terraform(directory), ["rm", "-rf", str(directory / "terraform")])

    def memory(self) -> Section:
        """Peak memory while zipping large trees."""
        section = Section(
            "Peak memory", ("swiftlambda", "limit"),
            ["ArchiveBenchmark TREE ARCHIVE",
             "swiftlambda package --package-path .build/benchmark/greeter --include TREE=data --output OUTPUT"],
            "The peak resident set (VmHWM) of the process itself. The trees compress to about half their size.")
        trees = (
            ("6,000 files, 240 MB", workloads.large_tree(self.work / "many-files", LARGE_TREE_SIZE, 6_000)),
            ("1 file, 200 MB", workloads.large_tree(self.work / "one-file", LARGE_FILE_SIZE, 1)),
        )
        output = self.work / "large-output"
        for what, tree in trees:
            commands = {
                "zip stage": [str(self.zipper), str(tree), str(self.work / "large.zip")],
                "`package`": [*self.greeter.command, "--include", f"{tree}=data", "--output", str(output)],
            }
            for stage, command in commands.items():
                shutil.rmtree(output, ignore_errors=True)
                peak = peak_memory(command, self.work)
                section.add(f"{what}: {stage}", megabytes(peak), megabytes(MEMORY_LIMIT), peak / MEMORY_LIMIT, 1)
        shutil.rmtree(output)
        (self.work / "large.zip").unlink()
        return section

    def invocations(self) -> Section:
        """Events through a local function."""
        section = Section(
            "Invoking and starting", ("swiftlambda", "limit or other"),
            ["swiftlambda run ARCHIVE", "wrk --threads 1 --connections N http://127.0.0.1:PORT/2015-03-31/functions/function/"
             "invocations", "swiftlambda invoke '{}' --function ARCHIVE", "unzip -q ARCHIVE -d DIRECTORY"],
            "The example function behind the Invoke API, with one environment and the Lambda Insights extension "
            "simulated, and wrk on the same machine; the best of several tries. The median with one connection covers "
            "the front door, both hops and the function. The start is measured from the command to the first line of "
            "a function that is a script, and compared with `unzip` of the same archive.")
        (archive,) = self.greeter.archives
        loads = [invoking.load(self.tool, archive, self.work, connections=2) for _ in range(self.rounds)]
        best = max(load.per_second for load in loads)
        section.add("invocations per second", f"{best:,.0f}", "5,000", 5_000 / best, 1)
        alone = [invoking.load(self.tool, archive, self.work, connections=1) for _ in range(self.rounds)]
        median = min(load.median for load in alone)
        section.add("median of one invocation", f"{median * 1e6:,.0f} µs", "1,000 µs", median / 1e-3, 1)
        marked = invoking.marking(self.greeter.tree().directory, self.work)
        ours, theirs = invoking.starts(self.tool, marked, self.work, 4 * self.rounds)
        section.add(
            "start of an environment", milliseconds(ours), milliseconds(theirs), ours.least / theirs.least, 2)
        return section

    def rehearsals(self) -> Section:
        """What many rehearsals in a row cost and leave behind."""
        many, few = self.repetitions, max(1, self.repetitions // 10)
        section = Section(
            "Repeated rehearsals", (f"{many:,} times", f"{few:,} times"),
            ["swiftlambda rehearse ARCHIVE --repeat NUMBER --invocations 1"],
            "A function that exits on SIGTERM. Peak memory and descriptors are those of `swiftlambda` itself; "
            "processes and directories are what remains after it has ended. `--repetitions` changes the number.")
        archive = rehearsing.function(ROOT, self.work, self.tool)
        long = rehearsing.soak(self.tool, archive, self.work, many)
        short = rehearsing.soak(self.tool, archive, self.work, few)
        section.add("peak memory", megabytes(long.peak), megabytes(short.peak), long.peak / short.peak, 1.5)
        section.add(
            "descriptors", str(long.descriptors), str(short.descriptors), long.descriptors / short.descriptors, 1.2)
        for what, left, before in (
            ("processes left", long.processes, short.processes), ("directories left", long.directories, short.directories)
        ):
            section.add(what, str(left), str(before), left, 0)
        times = (long.seconds / many, short.seconds / few)
        section.add(
            "time per rehearsal", *(milliseconds(Timing([time])) for time in times), times[0] / times[1])
        return section

    def shown(self, command: list[str]) -> str:
        """A command without this machine's paths."""
        return " ".join(command).replace(f"{ROOT}/", "")


def main() -> int:
    """Measures, writes the results, and reports whether every target is met."""
    parser = argparse.ArgumentParser(prog="scripts/benchmark", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="the directory for the workloads")
    parser.add_argument("--binaries", type=Path, required=True, help="the directory of the release executables")
    parser.add_argument("--output", type=Path, default=ROOT / "Benchmarks/RESULTS.md", help="the file to write")
    parser.add_argument("--rounds", type=int, default=5, help="the number of runs of each command")
    parser.add_argument(
        "--only", action="append", choices=MEASURES, metavar="SECTION",
        help=f"measure only this and keep the rest of the file; one of {', '.join(MEASURES)}")
    parser.add_argument("--repetitions", type=int, default=1_000, help="the number of rehearsals in a row")
    options = parser.parse_args()

    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    benchmarks = Benchmarks(work, options.binaries.resolve(), options.rounds, options.repetitions)
    texts = sections_of(options.output) if options.only else {}
    missed = []
    for name in options.only or MEASURES:
        section = getattr(benchmarks, name.replace("-", "_"))()
        print(section.markdown(), file=sys.stderr, flush=True)
        texts[section.title] = section.markdown()
        missed += [row.what for row in section.rows if row.is_met is False]
    options.output.write_text(document(list(texts.values())))
    print("\n".join(f"missed: {what}" for what in missed) or "all targets met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
