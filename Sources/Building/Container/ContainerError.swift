import Host
package import Model
package import SystemPackage

/// An error in building in a container.
package enum ContainerError: DiagnosedError, Hashable {
    /// No usable engine is installed, or none responds.
    case noEngine(asked: ContainerEngine?, silent: [SilentEngine])
    /// There is no released image for a compiler.
    case noImage(compiler: String)
    /// An image is missing and can't be pulled.
    ///
    /// - Parameter fallbackSDK: the name of an installed Swift SDK that may be too old for the package.
    case pullFailed(ContainerEngine, image: String, Architecture, message: String, fallbackSDK: String? = nil)
    /// An image is for another architecture.
    case wrongArchitecture(ContainerEngine, image: String, Architecture)
    /// A path has characters that the engine would misread.
    case unmountable(ContainerEngine, FilePath, character: Character?)
    /// The engine could not run a container.
    case runFailed(ContainerEngine, image: String, Architecture, message: String)
    /// The image lacks a program, or its architecture is not emulated here.
    case noProgram(String, ContainerEngine, image: String, Architecture, message: String)

    /// One error; the engine's output is the explanation.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .noEngine(let asked, let silent): Self.noEngine(asked, silent)
        case .noImage(let compiler):
            [
                .error(
                    "container.no-image", "no image was released for '\(compiler)'",
                    explanation: "Docker Hub's 'swift' has images only for releases.",
                    hints: ["specify an image with Swift: --builder container --image IMAGE"])
            ]
        case .pullFailed(let engine, let image, let architecture, let message, let fallbackSDK):
            [
                .error(
                    "container.pull-failed",
                    "the image '\(image)' for \(architecture) is not on this machine and can't be pulled",
                    explanation: Self.trimmed(message),
                    hints: [
                        "check the name and the connection: "
                            + Self.line(
                                engine.driver.pullCommand(FilePath(engine.rawValue), image: image, architecture)),
                        "or use a local image: --image IMAGE",
                        fallbackSDK.map {
                            "or try the installed Swift SDK, which is older than the package requires: --swift-sdk \($0)"
                        } ?? "or cross-build with a Swift SDK: swiftlambda sdk install",
                    ])
            ]
        case .wrongArchitecture(let engine, let image, let architecture):
            [
                .error(
                    "container.wrong-architecture", "the image '\(image)' is not for \(architecture)",
                    hints: [
                        "pull it for \(architecture): "
                            + Self.line(
                                engine.driver.pullCommand(FilePath(engine.rawValue), image: image, architecture)),
                        "or use another image: --image IMAGE",
                    ])
            ]
        case .unmountable(let engine, let path, let character):
            [Self.unmountable(engine, path, character)]
        case .runFailed(let engine, let image, let architecture, let message):
            [
                .error(
                    "container.run-failed", "\(engine.rawValue) could not run a container from '\(image)'",
                    explanation: Self.trimmed(message), hints: Self.hints(for: message, architecture))
            ]
        case .noProgram(let program, let engine, let image, let architecture, let message):
            [
                .error(
                    "container.no-swift", "'\(program)' could not start in a container from '\(image)'",
                    explanation: Self.trimmed(message),
                    hints: Self.hints(for: message, architecture) + [
                        "check whether the image contains it: \(engine.rawValue) run --rm --entrypoint \(program) \(image) "
                            + "--version",
                        "or use an image with Swift: --image IMAGE",
                    ])
            ]
        }
    }

    /// A tool is missing or unsuitable: `EX_UNAVAILABLE`.
    package var exitStatus: ExitStatus { .unavailable }

    private static func noEngine(_ asked: ContainerEngine?, _ silent: [SilentEngine]) -> [Diagnostic] {
        guard silent.isEmpty else { return silent.map(\.diagnostic) }
        let names = ContainerEngine.allCases.map(\.rawValue)
        return [
            .error(
                "container.no-engine",
                asked.map { "'\($0.rawValue)' was not found" } ?? "no container engine found",
                explanation: asked == nil
                    ? "None of \(names.joined(separator: ", ")) is in PATH." : "It is not in PATH.",
                hints: [SilentEngine.installHint]
                    + (asked == nil ? [] : ["or omit --engine, so that swiftlambda chooses the engine"]))
        ]
    }

    private static func unmountable(
        _ engine: ContainerEngine, _ path: FilePath, _ character: Character?
    ) -> Diagnostic {
        let what = character.map { $0.isNewline ? "a line break" : "'\($0)'" }
        let others = ContainerEngine.allCases.filter { other in
            other != engine && character.map { !other.driver.refusedInPaths.contains($0) } ?? false
        }
        return .error(
            "container.unmountable", "\(engine.rawValue) can't mount '\(path)' in a container",
            explanation: what.map { "It would misread the path because of \($0)." }
                ?? "It is the root directory.",
            hints: ["move the package to a path without that character"].filter { _ in what != nil }
                + (others.isEmpty ? [] : ["or use another engine: --engine \(others[0].rawValue)"])
                + (what == nil ? ["move the package into its own directory"] : []))
    }

    private static func hints(for message: String, _ architecture: Architecture) -> [String] {
        // The message of Linux for a program of a foreign architecture (ENOEXEC).
        guard message.lowercased().contains("exec format error") else { return [] }
        return [
            "let this machine run \(architecture) programs: sudo apt-get install qemu-user-static",
            "or cross-build with a Swift SDK: swiftlambda sdk install",
        ]
    }

    private static func line(_ command: Command) -> String {
        ([command.executable] + command.arguments).joined(separator: " ")
    }

    private static func trimmed(_ message: String) -> String? {
        var text = message[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return text.isEmpty ? nil : String(text)
    }
}

/// An installed engine that does not respond, with its output.
package struct SilentEngine: Sendable, Hashable {
    /// The engine.
    package var engine: ContainerEngine
    /// Its output.
    package var message: String

    /// Creates a value for an engine.
    package init(engine: ContainerEngine, message: String) {
        self.engine = engine
        self.message = message
    }

    static let installHint =
        "install a container engine: sudo apt-get install podman, or https://docs.docker.com/get-docker"

    /// Whether this user may not use it.
    var isForbidden: Bool { message.lowercased().contains("permission denied") }

    var diagnostic: Diagnostic {
        var text = message[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return .error(
            isForbidden ? "container.forbidden" : "container.engine-silent",
            isForbidden
                ? "you do not have permission to use \(engine.rawValue)"
                : "\(engine.rawValue) is installed but does not respond",
            explanation: text.isEmpty ? nil : String(text), hints: hints)
    }

    /// How to make it respond.
    var hints: [String] {
        if isForbidden, engine == .docker {
            return [
                "add yourself to its group, then log in again: sudo usermod --append --groups docker \"$USER\"",
                "or use an engine that needs no permissions: sudo apt-get install podman",
            ]
        }
        return [start]
    }

    private var start: String {
        #if os(macOS)
        switch engine {
        case .docker: "start it: open -a Docker"
        case .podman: "start its machine: podman machine start"
        case .finch: "start its machine: finch vm start"
        case .container: "start it: container system start"
        }
        #else
        switch engine {
        case .docker: "start it: sudo systemctl start docker"
        case .podman: "find the cause: podman info"
        case .finch: "start it: sudo systemctl start finch"
        case .container: "start it: container system start"
        }
        #endif
    }
}

extension ContainerEngine {
    var driver: EngineDriver { .driver(of: self) }
}
