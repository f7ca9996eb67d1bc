import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// A function that answers each event with what a shell script prints, for what a program of any language can do.
final class ScriptedFunction: Sendable {
    private let scratch: ScratchDirectory
    /// The directory that holds what its archive would.
    let directory: FilePath
    /// Where the tool may leave nothing.
    let temporary: FilePath

    /// Bash connects to a host where a file is called `/dev/tcp/<host>/<port>`.
    private static let bootstrap = #"""
        #!/bin/bash
        api() {
            exec 9<> "/dev/tcp/${AWS_LAMBDA_RUNTIME_API/:/\/}"
            printf '%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s' \
                "$1" "${#2}" "$2" >&9
            while IFS= read -r line <&9; do
                line=${line%$'\r'}
                case $line in
                    '') break ;;
                    [Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d:*) id=${line#*: } ;;
                esac
            done
            cat <&9 > /dev/null
            exec 9>&-
        }
        [ ! -e "$LAMBDA_TASK_ROOT/init.sh" ] || . "$LAMBDA_TASK_ROOT/init.sh"
        while :; do
            api 'GET /2018-06-01/runtime/invocation/next' ''
            answer=$(/bin/bash "$LAMBDA_TASK_ROOT/work.sh" 2>&1 | base64 -w0)
            api "POST /2018-06-01/runtime/invocation/$id/response" "\"$answer\""
        done
        """#

    /// Makes a function.
    ///
    /// - Parameters:
    ///   - work: what each invocation runs; what it prints is the answer.
    ///   - initialization: what is done before the first event.
    init(_ work: String, initialization: String? = nil) throws {
        scratch = try ScratchDirectory(isPlain: true)
        directory = scratch.appending("function")
        temporary = scratch.appending("tmp")
        try scratch.write(Self.bootstrap, to: "function/bootstrap", permissions: FilePermissions(rawValue: 0o755))
        try scratch.write(work, to: "function/work.sh")
        if let initialization { try scratch.write(initialization, to: "function/init.sh") }
        try scratch.files.makeDirectory(temporary)
    }

    /// The arguments that name it.
    var arguments: [String] { [directory.string] }

    /// The environment in which the tool runs.
    var environment: [String: String?] { ["TMPDIR": temporary.string] }

    /// What the tool left in its directory for temporary files.
    var leavings: [String] {
        get throws { try scratch.files.names(in: temporary) }
    }

    /// Invokes it once.
    ///
    /// - Parameter prefix: a shell's commands before it becomes the tool.
    func invoke(_ arguments: [String] = [], prefix: String = "") async throws -> ToolResult {
        let shell = ["-c", "\(prefix)\nexec \"$0\" \"$@\"", BuiltTool.path.string]
        return try await runTool(
            "sh", shell + ["invoke"] + self.arguments + arguments, in: directory,
            environment: environment, timeLimit: .seconds(60))
    }

    /// What the script printed, by the tool's result.
    static func printed(_ result: ToolResult) throws -> String {
        let text = result.output.trimmingCharacters(in: CharacterSet(charactersIn: "\"\n"))
        let data = try #require(Data(base64Encoded: text), "\(result.output) \(result.error)")
        return String(decoding: data, as: UTF8.self)
    }
}
