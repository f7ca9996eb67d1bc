package import Model

/// A package to be created, as values.
package struct PackagePlan: Sendable, Hashable {
    /// One of its files.
    package struct File: Sendable, Hashable {
        /// The path in the package.
        package var path: String
        /// Its content.
        package var text: String
    }

    /// What it is made from.
    package var template: Template
    /// Its names.
    package var names: FunctionNames
    /// The package's architecture.
    package var architecture: Architecture
    /// The regions to deploy to; there may be none yet.
    package var regions: [Region]

    /// Creates a plan.
    package init(template: Template, names: FunctionNames, architecture: Architecture, regions: [Region] = []) {
        self.template = template
        self.names = names
        self.architecture = architecture
        self.regions = regions
    }

    /// The files, by path.
    ///
    /// - Throws: `TemplateFault` if a template has an unknown tag.
    package func files() throws(TemplateFault) -> [File] {
        var files: [File] = []
        for (path, bytes) in template.files {
            let text = String(decoding: bytes, as: UTF8.self)
            files.append(
                File(path: try Tag.fill(path, with: value), text: try Tag.fill(text, with: value)))
        }
        return files.sorted { $0.path < $1.path }
    }

    private func value(of tag: Tag) -> String {
        switch tag {
        case .package, .function: names.function
        case .functionKey: Self.isPlainKey(names.function) ? names.function : "\"\(names.function)\""
        case .module: names.module
        case .architecture: architecture.rawValue
        case .regions:
            regions.isEmpty
                ? "# regions: [eu-west-1]  # where to deploy; or use `swiftlambda terraform --region eu-west-1`"
                : "regions: [\(regions.map(\.name).joined(separator: ", "))]"
        }
    }

    /// Whether every YAML reader takes a function's name as text.
    private static func isPlainKey(_ name: String) -> Bool {
        guard name.first?.isLetter == true else { return false }
        return !["false", "n", "no", "null", "off", "on", "true", "y", "yes"].contains(name.lowercased())
    }
}

/// A placeholder in a template: `__MODULE__` and so on.
///
/// It is a valid Swift identifier, so that a template's sources are valid Swift.
enum Tag: String, CaseIterable {
    case architecture = "ARCHITECTURE"
    case function = "FUNCTION"
    case functionKey = "FUNCTION_KEY"
    case module = "MODULE"
    case package = "PACKAGE"
    case regions = "REGIONS"

    /// Replaces all tags by their values; the values themselves are not searched for tags.
    static func fill(_ text: String, with value: (Tag) -> String) throws(TemplateFault) -> String {
        try TemplateText.filling(text) { name in Tag(rawValue: name).map(value) }
    }
}

/// A template has an unknown tag.
package struct TemplateFault: DiagnosedError, Hashable {
    /// The tag.
    package let tag: String

    /// One error.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "init.template-fault", "the template has the unknown tag '\(tag)'",
                explanation: "This is an internal error of swiftlambda.")
        ]
    }

    /// The error is internal.
    package var exitStatus: ExitStatus { .internalFault }
}
