import Building
import Console
import Host
import Model
import SystemPackage

/// Installed SDKs, as text and as JSON.
struct SDKReport {
    private let sdks: [SwiftSDK]
    private let toolchain: Toolchain

    init(_ sdks: [SwiftSDK], toolchain: Toolchain) {
        self.sdks = sdks
        self.toolchain = toolchain
    }

    private struct Payload: Encodable, Sendable {
        struct SDK: Encodable, Sendable {
            var id: String
            var bundle: String
            var targets: [Target]
        }
        struct Target: Encodable, Sendable {
            var triple: String
            var architecture: Architecture
            var libc: CLibrary
            var sdkRoot: String
            var swiftVersion: String?
            /// The compiler that the SDK brings.
            var compiler: String?
            var glibcVersion: String?
            var fits: Bool
            var fitness: String
            var missingModules: [String]
        }
        var compiler: String
        var sdks: [SDK]
        var diagnostics: [Diagnostic]
    }

    func result(on console: CommandConsole, diagnostics: [Diagnostic]) -> CommandResult {
        CommandResult(
            status: diagnostics.hasErrors ? .unsatisfied : .success, text: text(on: console),
            payload: Payload(compiler: toolchain.compilerVersion, sdks: sdks.map(payload), diagnostics: diagnostics),
            diagnostics: diagnostics)
    }

    private func text(on console: CommandConsole) -> String {
        guard !sdks.isEmpty else { return "No Swift SDK for Lambda is installed.\n" }
        var table = Table([
            Table.Column("SDK"), Table.Column("ARCH"), Table.Column("LIBC"), Table.Column("SWIFT"),
            Table.Column("FOR THIS COMPILER", isFlexible: true),
        ])
        table.rows = sdks.flatMap { sdk in
            sdk.targets.map { target in
                [
                    sdk.id, target.architecture.rawValue,
                    target.libc.rawValue + (target.glibcVersion.map { " \($0)" } ?? ""),
                    target.swiftVersion?.description ?? "?", text(of: target),
                ]
            }
        }
        return table.rendered(traits: console.outputTraits, styles: console.outputStyles)
    }

    private func payload(_ sdk: SwiftSDK) -> Payload.SDK {
        Payload.SDK(
            id: sdk.id, bundle: sdk.bundle.string,
            targets: sdk.targets.map { target in
                let fitness = SDKFitness(target, for: toolchain)
                return Payload.Target(
                    triple: target.triple, architecture: target.architecture, libc: target.libc,
                    sdkRoot: target.sdkRoot.string, swiftVersion: target.swiftVersion?.description,
                    compiler: target.ownToolchain?.compilerVersion,
                    glibcVersion: target.glibcVersion?.description, fits: fitness.isUsable,
                    fitness: text(of: target), missingModules: target.missingModules(for: toolchain))
            })
    }

    private func text(of target: SwiftSDK.Target) -> String {
        let fitness = SDKFitness(target, for: toolchain)
        if target.ownToolchain != nil, fitness == .exact { return "fits, has its own compiler" }
        let missing = target.missingModules(for: toolchain).filter { $0 != "FoundationEssentials" }
        guard fitness.isUsable, !missing.isEmpty else { return Self.text(fitness) }
        return Self.text(fitness) + ", without " + missing.joined(separator: " and ")
    }

    private static func text(_ fitness: SDKFitness) -> String {
        switch fitness {
        case .exact: "fits"
        case .rebuilt(let version): "fits, with the standard library of \(version)"
        case .unknown: "unknown version: the build will show"
        case .wrongVersion: "other version, unreadable"
        case .lacking(let modules, _): "lacks \(modules.joined(separator: " and "))"
        case .olderThanTools(let version, _, _): "\(version), older than the package requires"
        case .wrongHost(let hosts): "for machines of \(hosts.joined(separator: ", "))"
        }
    }
}
