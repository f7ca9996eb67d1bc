"""Sends mutated HTTP requests to the servers of a running function: the Invoke API, the function URL and the Runtime and
Extensions APIs. swiftlambda must keep running, answer a valid request in time, and not grow."""

import argparse
import hashlib
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

BOOTSTRAP = """#!/bin/sh
printf '%s' "$AWS_LAMBDA_RUNTIME_API" >"$ADDRESS_FILE"
exec python3 "$LAMBDA_TASK_ROOT/loop.py"
"""
LOOP = """
import http.client, os
while True:
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.request("GET", "/2018-06-01/runtime/invocation/next")
    answer = connection.getresponse()
    answer.read()
    request = answer.getheader("Lambda-Runtime-Aws-Request-Id")
    if request:
        connection.request("POST", f"/2018-06-01/runtime/invocation/{request}/response", body="{}")
        connection.getresponse().read()
"""
MOST_MEMORY = 1 << 30


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--seconds", type=float, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", type=pathlib.Path, required=True)
    options = parser.parse_args()
    seeds = [path.read_bytes() for path in sorted(options.kept.iterdir())]
    with tempfile.TemporaryDirectory() as directory:
        return fuzz(options, seeds, pathlib.Path(directory))


def fuzz(options, seeds, directory):
    function = directory / "function"
    function.mkdir()
    (function / "bootstrap").write_text(BOOTSTRAP)
    (function / "bootstrap").chmod(0o755)
    (function / "loop.py").write_text(LOOP)
    address = directory / "address"
    command = [os.path.abspath(options.tool), "run", str(function), "--isolation", "none"]
    command += ["--env", f"ADDRESS_FILE={address}", "--env", f"PATH={os.environ['PATH']}"]
    with open(directory / "log", "wb") as log:
        tool = subprocess.Popen(command, stdout=log, stderr=log, cwd=directory)
    try:
        door = waited(lambda: door_port(directory / "log"), tool, directory)
        assert_answers(door)
        runtime = waited(lambda: runtime_port(address), tool, directory)
        count = 0
        end = time.monotonic() + options.seconds
        while time.monotonic() < end:
            generator = random.Random(options.seed + count)
            sent = mutated(generator, seeds)
            send(door if generator.random() < 0.6 else runtime_port(address) or runtime, sent)
            count += 1
            if count % 50 == 0 or tool.poll() is not None:
                fault = fault_of(tool, door)
                if fault:
                    return keep(options, sent, f"{fault} after seed {options.seed + count - 1}", directory)
        fault = fault_of(tool, door)
        if fault:
            return keep(options, sent, f"{fault} at the end", directory)
        print(f"servers: {count} requests from seed {options.seed}")
        tool.send_signal(signal.SIGTERM)
        if tool.wait(timeout=10) != 143:
            return keep(options, sent, f"status {tool.returncode} after SIGTERM", directory)
        return 0
    finally:
        if tool.poll() is None:
            tool.kill()
            tool.wait()


def door_port(log):
    found = re.search(rb"Running .*http://(?:127\.0\.0\.1|localhost):(\d+)", log.read_bytes())
    return int(found[1]) if found else None


def runtime_port(address):
    try:
        return int(address.read_text().rsplit(":", 1)[1])
    except (OSError, IndexError, ValueError):
        return None


def waited(look, tool, directory):
    end = time.monotonic() + 60
    while time.monotonic() < end and tool.poll() is None:
        found = look()
        if found:
            return found
        time.sleep(0.02)
    sys.exit(f"fuzz: the function did not start\n{(directory / 'log').read_text(errors='replace')}")


def mutated(generator, seeds):
    sent = bytearray(generator.choice(seeds))
    for _ in range(generator.randint(0, 5)):
        place = generator.randrange(len(sent) or 1)
        end = min(len(sent), place + generator.randint(1, 40))
        kind = generator.randrange(6)
        if kind == 0 and sent:
            sent[place] ^= 1 << generator.randrange(8)
        elif kind == 1:
            del sent[place:end]
        elif kind == 2:
            sent[place:place] = sent[place:end] * generator.randint(2, 300)
        elif kind == 3:
            sent[place:place] = generator.choice(
                [b"\r\n", b"\0", b": ", b"%", b"%00", b"\xff\xfe", b"Content-Length: 99999999999999999999\r\n", b"//", b"../"])
        elif kind == 4:
            other = generator.choice(seeds)
            sent[place:place] = other[generator.randrange(len(other)) :]
        else:
            del sent[place:]
    return bytes(sent[: 1 << 17])


def send(port, sent):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.settimeout(0.05)
            connection.sendall(sent)
            connection.recv(4096)
    except OSError:
        # A refusal is a response too; what matters is that a valid request gets its response afterwards.
        pass


def assert_answers(port):
    sound = b"POST /2015-03-31/functions/function/invocations HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(sound)
        answer = connection.recv(4096)
    if not answer.startswith(b"HTTP/1.1 "):
        raise OSError(f"the answer is {answer[:80]!r}")


def fault_of(tool, door):
    if tool.poll() is not None:
        return f"swiftlambda ended with {tool.returncode}"
    try:
        assert_answers(door)
    except OSError as error:
        return f"a sound request fails ({error})"
    memory = pathlib.Path(f"/proc/{tool.pid}/statm")
    if memory.exists() and int(memory.read_text().split()[1]) * 4096 > MOST_MEMORY:
        return "swiftlambda takes over 1 GiB"
    return None


def keep(options, sent, fault, directory):
    path = options.kept / hashlib.sha256(sent).hexdigest()[:12]
    path.write_bytes(sent)
    log = (directory / "log").read_text(errors="replace")
    print(f"fuzz: {fault}; kept as {path}\n{log[-4000:]}", file=sys.stderr)
    return 1


sys.exit(main())
