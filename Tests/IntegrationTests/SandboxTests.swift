import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// What a function gets of this machine, whoever runs it.
    @Suite struct SandboxTests {
        private static let isolations = ["full", "none"]
        private let signal = (interrupt: Int32(2), kill: Int32(9))

        /// Whether this user has no isolation on this machine, which must be said clearly.
        private func isRefused(_ result: ToolResult) -> Bool {
            guard result.error.contains("this machine does not allow") else { return false }
            #expect(result.status == 69)
            return true
        }

        /// A number that no other process has on its command line.
        private func mark() -> String { "\(Int.random(in: 100_000_000...999_999_999))" }

        private func waitUntilNothing(holds text: String) async throws {
            try await waitUntil("the end of every process with \(text)", within: .seconds(20)) {
                try commandLines(holding: text).isEmpty
            }
        }

        @Test(arguments: isolations) func onlyTheStandardStreamsAreOpen(isolation: String) async throws {
            let function = try ScriptedFunction("ls /proc/self/fd; ulimit -n")
            let result = try await function.invoke(
                ["--isolation", isolation], prefix: "exec 7< /dev/null; exec 8< /dev/null")
            if isRefused(result) { return }
            // The fourth is the directory that `ls` reads.
            #expect(try ScriptedFunction.printed(result).split(separator: "\n") == ["0", "1", "2", "3", "1024"])
        }

        @Test(arguments: isolations) func nothingOutlivesAnEnvironment(isolation: String) async throws {
            let mark = mark()
            let function = try ScriptedFunction(
                """
                exec > /dev/null 2>&1
                setsid sleep \(mark) &
                env -i setsid sh -c '(exec sleep \(mark)) & exit' &
                (env -i setsid sh -c 'trap "" TERM HUP; sleep \(mark)' &)
                until [ $(grep -al \(mark) /proc/[0-9]*/cmdline | wc -l) -ge 3 ]; do sleep 0.01; done
                """)
            let result = try await function.invoke(["--isolation", isolation])
            if isRefused(result) { return }
            #expect(result.status == 0, "\(result.error)")
            // Not only in the end: all of it is over when the command is.
            #expect(try commandLines(holding: mark) == [])
            #expect(try function.leavings == [])
        }

        @Test(arguments: isolations) func aKilledRunTakesItsFunctionAlong(isolation: String) async throws {
            let mark = mark()
            let function = try ScriptedFunction(
                "true", initialization: "setsid sleep \(mark) & env -i setsid sleep \(mark) & (sleep \(mark) &)")
            let arguments = ["run", function.directory.string, "--isolation", isolation]
            let first = try RunningTool(arguments, in: function.directory, environment: function.environment)
            try await waitUntil("the start of \(isolation); so far: \(first.error)", within: .seconds(60)) {
                first.error.contains("Ctrl-C ends it") || first.error.contains("does not allow")
            }
            guard !first.error.contains("does not allow") else { return }
            let url = try #require(first.error.firstMatch(of: /http:\/\/127.0.0.1:(\d+)/))
            try first.send(signal.kill)
            #expect(try await first.status == 137)
            try await waitUntilNothing(holds: mark)
            try await waitUntilNothing(holds: function.directory.string)

            let again = try RunningTool(
                arguments + ["--port", String(url.1)], in: function.directory, environment: function.environment)
            try await again.wait(for: "Ctrl-C ends it")
            try again.send(signal.interrupt)
            #expect(try await again.status == 130)
        }

        @Test func whatAKilledRunLeftIsRemovedByTheNext() async throws {
            let function = try ScriptedFunction("stat -c %a \"$TMPDIR/../..\"")
            let tool = try RunningTool(
                ["run", function.directory.string], in: function.directory, environment: function.environment)
            try await tool.wait(for: "Ctrl-C ends it")
            try tool.send(signal.kill)
            #expect(try await tool.status == 137)
            #expect(try function.leavings.count == 1)
            // One that lives keeps its own.
            let living = try RunningTool(
                ["run", function.directory.string], in: function.directory, environment: function.environment)
            try await living.wait(for: "Ctrl-C ends it")
            #expect(try function.leavings.count == 1)
            let result = try await function.invoke(["--isolation", "none"])
            #expect(try ScriptedFunction.printed(result) == "700\n")
            #expect(try function.leavings.count == 1)
            try living.send(signal.interrupt)
            #expect(try await living.status == 130)
            #expect(try function.leavings == [])
        }

        @Test func linesComeBeforeTheEndOfTheInvocationThatWroteThem() async throws {
            let function = try ScriptedFunction("seq -f 'line %g' 2000 > /proc/$PPID/fd/2")
            let result = try await function.invoke(["--isolation", "none"])
            let lines = result.error.split(separator: "\n")
            #expect(lines.count { $0.hasPrefix("line ") } == 2_000)
            let last = try #require(lines.lastIndex(of: "line 2000"))
            #expect(lines[last + 1].hasPrefix("END "))
        }

        @Test func anUnreadStandardErrorStopsNothing() async throws {
            // All together more than a pipe takes, and less than what makes a function wait.
            let function = try ScriptedFunction("head -c 150000 /dev/zero | tr '\\0' 'x' > /proc/$PPID/fd/2; echo ok")
            // The shell opens the pipe for reading too, so that it is open and nobody reads.
            let result = try await runTool(
                "bash",
                [
                    "-c",
                    """
                    mkfifo "$TMPDIR/error"; exec 8<> "$TMPDIR/error"
                    "$0" run "$1" --isolation none > "$TMPDIR/url" 2>&8 & tool=$!
                    until [ -s "$TMPDIR/url" ]; do sleep 0.05; done
                    read -r url < "$TMPDIR/url"
                    for event in 1 2 3 4 5 6; do
                        "$0" invoke --event "$event" --url "$url" 2> /dev/null || echo failed
                    done
                    start=$EPOCHREALTIME; kill -TERM $tool; wait $tool; status=$?
                    echo "$status $(( (${EPOCHREALTIME/./} - ${start/./}) / 2000000 ))"
                    """, BuiltTool.path.string, function.directory.string,
                ],
                in: function.directory, environment: function.environment,
                timeLimit: .seconds(120))
            let ok = "\"\(Data("ok\n".utf8).base64EncodedString())\""
            #expect(result.output.split(separator: "\n").map(String.init) == Array(repeating: ok, count: 6) + ["143 0"])
        }

        /// What a function prints beyond what is kept for a reader makes the function wait, and nothing else.
        @Test func aFunctionWaitsForWhoReadsAndTheServersDoNot() async throws {
            let function = try ScriptedFunction(
                "! mkdir \"$ONCE\" 2> /dev/null || head -c 4000000 /dev/zero | tr '\\0' 'x' > /proc/$PPID/fd/2; echo ok"
            )
            let result = try await runTool(
                "bash",
                [
                    "-c",
                    """
                    mkfifo "$TMPDIR/error"; exec 8<> "$TMPDIR/error"
                    "$0" run "$1" --isolation none --timeout 3 --env "ONCE=$TMPDIR/once" > "$TMPDIR/url" 2>&8 & tool=$!
                    until [ -s "$TMPDIR/url" ]; do sleep 0.05; done
                    read -r url < "$TMPDIR/url"
                    "$0" invoke --event 1 --url "$url" > "$TMPDIR/first" 2>&1 & first=$!
                    until [ -d "$TMPDIR/once" ]; do sleep 0.05; done
                    curl -s -o "$TMPDIR/body" -w '%{http_code}\\n' "$url/2015-03-31/functions"
                    kill -0 $first && echo waits
                    wait $first; grep -o -m 1 'timed out' "$TMPDIR/first"
                    "$0" invoke --event 2 --url "$url" 2> /dev/null
                    start=$EPOCHREALTIME; kill -TERM $tool; wait $tool; status=$?
                    echo "$status $(( (${EPOCHREALTIME/./} - ${start/./}) / 4000000 ))"
                    """, BuiltTool.path.string, function.directory.string,
                ],
                in: function.directory, environment: function.environment, timeLimit: .seconds(120))
            let ok = "\"\(Data("ok\n".utf8).base64EncodedString())\""
            #expect(
                result.output.split(separator: "\n").map(String.init) == ["501", "waits", "timed out", ok, "143 0"],
                "\(result.error)")
        }

        @Test func layersThatDoNotFitAreBothToldOf() async throws {
            let function = try ScriptedFunction("true")
            let layers = function.directory.removingLastComponent()
            for (path, makes) in [("one", "ln -s /etc data"), ("two", "mkdir data && echo x > data/x")] {
                try await succeeding("sh", ["-c", "mkdir \(path) && cd \(path) && \(makes)"], in: layers)
            }
            let result = try await function.invoke(
                [
                    "--layer", layers.appending("one").string, "--layer", layers.appending("two").string,
                    "--format", "json",
                ])
            #expect(result.status == 65)
            #expect(try result.diagnosticIdentifiers == ["local.layers-clash"])
            #expect(result.output.contains("an earlier layer"))
        }

        @Test func tooFewDescriptorsAreNotTheFunctionsFault() async throws {
            let function = try ScriptedFunction("true")
            let result = try await function.invoke(prefix: "ulimit -n 20")
            #expect(result.status == 69)
            #expect(result.error.contains("the limit is 20: Too many open files"))
            #expect(!result.error.contains("crashed"))
        }

        @Test func aSecondInterruptLeavesNothing() async throws {
            let mark = mark()
            // It is asked to end, and takes its time.
            let function = try ScriptedFunction("true", initialization: "trap '' TERM; setsid sleep \(mark) &")
            let tool = try RunningTool(
                ["run", function.directory.string, "--extension", "internal"], in: function.directory,
                environment: function.environment)
            try await tool.wait(for: "Ctrl-C ends it")
            try tool.send(signal.interrupt)
            // It may be quicker than the second.
            try? tool.send(signal.interrupt)
            #expect(try await tool.status == 130)
            try await waitUntilNothing(holds: mark)
            #expect(try function.leavings == [])
        }

        @Test func nothingButTheTemporaryDirectoryCanBeWrittenAndNothingRegained() async throws {
            let function = try ScriptedFunction(
                """
                for place in / /usr /etc /var /var/task /opt /dev /sys /run /proc/sys/kernel; do
                    (: > $place/probe) 2> /dev/null && echo wrote $place
                done
                (: > /proc/sys/kernel/core_pattern) 2> /dev/null && echo wrote a setting
                mount -o remount,rw /var/task 2> /dev/null && echo remounted
                unshare -U true 2> /dev/null && echo regained
                grep -c . /proc/[0-9]*/environ 2> /dev/null | wc -l
                grep -al SECRET_OF_THE_SHELL /proc/[0-9]*/environ 2> /dev/null
                grep -h CapEff /proc/self/status
                echo fine > /tmp/probe && cat /tmp/probe > /dev/null && cat /tmp/probe
                """)
            let result = try await function.invoke(["--isolation", "full"], prefix: "export SECRET_OF_THE_SHELL=1")
            if isRefused(result) { return }
            let lines = try ScriptedFunction.printed(result).split(separator: "\n")
            #expect(lines.first.flatMap { Int($0) }.map { $0 < 10 } == true, "\(lines)")
            #expect(lines.dropFirst() == ["CapEff:\t0000000000000000", "fine"])
        }

        @Test func certificatesAreWhereAmazonLinuxHasThem() async throws {
            let function = try ScriptedFunction(
                """
                for file in /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/certs/ca-bundle.crt /etc/pki/tls/cert.pem \\
                    /etc/ssl/certs/ca-certificates.crt /usr/lib/ssl/cert.pem /usr/lib/ssl/certs /etc/ssl/openssl.cnf
                do
                    grep -qs CERTIFICATE $file && echo $file || { [ ! -e $file ] || echo "odd: $file"; }
                done
                [ -s /etc/passwd ] && [ -s /etc/nsswitch.conf ] && getent hosts localhost > /dev/null && echo names
                [ ! -s /etc/resolv.conf ] || echo resolver
                """)
            let result = try await function.invoke(["--isolation", "full"])
            if isRefused(result) { return }
            let lines = try ScriptedFunction.printed(result).split(separator: "\n").map(String.init)
            var expected: [String] = ["names"]
            let files = LiveFileSystem()
            if try files.status(of: "/etc/ssl/certs/ca-certificates.crt", followingLinks: true) != nil {
                expected =
                    ["/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/certs/ca-bundle.crt", "/etc/pki/tls/cert.pem"]
                    + expected
            }
            if let size = try files.status(of: "/etc/resolv.conf", followingLinks: true)?.size, size > 0 {
                expected.append("resolver")
            }
            #expect(lines == expected)
        }

        @Test func aClientSeesTheEndOfItsConnectionWhileOtherEnvironmentsLive() async throws {
            let function = try ScriptedFunction("true")
            let tool = try RunningTool(
                ["run", function.directory.string, "--concurrency", "2"], in: function.directory,
                environment: function.environment)
            try await tool.wait(for: "Ctrl-C ends it")
            let port = String(try #require(tool.error.firstMatch(of: /http:\/\/127.0.0.1:(\d+)/)).1)
            // Two at a time, so that the second environment starts while the first client is connected.
            let answers = try await withThrowingTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await succeeding(
                            "bash",
                            [
                                "-c",
                                """
                                exec 9<> /dev/tcp/127.0.0.1/\(port)
                                printf 'GET / HTTP/1.1\\r\\nHost: localhost:\(port)\\r\\nConnection: close\\r\\n\\r\\n' >&9
                                timeout 20 cat <&9
                                """,
                            ])
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for answer in answers { #expect(answer.hasPrefix("HTTP/1.1 200")) }
            try tool.send(signal.interrupt)
            #expect(try await tool.status == 130)
        }
    }
}
