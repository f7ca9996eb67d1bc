import Model

/// Checks on a `bootstrap` that is a script.
struct ScriptAudit {
    let runtime: LambdaRuntime

    func findings(_ bytes: [UInt8], permissions: UInt16? = nil, in entries: [AuditedEntry]) -> [Diagnostic] {
        if let permissions, permissions & 0o004 == 0 {
            return [
                .error(
                    "bootstrap.not-readable", "'bootstrap' is a script that is not readable by all users",
                    explanation: "Its mode is 0\(String(permissions & 0o7777, radix: 8)). Its interpreter runs as an "
                        + "unprivileged user and can't read it.",
                    hints: ["chmod 755 bootstrap, then zip it again"])
            ]
        }
        let firstLine = bytes.prefix(256).prefix { $0 != UInt8(ascii: "\n") }
        let words = String(decoding: firstLine.dropFirst(2), as: UTF8.self)
            .split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        guard let interpreter = words.first else {
            return [
                .error("bootstrap.script-interpreter", "the first line of 'bootstrap' has no interpreter after '#!'")
            ]
        }
        if words.contains(where: { $0.contains("\r") }) {
            return [
                .error(
                    "bootstrap.script-line-endings", "the first line of 'bootstrap' ends with a carriage return",
                    explanation: "Linux treats it as part of the interpreter's name and does not find the interpreter.",
                    hints: ["convert the script to Unix line endings: sed -i 's/\\r$//' bootstrap"])
            ]
        }
        if isThere(interpreter, arguments: words.dropFirst(), entries: entries) {
            return [
                Diagnostic(
                    .note, "bootstrap.script", "'bootstrap' is a script; the programs that it starts were not audited")
            ]
        }
        return [
            .error(
                "bootstrap.script-interpreter",
                "'bootstrap' is a script for '\(words.joined(separator: " "))', which \(runtime) does not have",
                explanation: "An OS-only runtime has \(runtime.scriptInterpreters.sorted().joined(separator: ", ")).",
                hints: ["begin the script with '#!/bin/sh', or include the interpreter in the archive"])
        ]
    }

    private func isThere(_ interpreter: String, arguments: ArraySlice<String>, entries: [AuditedEntry]) -> Bool {
        if interpreter == "/usr/bin/env", let program = arguments.first {
            return runtime.scriptInterpreters.contains("/bin/\(program)")
        }
        if let path = ArchivePath(mounted: interpreter) {
            return entries.contains { $0.path == path.text && ($0.permissions ?? 0o755) & 0o111 != 0 }
        }
        return runtime.scriptInterpreters.contains(interpreter)
    }
}
