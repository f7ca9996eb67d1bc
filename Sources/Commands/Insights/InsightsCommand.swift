import ArgumentParser
import Console
import Host
import Insights
import Model
import Project

/// `swiftlambda insights`.
struct InsightsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insights",
        abstract: "Look up CloudWatch Lambda Insights layers.",
        discussion: """
            A layer adds files to a function: this one is the extension, a process beside the function, that collects \
            its metrics. ARNs differ by region and architecture, and are looked up without a network. Example:

              swiftlambda insights arn --region eu-west-1 --arch arm64
            """,
        subcommands: [InsightsARNCommand.self, InsightsListCommand.self, InsightsUpdateCommand.self])
}

/// `swiftlambda insights arn`: one layer's ARN.
struct InsightsARNCommand: ImmediateCommand {
    static let configuration = CommandConfiguration(
        commandName: "arn",
        abstract: "Print the ARN of the Lambda Insights layer of a region and architecture.",
        discussion: """
            Prints the newest layer known to this release, or the version of --layer-version. Example:

              swiftlambda insights arn --region eu-west-1 --arch arm64
            """)

    @Option(help: ArgumentHelp("The AWS region.", valueName: "region"))
    var region: String?

    @Option(help: ArgumentHelp("The architecture.", valueName: "arch"))
    var arch: Architecture?

    @Option(help: ArgumentHelp("A version of the Lambda Insights extension, such as 1.0.404.0.", valueName: "version"))
    var layerVersion: String?

    @OptionGroup var common: CommonOptions

    func execute(on host: Host, console: CommandConsole) throws -> CommandResult {
        guard let region = try wanted(region, on: host) else {
            throw MissingOption(option: "--region", variable: "SWIFTLAMBDA_REGION", example: "--region eu-west-1")
        }
        let architecture = try Architecture.wanted(arch, on: host)
        let version = try Setting.layerVersion.resolve(flag: layerVersion, in: host.environment)
        let catalogue = try LayerCatalogue.bundled()
        let layer = try catalogue.layer(in: region, for: architecture, version: version)
        let newer = catalogue.newerVersions(than: layer.version, for: architecture)
        let diagnostics = version == nil ? Self.note(on: newer, layer: layer) : []
        return CommandResult(
            text: layer.arn + "\n",
            payload: InsightsPayload(layer, newerVersions: newer, diagnostics: diagnostics), diagnostics: diagnostics)
    }

    /// A note about newer layers whose ARNs this release does not know.
    private static func note(on newer: [DottedVersion], layer: InsightsLayer) -> [Diagnostic] {
        guard !newer.isEmpty else { return [] }
        let list = newer.map(\.description).joined(separator: " and ")
        return [
            Diagnostic(
                .note, "insights.newer-known",
                "\(layer.version) is the newest known to this release for \(layer.region) and \(layer.architecture)",
                explanation: "Newer: \(list). This release does not know their ARNs.")
        ]
    }
}

/// `swiftlambda insights list`: the layers known to this release.
struct InsightsListCommand: ImmediateCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the Lambda Insights layers known to this release.",
        discussion: """
            Lists the newest known layer of each region and architecture; with --region, all its versions. Example:

              swiftlambda insights list --region eu-west-1
            """)

    @Option(help: ArgumentHelp("Only this AWS region, with all versions.", valueName: "region"))
    var region: String?

    @Option(help: ArgumentHelp("Only this architecture.", valueName: "arch"))
    var arch: Architecture?

    @OptionGroup var common: CommonOptions

    func execute(on host: Host, console: CommandConsole) throws -> CommandResult {
        let region = try wanted(region, on: host)
        let architecture = try Setting.architecture.resolve(flag: arch, in: host.environment)
        let catalogue = try LayerCatalogue.bundled()
        let layers = catalogue.layers(in: region, for: architecture).filter { region != nil || $0.isNewestKnown }
        var table = Table([
            Table.Column("REGION"), Table.Column("ARCH"), Table.Column("VERSION"), Table.Column("ARN"),
        ])
        table.rows = layers.map { layer in
            [
                layer.region.name, layer.architecture.rawValue,
                "\(layer.version)" + (region != nil && layer.isNewestKnown ? " (newest known)" : ""), layer.arn,
            ]
        }
        return CommandResult(
            text: table.rendered(traits: console.outputTraits, styles: console.outputStyles),
            payload: InsightsListPayload(
                layers: layers.map { InsightsPayload($0) }, sources: catalogue.sources,
                retrieved: catalogue.retrieved))
    }
}

/// The region of `--region`, or the first of `SWIFTLAMBDA_REGION`.
private func wanted(_ region: String?, on host: Host) throws -> Region? {
    if let region { return try Region.known(region, from: .flag("--region")) }
    return try Setting.regions.resolve(flag: nil, in: host.environment)?.first.map { region in
        try Region.known(region.name, from: .variable(Setting.regions.variable))
    }
}

/// One layer, for programs.
private struct InsightsPayload: Encodable, Sendable {
    var arn: String
    var region: String
    var architecture: Architecture
    var version: String
    var isNewestKnown: Bool
    /// Both are set only if one layer was requested.
    var newerVersionsWithoutARN: [String]?
    var diagnostics: [Diagnostic]?

    init(_ layer: InsightsLayer, newerVersions: [DottedVersion]? = nil, diagnostics: [Diagnostic]? = nil) {
        arn = layer.arn
        region = layer.region.name
        architecture = layer.architecture
        version = "\(layer.version)"
        isNewestKnown = layer.isNewestKnown
        newerVersionsWithoutARN = newerVersions?.map(\.description)
        self.diagnostics = diagnostics
    }
}

private struct InsightsListPayload: Encodable, Sendable {
    var layers: [InsightsPayload]
    var sources: [String]
    var retrieved: String
}
