"""Kills each command at random moments and counts leftovers; see scripts/soak."""

import argparse
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGKILL]
MARK = "SWIFTLAMBDA_SOAK_MARK"
TEMPORARY = ".swiftlambda-tmp-"


class Soak:
    def __init__(self, options, directory):
        self.tool = os.path.abspath(options.tool)
        self.random = random.Random(options.seed)
        self.rounds = options.rounds
        self.work = directory / "work"
        self.temporary = directory / "tmp"
        self.cache = directory / "cache"
        for path in (self.work, self.temporary, self.cache, directory / "home"):
            path.mkdir()
        self.mark = uuid.uuid4().hex
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("SWIFTLAMBDA_", "AWS_"))
        }
        self.environment |= {
            "TMPDIR": str(self.temporary), "XDG_CACHE_HOME": str(self.cache), "HOME": str(directory / "home"), MARK: self.mark,
            "SWIFTLAMBDA_SWIFT_SDKS_PATH": str(directory / "sdks"),
        }
        self.package = self.work / "orders"
        self.others = {process.name for process in pathlib.Path("/proc").iterdir() if process.name.isdigit()}

    def start(self, arguments, directory):
        return subprocess.Popen(
            [self.tool, *arguments], cwd=directory, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)

    def whole(self, arguments, directory, statuses=(0,)):
        """Runs a command to its end."""
        tool = self.start(arguments, directory)
        error = tool.communicate(timeout=900)[1].decode(errors="replace")
        if tool.returncode not in statuses:
            raise SystemExit(f"soak: {' '.join(arguments)} ended with {tool.returncode}\n{error[-3000:]}")

    def served(self, tool):
        """Waits until `run` listens."""
        for line in tool.stderr:
            if b"Ctrl-C ends it" in line:
                return

    def soak(self, name, arguments, directory, statuses, prepare=None):
        if prepare:
            prepare()
        begin = time.monotonic()
        if name == "run":
            tool = self.start(arguments, directory)
            self.served(tool)
        else:
            self.whole(arguments, directory, statuses)
        length = time.monotonic() - begin
        if name == "run":
            tool.send_signal(signal.SIGTERM)
            tool.communicate(timeout=60)
        slow = []
        for number in range(self.rounds):
            if prepare:
                prepare()
            tool = self.start(arguments, directory)
            try:
                tool.wait(timeout=self.random.uniform(0, length * 1.1))
            except subprocess.TimeoutExpired:
                pass
            if tool.poll() is None:
                sent = SIGNALS[number % len(SIGNALS)]
                tool.send_signal(sent)
                begin = time.monotonic()
                try:
                    tool.communicate(timeout=60)
                except subprocess.TimeoutExpired:
                    raise SystemExit(f"soak: {name} is still running 60 s after {sent.name}")
                if time.monotonic() - begin > 2:
                    slow.append(f"{sent.name}: {time.monotonic() - begin:.1f} s")
            else:
                tool.communicate()
            self.check_outputs()
        if prepare:
            prepare()
        if name == "run":
            tool = self.start(arguments, directory)
            self.served(tool)
            tool.send_signal(signal.SIGTERM)
            tool.communicate(timeout=60)
        else:
            self.whole(arguments, directory, statuses)
        return slow

    def check_outputs(self):
        """Outputs are always complete."""
        for archive in self.work.rglob("function.zip"):
            if zipfile.ZipFile(archive).testzip() is not None:
                raise SystemExit(f"soak: {archive} is damaged")
        for manifest in self.work.rglob("manifest.json"):
            if ".scratch" not in manifest.parts and ".build" in manifest.parts:
                json.loads(manifest.read_text())

    def left(self, before):
        """The leftovers, by kind; processes may take a moment to end."""
        end = time.monotonic() + 5
        while self.processes() and time.monotonic() < end:
            time.sleep(0.05)
        return {
            "processes": self.processes(),
            "ports": sorted(listening() - before["ports"]),
            "mounts": sorted(mounts() - before["mounts"]),
            "directories": sorted(str(path.relative_to(self.temporary)) for path in self.temporary.iterdir()),
            "files": sorted(
                str(path) for root in (self.work, self.cache) for path in root.rglob(TEMPORARY + "*")),
        }

    def processes(self):
        found = []
        for process in pathlib.Path("/proc").iterdir():
            if not process.name.isdigit() or int(process.name) == os.getpid():
                continue
            try:
                line = (process / "cmdline").read_bytes()
                environment = (process / "environ").read_bytes()
                # Functions have their own environment.
                is_function = b"AWS_LAMBDA_RUNTIME_API=" in environment and process.name not in self.others
                if is_function or self.mark.encode() in environment or bytes(self.temporary) in line:
                    found.append(line.replace(b"\0", b" ").decode(errors="replace").strip()[:120])
            except OSError:
                continue  # It has ended, or belongs to another user.
        return sorted(found)


def listening():
    """The loopback ports with a listener."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if not os.path.exists(table):
            continue
        for line in pathlib.Path(table).read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A":
                found.add(int(words[1].rsplit(":", 1)[1], 16))
    return found


def mounts():
    return {line.split()[4] for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", default=[])
    options = parser.parse_args()
    # Shells make background jobs ignore SIGINT, and children would inherit that until they handle it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="soak-") as directory:
        soak = Soak(options, pathlib.Path(directory).resolve())
        soak.whole(["init", "orders", "--region", "eu-west-1"], soak.work)
        soak.whole(["package"], soak.package)
        source = next((soak.package / "Sources").rglob("main.swift"), None) or next((soak.package / "Sources").rglob("*.swift"))

        def edit():
            with open(source, "a") as file:
                file.write(f"// {soak.random.random()}\n")

        def forget():
            for path in sorted((soak.work / "scaffold").rglob("*"), reverse=True) if (soak.work / "scaffold").exists() else []:
                path.rmdir() if path.is_dir() else path.unlink()

        commands = {
            "package": (["package"], soak.package, (0,), edit),
            "inspect": (["inspect", str(next(soak.package.rglob("function.zip")))], soak.package, (0, 1), None),
            "terraform": (["terraform", "--force"], soak.package, (0,), None),
            "init": (["init", "scaffold"], soak.work, (0,), forget),
            "invoke": (["invoke", "--event", "{}"], soak.package, (0,), None),
            "rehearse": (["rehearse"], soak.package, (0,), None),
            "run": (["run"], soak.package, (0,), None),
            "sdk": (["sdk", "make", "--from", "debian", "--mirror", "http://127.0.0.1:1", "--output", "sdks"], soak.work, range(1, 256), None),
        }
        failed = False
        for name, command in commands.items():
            if options.only and name not in options.only:
                continue
            before = {"ports": listening(), "mounts": mounts()}
            slow = soak.soak(name, *command)
            left = soak.left(before)
            numbers = ", ".join(f"{len(what)} {kind}" for kind, what in left.items())
            print(f"{name}: {options.rounds} rounds from seed {options.seed}: left {numbers}", flush=True)
            for kind, what in left.items():
                for thing in what[:10]:
                    print(f"  {kind}: {thing}")
            if slow:
                print(f"  ended late: {', '.join(slow)}")
            failed = failed or bool(slow) or any(left.values())
            for path in soak.temporary.iterdir():
                subprocess.run(["rm", "-rf", str(path)], check=True)
        return 1 if failed else 0


sys.exit(main())
