package import Insights
package import Model

/// The Terraform configuration of some functions: HCL files, and the IAM policy documents that they read.
package struct TerraformConfiguration: Sendable, Hashable {
    /// The files, by path.
    package let files: [GeneratedFile]
    /// What the user should know, although the configuration can be generated.
    package let warnings: [Diagnostic]

    /// Generates the configuration, or reports every problem that prevents it.
    ///
    /// - Parameters:
    ///   - functions: the functions, with every setting resolved.
    ///   - regions: the possible regions; a module can omit them if no function needs a layer.
    ///   - account: the number of the target account, if known; policies then name it.
    ///   - layout: whether the configuration stands alone.
    ///   - archives: each function's archive, by the function's name.
    ///   - artifacts: the bucket that functions get their code from, if not from the archives themselves.
    ///   - adopted: the names of functions that exist already and are taken over.
    ///   - catalogue: the Lambda Insights layers.
    ///   - preparations: how the sources prepare for the end of the environment, by function name, if known.
    package init(
        functions: [LambdaFunction],
        regions: [Region],
        account: String?,
        layout: ConfigurationLayout,
        archives: [String: ArchiveReference],
        artifacts: ArtifactStore? = nil,
        adopting adopted: Set<String> = [],
        catalogue: LayerCatalogue,
        preparations: [String: ShutdownPreparation] = [:]
    ) throws(TerraformError) {
        let functions = functions.sorted { $0.name < $1.name }
        let scope = ResourceScope(regions: Set(regions).sorted(), account: account)
        var problems = Self.problems(of: scope, functions: functions, layout: layout)
        if layout == .module, !adopted.isEmpty { problems.append(.place(.adoptionInModule(adopted.sorted()))) }
        problems += [Self.problem(of: artifacts, in: scope.regions)].compactMap { $0 }
        problems += Self.problems(of: functions, archives: archives)
        guard !problems.contains(where: \.isOfPlace) else { throw TerraformError(problems) }
        let layers = LayerPlan(
            functions: functions, regions: scope.regions, catalogue: catalogue, problems: &problems)
        guard problems.isEmpty else { throw TerraformError(problems) }

        files = try ConfigurationWriter(
            functions: functions, scope: scope, layout: layout, archives: archives, layers: layers,
            artifacts: artifacts
        ).files(adopting: adopted)
        warnings =
            functions.flatMap { function in
                function.warnings(preparation: preparations[function.name])
                    + (artifacts == nil ? function.warnings(of: archives[function.name]) : [])
            } + layers.warnings
    }

    /// Creates a configuration that has been generated.
    init(files: [GeneratedFile], warnings: [Diagnostic]) {
        self.files = files
        self.warnings = warnings
    }

    private static func problems(
        of scope: ResourceScope,
        functions: [LambdaFunction],
        layout: ConfigurationLayout
    ) -> [TerraformError.Problem] {
        var found: [TerraformError.Problem] = []
        if functions.isEmpty {
            found.append(.noFunctions)
        }
        if let account = scope.account, !isAccount(account) {
            found.append(.place(.malformedAccount(account)))
        }
        let needsRegion = layout == .root || functions.contains { $0.insights != .disabled }
        if scope.regions.isEmpty, needsRegion {
            found.append(.place(.noRegions(layout)))
        }
        if Set(scope.regions.map(\.partition)).count > 1 {
            found.append(.place(.mixedPartitions(scope.regions)))
        }
        return found
    }

    private static func isAccount(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func problems(
        of functions: [LambdaFunction],
        archives: [String: ArchiveReference]
    ) -> [TerraformError.Problem] {
        var found: [TerraformError.Problem] = []
        var names: Set<String> = []
        var taken: [String: String] = [:]
        for function in functions {
            if !names.insert(function.name).inserted {
                found.append(.function(function.name, .duplicate))
            } else if let other = ResourceNames(function: function.name).take(from: &taken, for: function.name) {
                found.append(.function(function.name, .sharedName(with: other)))
            }
            found += function.violations.map { .function(function.name, .violation($0)) }
            for (index, statement) in function.policies.enumerated()
            where statement.actions.isEmpty || statement.resources.isEmpty {
                found.append(.function(function.name, .emptyStatement(index + 1)))
            }
            found += function.invalidTags.map { .function(function.name, .invalidTag($0)) }
            guard let archive = archives[function.name] else {
                found.append(.function(function.name, .noArchive))
                continue
            }
            if let architecture = archive.architecture, architecture != function.architecture {
                found.append(
                    .function(
                        function.name, .architectureMismatch(wanted: function.architecture, archive: archive)))
            }
        }
        return found
    }
}

extension TerraformError.Problem {
    fileprivate var isOfPlace: Bool { if case .place = self { true } else { false } }
}
