import Model

/// A node of the file, with the keys that lead to it.
struct YAMLValue {
    /// The node, with an alias followed.
    let node: YAMLNode
    /// The keys that lead to it; empty for the root.
    let path: String
    /// Its location.
    let location: Diagnostic.Location
    /// What it refers to, instead of being a value itself.
    var tag: ReferenceTag?

    /// Its name in diagnostics.
    var name: String { path.isEmpty ? "the file" : path }
}

/// Reads typed values from a document, and collects errors instead of stopping at the first.
struct YAMLReader {
    /// One key of a mapping.
    struct Entry<Key> {
        var key: Key
        /// The location of the key.
        var location: Diagnostic.Location
        var value: YAMLValue
    }

    let document: YAMLDocument
    /// How much more work the file may cause; aliases could otherwise make a small file expensive.
    private var budget = 1_000_000
    private var found: [Diagnostic] = []
    private var foundCount = 0
    /// Where the file first names each region that this release does not know.
    var unknownRegions: [Region: Diagnostic.Location] = [:]

    init(_ document: YAMLDocument) {
        self.document = document
    }

    /// The errors so far, or `nil`.
    var error: ConfigurationError? {
        found.isEmpty ? nil : ConfigurationError(found, count: foundCount)
    }

    /// Adds an error.
    mutating func report(_ diagnostic: Diagnostic) {
        foundCount += 1
        if foundCount <= ConfigurationError.limit { found.append(diagnostic) }
    }

    /// Accounts for work.
    ///
    /// - Throws: if the file causes more work than allowed.
    mutating func spend(_ work: Int = 1) throws(ConfigurationError) {
        budget -= work
        guard budget >= 0 else {
            throw ConfigurationError(
                .error(
                    "config.too-large", "the configuration is too large",
                    explanation: "With aliases and defaults expanded, it has more than a million keys and values.",
                    location: Diagnostic.Location(file: document.file)))
        }
    }

    private mutating func value(_ node: YAMLNode, path: String) throws(ConfigurationError) -> YAMLValue? {
        try spend()
        do {
            let value = try document.value(of: node)
            let reference = value.tag.flatMap { ReferenceTag(rawValue: $0) }
            if let tag = value.tag, reference == nil, !tag.hasPrefix("tag:yaml.org,2002:") {
                report(
                    .error(
                        "config.tag", "\(path) has the tag '\(tag)', which has no meaning here",
                        location: document.location(of: node), hints: [ForeignKey.replacement(forTag: tag)]))
                return nil
            }
            return YAMLValue(node: value, path: path, location: document.location(of: node), tag: reference)
        } catch {
            error.diagnostics.forEach { report($0) }
            return nil
        }
    }

    /// The document's root.
    mutating func root() throws(ConfigurationError) -> YAMLValue? {
        try document.root.flatMap { node throws(ConfigurationError) in try value(node, path: "") }
    }

    /// The elements of a list.
    mutating func elements(of list: YAMLValue, expected: String) throws(ConfigurationError) -> [YAMLValue]? {
        guard case .sequence(let nodes) = list.node.content else {
            reportType(of: list, expected: expected)
            return nil
        }
        var elements: [YAMLValue] = []
        for (index, node) in nodes.enumerated() {
            if let element = try value(node, path: "\(list.path)[\(index)]") { elements.append(element) }
        }
        return elements
    }

    /// The entries of a mapping whose keys the user chooses.
    mutating func entries(of mapping: YAMLValue, expected: String) throws(ConfigurationError) -> [Entry<String>]? {
        guard case .mapping(let pairs) = mapping.node.content else {
            reportType(of: mapping, expected: expected)
            return nil
        }
        var entries: [Entry<String>] = []
        for pair in pairs {
            guard let key = try value(pair.key, path: "a key of \(mapping.name)") else { continue }
            guard let name = key.scalarText, !key.isNull else {
                reportType(of: key, expected: "text")
                continue
            }
            let path = mapping.path.isEmpty ? name : "\(mapping.path).\(name)"
            guard let value = try value(pair.value, path: path) else { continue }
            entries.append(Entry(key: name, location: key.location, value: value))
        }
        return entries
    }

    /// The entries of a mapping whose keys are fixed.
    ///
    /// - Parameters:
    ///   - keys: the allowed keys.
    ///   - refused: keys among them that are refused later, with a reason of their own, and so are never suggested.
    mutating func entries<Key: RawRepresentable<String>>(
        of mapping: YAMLValue,
        keys: [Key],
        refused: [Key] = []
    ) throws(ConfigurationError) -> [Entry<Key>]? {
        let names = keys.map(\.rawValue)
        return try entries(of: mapping, names: names, refused: refused.map(\.rawValue))?.compactMap { entry in
            Key(rawValue: entry.key).map { Entry(key: $0, location: entry.location, value: entry.value) }
        }
    }

    /// The entries of a mapping whose keys are fixed, by the keys' names.
    mutating func entries(
        of mapping: YAMLValue, names: [String], refused: [String] = []
    ) throws(ConfigurationError) -> [Entry<String>]? {
        guard let entries = try entries(of: mapping, expected: "a mapping of keys to values") else { return nil }
        let known = Set(names)
        return entries.filter { entry in
            if known.contains(entry.key) { return true }
            reportUnknown(entry, in: mapping, known: names.filter { !refused.contains($0) })
            return false
        }
    }

    private mutating func reportUnknown(_ entry: Entry<String>, in mapping: YAMLValue, known: [String]) {
        if entry.key == "<<" {
            report(
                .error(
                    "config.merge-key", "merge keys (`<<`) are not supported", location: entry.location,
                    hints: ["put common settings under `defaults:`"]))
            return
        }
        let nearest = nearestName(to: entry.key, among: known)
        report(
            .error(
                "config.unknown-key", "unknown key '\(entry.key)' in \(mapping.name)",
                explanation: "Known keys: \(known.sorted().joined(separator: ", ")).", location: entry.location,
                hints: nearest.map { ["did you mean '\($0)'?"] }
                    ?? ForeignKey.replacement(for: entry.key).map { [$0] } ?? []))
    }
}
