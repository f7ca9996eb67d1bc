import Model

/// Resolves functions in places, and collects what Lambda would refuse.
struct FunctionResolution {
    private let project: ProjectSettings
    private(set) var problems: [Diagnostic] = []
    /// Warnings about the configuration, by function.
    private(set) var warnings: [String: [Diagnostic]] = [:]

    init(_ project: ProjectSettings) {
        self.project = project
    }

    /// The functions in a place, each once for each requested architecture.
    ///
    /// - Parameter listed: the functions' own settings, by name.
    mutating func functions(_ listed: [String: FunctionSettings], in place: Placement) -> [LambdaFunction] {
        let overrides = project.overrides
        let asked: [Architecture?] = overrides.architectures.isEmpty ? [nil] : overrides.architectures.sorted()
        var functions: [LambdaFunction] = []
        for (name, own) in listed.sorted(by: { $0.key < $1.key }) {
            let settings = project.settings(own, in: place)
            problems += Self.missingLayers(of: settings, in: place)
            problems += Self.takenFormerName(of: settings, named: name, among: listed)
            for architecture in asked {
                let function = settings.function(
                    named: name, in: place, overrides: overrides, asked: architecture, host: project.hostArchitecture)
                problems += function.violations.map { violation in
                    .error(
                        violation.identifier, violation.summary, explanation: violation.explanation,
                        location: settings.location(of: violation.keyPath), hints: violation.hints)
                }
                let isOfHost = architecture == nil && settings.architecture == nil
                let found = settings.secrets() + (isOfHost ? [project.hostArchitectureNote] : [])
                let known = Set(warnings[name] ?? [])
                warnings[name, default: []] += found.filter { !known.contains($0) }
                functions.append(function)
            }
        }
        return functions
    }

    /// A former name that another function has, or had.
    private static func takenFormerName(
        of settings: FunctionSettings, named name: String, among listed: [String: FunctionSettings]
    ) -> [Diagnostic] {
        guard let former = settings.renamedFrom, former != name else { return [] }
        let others = listed.filter { $0.key != name && ($0.key == former || $0.value.renamedFrom == former) }
        guard let other = others.keys.min() else { return [] }
        return [
            .error(
                "function.invalid-former-name",
                "'\(name)' cannot be renamed from '\(former)', which "
                    + (other == former ? "is a function itself" : "'\(other)' is renamed from"),
                explanation: "One function can take over from another only once.",
                location: settings.location(of: ["renamed_from"]),
                hints: ["remove `renamed_from` from one of them, or the function '\(former)'"])
        ]
    }

    private static func missingLayers(of settings: FunctionSettings, in place: Placement) -> [Diagnostic] {
        guard let region = place.region else { return [] }
        return (settings.layers ?? []).filter { $0.arn(in: region) == nil }.map { _ in
            .error(
                "config.layer-without-region", "a layer has no ARN for \(region.name)",
                location: settings.location(of: ["layers"]),
                hints: [
                    "add `\(region.name): …` to the layer",
                    "or go without: `regions: { \(region.name): { layers: [] } }`",
                ])
        }
    }
}
