import Model

/// Composes events into the nodes of one document.
struct YAMLComposer {
    /// More levels than any configuration needs; each one uses stack.
    static let deepestLevel = 100

    let file: String
    let reader: YAMLEventReader
    /// The nodes that `&name` marks.
    private(set) var anchors: [String: YAMLNode] = [:]

    init(_ bytes: [UInt8], file: String) throws(YAMLFault) {
        self.file = file
        reader = try YAMLEventReader(bytes)
    }

    /// The root of the only document.
    ///
    /// - Returns: `nil` if the file has no document.
    /// - Throws: `YAMLFault` if the text is not YAML; `ConfigurationError` if a configuration may not contain it.
    mutating func document() throws -> YAMLNode? {
        guard case .documentStart = try reader.next() else { return nil }
        let root = try node(try reader.next(), level: 1)
        while true {
            switch try reader.next() {
            case .streamEnd: return root
            case .scalar(_, _, let properties), .sequenceStart(let properties), .mappingStart(let properties):
                throw severalDocuments(at: properties.mark)
            case .alias(_, let mark): throw severalDocuments(at: mark)
            case .documentStart, .documentEnd, .end: continue
            }
        }
    }

    private func severalDocuments(at mark: YAMLNode.Mark) -> ConfigurationError {
        ConfigurationError(
            .error(
                "config.several-documents", "the file has more than one YAML document",
                location: YAMLDocument.location(mark, in: file), hints: ["keep one of them, without `---`"]))
    }

    private mutating func node(_ event: YAMLEvent, level: Int) throws -> YAMLNode {
        switch event {
        case .scalar(let text, let isPlain, let properties):
            return try remembered(.scalar(text, isPlain: isPlain), properties)
        case .alias(let name, let mark):
            return YAMLNode(content: .alias(name), mark: mark)
        case .sequenceStart(let properties):
            try checkLevel(level, at: properties.mark)
            var nodes: [YAMLNode] = []
            while let event = try nextInside() { nodes.append(try node(event, level: level + 1)) }
            return try remembered(.sequence(nodes), properties)
        case .mappingStart(let properties):
            try checkLevel(level, at: properties.mark)
            return try remembered(.mapping(try pairs(level: level)), properties)
        case .documentStart, .documentEnd, .end, .streamEnd:
            // libyaml never reports such an event as a value.
            throw YAMLFault(problem: "a value is missing", place: .unknown)
        }
    }

    private mutating func pairs(level: Int) throws -> [YAMLNode.Pair] {
        var pairs: [YAMLNode.Pair] = []
        var lines: [String: Int] = [:]
        while let event = try nextInside() {
            let key = try node(event, level: level + 1)
            if case .scalar(let text, _) = key.content, let first = lines.updateValue(key.mark.line, forKey: text) {
                throw ConfigurationError(
                    .error(
                        "config.duplicate-key", "'\(text)' is given more than once",
                        explanation: "The first one is on line \(first).",
                        location: YAMLDocument.location(key.mark, in: file), hints: ["keep one of them"]))
            }
            pairs.append(YAMLNode.Pair(key: key, value: try node(try reader.next(), level: level + 1)))
        }
        return pairs
    }

    /// The next event of a sequence or mapping, or `nil` at its end.
    private func nextInside() throws(YAMLFault) -> YAMLEvent? {
        let event = try reader.next()
        if case .end = event { return nil }
        return event
    }

    private func checkLevel(_ level: Int, at mark: YAMLNode.Mark) throws(ConfigurationError) {
        guard level <= Self.deepestLevel else {
            throw ConfigurationError(
                .error(
                    "config.invalid-yaml", "the YAML is nested too deeply",
                    location: YAMLDocument.location(mark, in: file)))
        }
    }

    private mutating func remembered(
        _ content: YAMLNode.Content, _ properties: YAMLProperties
    ) throws(ConfigurationError) -> YAMLNode {
        let node = YAMLNode(
            content: content, mark: properties.mark, anchor: properties.anchor, tag: properties.tag)
        guard let name = properties.anchor else { return node }
        guard anchors.updateValue(node, forKey: name) == nil else {
            throw ConfigurationError(
                .error(
                    "config.duplicate-anchor", "the anchor '&\(name)' is given more than once",
                    location: YAMLDocument.location(node.mark, in: file)))
        }
        return node
    }
}
