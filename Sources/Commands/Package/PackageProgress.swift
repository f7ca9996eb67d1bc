import Console
import Model
import Packaging
import Synchronization
import SystemPackage

/// Shows the progress of packaging, a line for each build and function, and keeps compiler output until it is known
/// whether it matters.
final class PackageProgress: Sendable {
    private struct Build {
        var messages: [String] = []
        var hasFailed = false
    }

    private let console: CommandConsole
    private let package: FilePath
    private let isVerbose: Bool
    private let builds = Mutex<[Architecture: Build]>([:])

    init(console: CommandConsole, package: FilePath, isVerbose: Bool) {
        self.console = console
        self.package = package
        self.isVerbose = isVerbose
    }

    func show(_ event: PackagingEvent) {
        switch event {
        case .waiting:
            console.begin("Waiting for another swiftlambda in this package")
        case .pulling(let image, let architecture):
            console.end("")
            console.begin("Pulling \(image) for \(architecture)", on: "\(architecture)")
        case .building(let products, let architecture):
            console.end("")
            builds.withLock { $0[architecture] = Build() }
            console.begin("Building \(products.joined(separator: ", ")) for \(architecture)", on: "\(architecture)")
        case .buildLine(let line, let architecture):
            if Self.isProgress(line) {
                console.update(line, on: "\(architecture)")
            } else {
                builds.withLock { $0[architecture, default: Build()].messages.append(line) }
            }
        case .built(let architecture, let isSuccess):
            if !isSuccess { builds.withLock { $0[architecture, default: Build()].hasFailed = true } }
            console.end("\(architecture)")
        case .stage(let stage, let function, let architecture):
            console.begin(
                "\(Self.title(of: stage)) \(function) for \(architecture)", on: "\(function) \(architecture)")
        case .finished(let function, let architecture):
            console.end("\(function) \(architecture)")
        }
    }

    private static func title(of stage: PackagingEvent.Stage) -> String {
        switch stage {
        case .stripping: "Stripping"
        case .auditing: "Auditing"
        case .zipping: "Zipping"
        }
    }

    /// Prints the compiler output once: that of the failed builds if there are any, else all of it.
    ///
    /// The output of a build that was stopped because another failed does not explain the failure.
    func showBuildMessages() {
        let builds = builds.withLock { builds in
            defer { builds = [:] }
            return builds
        }
        let failed = builds.filter(\.value.hasFailed)
        let blocks = blocks(of: failed.isEmpty ? builds : failed)
        let needNames = blocks.count > 1 || (!failed.isEmpty && builds.count > 1)
        for (messages, architectures) in blocks {
            let names = architectures.map(\.rawValue).joined(separator: " and ")
            console.note(
                (needNames ? "swift build for \(names):\n" : "")
                    + messages.map { printable($0, keepingTabs: true) + "\n" }.joined())
        }
    }

    /// The output of builds; identical output once.
    private func blocks(
        of builds: [Architecture: Build]
    ) -> [(messages: [String], architectures: [Architecture])] {
        var blocks: [(messages: [String], architectures: [Architecture])] = []
        for (architecture, build) in builds.sorted(by: { $0.key < $1.key }) {
            let all = BuildMessages(build.messages, package: package, isVerbose: isVerbose)
            let messages = build.hasFailed && !isVerbose ? all.folded : all.lines
            if messages.isEmpty { continue }
            if let index = blocks.firstIndex(where: { $0.messages == messages }) {
                blocks[index].architectures.append(architecture)
            } else {
                blocks.append((messages, [architecture]))
            }
        }
        return blocks
    }

    /// Whether a line of SwiftPM only shows progress.
    static func isProgress(_ line: String) -> Bool {
        line.isEmpty || line.first == "["
            || ["Building for ", "Build complete!", "Build of product ", "Planning build"].contains {
                line.hasPrefix($0)
            }
    }
}
