import Host
import SystemPackage
import TestSupport
import Testing

/// A root file system that a function is started in: one that holds nothing, or one that was made elsewhere.
///
/// The network is that of the test, so that the function reaches the Runtime API's stand-in.
struct LambdaRoot {
    /// Lambda's own value (aws/aws-lambda-base-images); Debian's directories are added where that runs, since its
    /// older libc must be met as Lambda's would be.
    private static let libraryPath =
        "/var/lang/lib:/lib64:/usr/lib64:/lib/x86_64-linux-gnu:/lib/aarch64-linux-gnu:/var/runtime:/var/runtime/lib:"
        + "/var/task:/var/task/lib:/opt/lib"

    #if arch(arm64)
    /// Debian's name for this machine in the paths of libraries.
    static let multiarch = "aarch64-linux-gnu"
    #else
    /// Debian's name for this machine in the paths of libraries.
    static let multiarch = "x86_64-linux-gnu"
    #endif

    /// A tree to start in; `nil` is a root with nothing in it.
    var tree: FilePath?
    /// A program that runs those of another architecture.
    var emulator: FilePath?
    /// Files of this machine that the root has too.
    var files: [(source: FilePath, destination: FilePath)] = []
    /// The function's variables besides Lambda's own.
    var variables: [String: String] = [:]

    /// Unzips an archive and starts it, until it has answered one event.
    ///
    /// - Returns: the answer.
    func answer(of archive: FilePath, to event: String, in scratch: ScratchDirectory) async throws -> String {
        let task = scratch.appending("task-\(UInt64.random(in: .min ... .max))")
        let unzipped = try await runTool("unzip", ["-q", archive.string, "-d", task.string])
        try #require(unzipped.status == 0, "\(unzipped.error)")

        let standIn = try RuntimeAPIStandIn(event: event)
        defer { standIn.stop() }
        let arguments = arguments(task: task, address: standIn.address)
        return try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask {
                // It ends when the stand-in hangs up after the answer; before that, its end is a failure.
                let result = try await runTool("bwrap", arguments, timeLimit: .seconds(30))
                try? await Task.sleep(for: .milliseconds(500))
                throw FunctionEnded(status: result.status, error: result.error)
            }
            group.addTask { try await standIn.waitForAnswer(within: .seconds(20))?.body }
            defer { group.cancelAll() }
            return try #require(try await group.next() ?? nil, "the function did not answer")
        }
    }

    private func arguments(task: FilePath, address: String) -> [String] {
        var arguments = tree.map { ["--ro-bind", $0.string, "/"] } ?? []
        if let emulator { arguments += ["--ro-bind", emulator.string, "/emulator"] }
        for (source, destination) in files { arguments += ["--ro-bind", source.string, destination.string] }
        arguments += [
            "--ro-bind", task.string, "/var/task", "--tmpfs", "/tmp", "--proc", "/proc", "--chdir", "/var/task",
            "--die-with-parent",
            "--clearenv", "--setenv", "LD_LIBRARY_PATH", Self.libraryPath, "--setenv", "AWS_LAMBDA_RUNTIME_API",
            address,
        ]
        for (name, value) in variables { arguments += ["--setenv", name, value] }
        return arguments + (emulator == nil ? [] : ["/emulator"]) + ["/var/task/bootstrap"]
    }
}

/// A function ended before it answered.
struct FunctionEnded: Error {
    var status: Int32
    var error: String
}
