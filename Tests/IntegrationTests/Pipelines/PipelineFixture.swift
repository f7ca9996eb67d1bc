import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// A repository with a package, and programs in the place of those that a runner has.
///
/// Each program writes its calls to a file, one on a line, quoted for the shell.
struct PipelineFixture {
    let scratch: ScratchDirectory
    /// The repository, which checkouts are clones of.
    let origin: FilePath
    let pipeline: Pipeline

    /// Makes a repository of the example Greeter with what `init --ci` writes.
    ///
    /// - Parameter settings: lines for the example's swiftlambda.yaml.
    init(_ service: String, settings: String) async throws {
        scratch = try ScratchDirectory(isPlain: true)
        origin = try await scratch.copyTree(
            BuiltTool.root.appending("Examples").appending("Greeter"), to: "origin")
        let yaml = try scratch.text(of: "origin/swiftlambda.yaml")
        try scratch.write(
            yaml.replacing("version: 1\n", with: "version: 1\n" + settings), to: "origin/swiftlambda.yaml")
        try await makeRepository(of: origin)
        let result = try await BuiltTool.run(["init", "--ci", service], in: origin)
        try #require(result.status == 0, "\(result.error)")
        try await git(["add", "."], in: origin)
        try await git(["commit", "--quiet", "--message", "Add a workflow"], in: origin)
        pipeline = try await Pipeline(
            origin.appending(FilePath(result.output.trimmingCharacters(in: .newlines)).components))
        for name in ["answers", "posted", "release"] { try scratch.files.makeDirectory(scratch.appending(name)) }
        for (name, text) in Self.programs { try write(name, text, in: "programs") }
        try write("swiftlambda", Self.swiftlambda, in: "swiftlambda-0.1.0/bin")
        try await succeeding(
            "tar", ["--create", "--xz", "--file", archive.string, "swiftlambda-0.1.0"], in: scratch.path)
    }

    private func write(_ name: String, _ text: String, in directory: String) throws {
        let begin = "#!/bin/bash\n{ printf '\(name)'; printf ' %q' \"$@\"; echo; } >> \"$CALLS\"\n"
        try scratch.write(begin + text, to: "\(directory)/\(name)", permissions: .ownerReadWriteExecute)
    }

    private var archive: FilePath {
        get throws {
            let machine = try BuiltTool.architecture == .arm64 ? "aarch64" : "x86_64"
            return scratch.appending("release/swiftlambda-0.1.0-linux-\(machine).tar.xz")
        }
    }

    /// The content of the release's SHA256SUMS.
    func checksums() async throws -> String {
        try await succeeding(
            "sh", ["-c", "sha256sum swiftlambda-*.tar.xz; echo \(String(repeating: "0", count: 64))  other.deb"],
            in: scratch.appending("release"))
    }

    /// The environment of every script.
    func environment(_ more: [String: String]) throws -> [String: String?] {
        var environment: [String: String?] = [
            "ANSWERS": scratch.appending("answers").string, "CALLS": scratch.appending("calls").string,
            "CI": "true", "POSTED": scratch.appending("posted").string, "RELEASE": scratch.appending("release").string,
            "GIT_CONFIG_GLOBAL": "/dev/null",
        ]
        environment.merge(more) { _, new in new }
        environment["PATH"] =
            (more["PATH"].map { $0 + ":" } ?? "")
            + "\(scratch.appending("programs")):\(ownEnvironment["PATH"] ?? "/usr/bin:/bin")"
        return environment
    }

    /// The calls so far; forgets them.
    func takeCalls() throws -> [String] {
        let file = scratch.appending("calls")
        guard try scratch.files.status(of: file, followingLinks: false) != nil else { return [] }
        defer { try? scratch.files.remove(file) }
        return try scratch.text(of: "calls").split(separator: "\n").map(String.init)
    }

    /// What the program of a release does: packages as it is, and says that it releases.
    private static let swiftlambda = """
        case "$1" in
        --version) echo 0.1.0 ;;
        package | rehearse | terraform)
            if [ -n "${REAL:-}" ]; then exec "$REAL" "$@"; fi
            mkdir -p .build/swiftlambda/greeter/arm64
            echo zip > .build/swiftlambda/greeter/arm64/function.zip
            echo {} > .build/swiftlambda/greeter/arm64/manifest.json
            ;;
        deploy | promote | rollback)
            [ -e .build/swiftlambda/greeter/*/function.zip ] || [ "$1" != deploy ] || exit 65
            echo 'greeter: new code, `memory` 256 -> 512'
            echo 'warning: look here' >&2
            exit "${RELEASE_STATUS:-0}"
            ;;
        esac
        """

    private static let programs = [
        "aws": "", "terraform": "", "tofu": "", "dnf": "",
        // Its answers are chosen by its own expression.
        "gh": """
        while [ $# -gt 0 ]; do
            case "$1" in
            --method) method="$2"; shift ;;
            --jq) expression="$2"; shift ;;
            --field) body="${2#body=@}"; shift ;;
            repos/*/environments/*) answer=environment ;;
            repos/*/comments*) answer=comments ;;
            esac
            shift
        done
        if [ -n "${method:-}" ]; then cp "$body" "$POSTED/comment.md"; exit; fi
        exec jq --raw-output "$expression" "$ANSWERS/$answer.json"
        """,
        "curl": """
        while [ $# -gt 0 ]; do
            case "$1" in
            --output) output="$2"; shift ;;
            --data) data="${2#@}"; shift ;;
            --config) cp "$2" "$POSTED/curl"; shift ;;
            --request | --header | --proto | --retry) shift ;;
            -*) ;;
            *) url="$1" ;;
            esac
            shift
        done
        case "$url" in
        */notes*) if [ -n "${data:-}" ]; then cp "$data" "$POSTED/comment.json"; else cat "$ANSWERS/notes.json"; fi ;;
        *) cp "$RELEASE/${url##*/}" "$output" ;;
        esac
        """,
    ]
}
