import HCL
import Insights
import Model

/// Writes the files of a validated configuration.
struct ConfigurationWriter {
    let places: ConfigurationPlaces
    let names: [String: ResourceNames]
    private let withFormerRoles: Set<String>
    let layout: ConfigurationLayout
    let archives: [String: ArchiveReference]
    let layers: LayerPlan
    let policies: PolicyForm
    /// The bucket for archives, if functions get their code from one.
    let artifacts: ArtifactStore?

    init(
        places: ConfigurationPlaces,
        layout: ConfigurationLayout,
        archives: [String: ArchiveReference],
        layers: LayerPlan,
        policies: PolicyForm,
        artifacts: ArtifactStore?
    ) {
        self.places = places
        let functions = places.functionNames
        names = Dictionary(functions.map { ($0, ResourceNames(function: $0)) }) { first, _ in first }
        withFormerRoles = Self.functionsWithFormerRoles(functions, names: names)
        self.layout = layout
        self.archives = archives
        self.layers = layers
        self.policies = policies
        self.artifacts = artifacts
    }

    /// All files, by path.
    ///
    /// - Parameter adopted: the functions that exist already and are taken over.
    func files(adopting adopted: Set<String> = []) throws(TerraformError) -> [GeneratedFile] {
        let shared = try sharedPolicies()
        var files = shared
        files.append(file("terraform.tf", requirements() + moves(), records: shared))
        if layout == .root {
            files.append(file("providers.tf", [provider()]))
        }
        files.append(file("variables.tf", variables()))
        if !layers.tables.isEmpty {
            files.append(file("insights.tf", [insightsLayers()]))
        }
        for name in places.functionNames {
            files += try functionFiles(name)
        }
        files.append(file("outputs.tf", outputs() + surroundingOutputs()))
        let imports = imports(of: adopted)
        if !imports.isEmpty { files.append(file(Self.importsPath, imports)) }
        return files.sorted { $0.path < $1.path }
    }

    private func functionFiles(_ name: String) throws(TerraformError) -> [GeneratedFile] {
        guard let names = names[name], let archive = archives[name], let variants = places.variants[name] else {
            return []
        }
        let writers = variants.map { variant in
            FunctionWriter(
                function: variant.function, names: names, mayHaveFormerRole: withFormerRoles.contains(name),
                archive: archive, artifacts: artifacts, place: place(of: variant),
                layers: layers.expressions(for: variant.function, in: variant.place, region: choice.region),
                neighbours: neighbours(of: variant))
        }
        let documents = policies == .json ? try policyFiles(of: variants, names: names) : []
        let blocks = PlacedBlocks(places: variants.map(\.place), choice: choice)
            .joined(writers.map { $0.blocks() }, counted: countedNeighbours(of: variants))
        let moves = writers.flatMap(\.moves).reduce(into: [AddressMove]()) { moves, move in
            if !moves.contains(move) { moves.append(move) }
        }
        return documents + [file(names.fileStem + ".tf", blocks + moves.map(\.block), records: documents)]
    }

    /// The policy documents of one function's role only, as JSON: what it may do in all places together.
    private func policyFiles(
        of variants: [FunctionVariant], names: ResourceNames
    ) throws(TerraformError) -> [GeneratedFile] {
        var documents: [(name: String, document: PolicyDocument)] = []
        for policy in variants.flatMap(\.function.rolePolicies) where !policy.isShared {
            if let index = documents.firstIndex(where: { $0.name == policy.name }) {
                documents[index].document.add(policy.document)
            } else {
                documents.append((policy.name, policy.document))
            }
        }
        return try documents.map { name, document throws(TerraformError) in
            GeneratedFile(
                path: "policies/\(names.fileStem)-\(name).json", content: try document.json(in: places.scope))
        }
    }

    /// How values are chosen by place.
    ///
    /// In a module, the region is that of the caller's provider. No attribute of `aws_region` works in version 5 of the
    /// provider without being deprecated in version 6; `aws_service` has one, and it sends no request to AWS.
    var choice: PlaceChoice {
        let region: Expression =
            switch layout {
            case .root: .reference("var", "region")
            case .module: .reference("data", "aws_service", "lambda", "region")
            }
        return PlaceChoice(stage: .reference("var", "stage"), region: region)
    }

    /// Where a function's own resources are.
    func place(of variant: FunctionVariant) -> PolicyPlace {
        let partition = variant.place.region.map { Expression.string($0.partition.rawValue) }
        return PolicyPlace(
            // Only a module may know no region.
            partition: partition ?? .reference("data", "aws_service", "lambda", "partition"), region: choice.region,
            account: .string(variant.account ?? "*"), stage: choice.stage)
    }

    private func file(_ path: String, _ blocks: [Block], records: [GeneratedFile] = []) -> GeneratedFile {
        let body = Document(comment: records.map(FileMark.record), blocks: blocks).rendered()
        return GeneratedFile(path: path, content: FileMark.marked(records.isEmpty ? "\n" + body : body))
    }

    private func sharedPolicies() throws(TerraformError) -> [GeneratedFile] {
        guard policies == .json else { return [] }
        var documents = [RolePolicy(name: "trust", document: .trust)]
        for policy in places.all.lazy.flatMap(\.functions).flatMap(\.rolePolicies)
        where policy.isShared && !documents.contains(policy) {
            documents.append(policy)
        }
        return try documents.map { policy throws(TerraformError) in
            GeneratedFile(
                path: "policies/lambda-\(policy.name).json", content: try policy.document.json(in: places.scope))
        }
    }
}

extension ConfigurationWriter {
    private func insightsLayers() -> Block {
        Block("locals") {
            for table in layers.tables {
                Argument(
                    table.name,
                    .object(table.layers.map { ObjectItem($0.region.name, .string($0.arn)) }),
                    comment: Self.comment(on: table))
            }
        }
    }

    private static func comment(on table: LayerPlan.Table) -> [String] {
        let choice = table.isPinned ? "as pinned" : "as recorded in swiftlambda.lock"
        let versions = Dictionary(grouping: table.layers, by: \.version).sorted { $0.key > $1.key }
        if let version = versions.first?.key, versions.count == 1 {
            return ["Lambda Insights \(version) for \(table.architecture), \(choice)."]
        }
        let lines = versions.map { version, layers in
            "  \(version) in " + layers.map(\.region.name).joined(separator: ", ")
        }
        return ["Lambda Insights for \(table.architecture), \(choice):"] + lines
    }

    private func outputs() -> [Block] {
        [
            ("function_arns", "The ARNs of the functions", "aws_lambda_function", "arn"),
            ("function_names", "The names of the functions", "aws_lambda_function", "function_name"),
            ("invoke_arns", "The ARNs for API Gateway to invoke the functions", "aws_lambda_function", "invoke_arn"),
            ("log_group_names", "The names of the functions' log groups", "aws_cloudwatch_log_group", "name"),
            ("role_arns", "The ARNs of the functions' roles", "aws_iam_role", "arn"),
            ("role_names", "The names of the functions' roles, for attaching more policies", "aws_iam_role", "name"),
        ].map { name, description, type, attribute in
            let values = places.functionNames.compactMap { function in
                names[function].map {
                    ObjectItem(
                        function, logGroupOutput(of: function, type) ?? .reference(type, $0.identifier, attribute))
                }
            }
            return Block("output", name) {
                Argument("description", .string(description + ", by function name."))
                Argument("value", .call("tomap", .object(values)))
                if name == "function_arns" { stagePrecondition }
            }
        }
    }
}
