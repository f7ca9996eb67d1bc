import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// Shells complete what is typed, by the scripts that the program prints.
    @Suite struct CompletionTests {
        private static let typed = [
            ("swiftlambda pack", "package"), ("swiftlambda insights ar", "arn"),
            ("swiftlambda package --builder nat", "native"), ("swiftlambda zzz", ""),
        ]

        private func script(for shell: String, named name: String, in scratch: ScratchDirectory) async throws
            -> FilePath
        {
            let result = try await BuiltTool.run(["--generate-completion-script", shell], in: "/")
            try #require(result.status == 0)
            return try scratch.write(result.output, to: name)
        }

        @Test(.requires(program: "bash")) func bashCompletes() async throws {
            let scratch = try ScratchDirectory()
            let script = try await script(for: "bash", named: "completion", in: scratch)
            for (line, expected) in Self.typed {
                // What bash sets before it calls a completion's function.
                let replies = try await succeeding(
                    "bash",
                    [
                        "-c",
                        """
                        source "$1"; COMP_LINE="$2"; COMP_POINT=${#COMP_LINE}; read -ra COMP_WORDS <<< "$2"
                        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
                        function=$(complete -p swiftlambda | sed -n 's/.*-F \\([^ ]*\\).*/\\1/p')
                        "$function" swiftlambda "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
                        printf '%s\\n' "${COMPREPLY[@]}"
                        """, "bash", script.string, line,
                    ], environment: ["PATH": Self.path])
                #expect(
                    replies.split(separator: "\n").map(String.init) == (expected.isEmpty ? [] : [expected]), "\(line)")
            }
        }

        @Test(.requires(program: "zsh")) func zshCompletes() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            _ = try await script(for: "zsh", named: "functions/_swiftlambda", in: scratch)
            // A shell of its own on a terminal, in which a key shows what the line has become.
            let session = try scratch.write(
                #"""
                zmodload zsh/zpty || exit 3
                zpty shell zsh -f -i
                setup="PS1=; fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -D -u; "
                setup+="show() { print -r -- \"<<\$BUFFER>>\"; zle kill-buffer }; zle -N show; bindkey '^X' show; print ready"
                zpty -w shell "$setup"
                while zpty -r shell line; do [[ $line == *ready* && $line != *print* ]] && break; done
                for typed in "${@:2}"; do
                    zpty -w -n shell "$typed"$'\t\C-x'
                    while zpty -r shell line; do
                        [[ $line == *'<<'*'>>'* ]] && { print -r -- "${${line#*<<}%%>>*}"; break; }
                    done
                done
                zpty -d shell
                """#, to: "session.zsh")
            let output = try await runTool(
                "zsh", ["-f", session.string, scratch.appending("functions").string] + Self.typed.map(\.0),
                environment: ["PATH": Self.path], timeLimit: .seconds(60))
            try #require(output.status == 0, "\(output.error)")
            let lines = output.output.split(separator: "\n").map(String.init)
            let expected = Self.typed.map { line, word in
                word.isEmpty ? line : line.split(separator: " ").dropLast().joined(separator: " ") + " \(word) "
            }
            #expect(lines == expected)
        }

        private static var path: String {
            "\(BuiltTool.path.removingLastComponent()):\(ownEnvironment["PATH"] ?? "/usr/bin:/bin")"
        }

        @Test func fishGetsAScript() async throws {
            let result = try await BuiltTool.run(["--generate-completion-script", "fish"], in: "/")
            #expect(result.status == 0)
            #expect(result.output.contains("terraform"))
        }
    }
}
