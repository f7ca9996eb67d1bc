internal import CLibYAML

/// An event that libyaml finds in a document.
enum YAMLEvent {
    case documentStart
    case scalar(String, isPlain: Bool, YAMLProperties)
    case sequenceStart(YAMLProperties)
    case mappingStart(YAMLProperties)
    case alias(String, YAMLNode.Mark)
    /// The end of a sequence or a mapping.
    case end
    case documentEnd
    case streamEnd
}

/// What may precede a value, and where that begins.
struct YAMLProperties {
    var mark: YAMLNode.Mark
    var anchor: String?
    var tag: String?
}

/// Why libyaml cannot continue.
struct YAMLFault: Error {
    /// The place in the text: a line and a column, or an offset in bytes.
    enum Place {
        case mark(YAMLNode.Mark)
        case byteOffset(Int)
        case unknown
    }

    /// libyaml's own words.
    var problem: String
    var place: Place
    /// What libyaml was doing, in its own words, and where that began.
    var context: (text: String, mark: YAMLNode.Mark)?
}

/// Reads events from bytes with libyaml, checking every status.
final class YAMLEventReader {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let isInitialized: Bool
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    /// Prepares to read; copies the bytes, because libyaml keeps a pointer to them.
    init(_ bytes: [UInt8]) throws(YAMLFault) {
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        self.bytes = .allocate(capacity: bytes.count)
        _ = self.bytes.initialize(from: bytes)
        isInitialized = yaml_parser_initialize(parser) == 1
        guard isInitialized else { throw Self.outOfMemory }
        yaml_parser_set_input_string(parser, self.bytes.baseAddress, bytes.count)
    }

    deinit {
        if isInitialized { yaml_parser_delete(parser) }
        parser.deinitialize(count: 1)
        parser.deallocate()
        bytes.deallocate()
    }

    /// The next event.
    ///
    /// - Throws: `YAMLFault` if the text is not YAML.
    func next() throws(YAMLFault) -> YAMLEvent {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { throw fault }
            defer { yaml_event_delete(&event) }
            if let read = Self.read(event) { return read }
        }
    }

    /// - Returns: `nil` for an event without meaning here.
    private static func read(_ event: yaml_event_t) -> YAMLEvent? {
        let mark = YAMLNode.Mark(event.start_mark)
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_ALIAS_EVENT: return .alias(text(event.data.alias.anchor) ?? "", mark)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return .scalar(
                String(decoding: value, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE,
                YAMLProperties(mark: mark, anchor: text(scalar.anchor), tag: text(scalar.tag)))
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            return .sequenceStart(YAMLProperties(mark: mark, anchor: text(start.anchor), tag: text(start.tag)))
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            return .mappingStart(YAMLProperties(mark: mark, anchor: text(start.anchor), tag: text(start.tag)))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
        case YAML_STREAM_END_EVENT: return .streamEnd
        default: return nil
        }
    }

    private static func text(_ string: UnsafePointer<yaml_char_t>?) -> String? {
        string.map { String(cString: $0) }
    }

    private static let outOfMemory = YAMLFault(problem: "there is not enough memory", place: .unknown)

    /// libyaml's report of its failure.
    private var fault: YAMLFault {
        let parser = parser.pointee
        guard let problem = parser.problem.map({ String(cString: $0) }) else { return Self.outOfMemory }
        if parser.error == YAML_READER_ERROR {
            return YAMLFault(problem: problem, place: .byteOffset(Int(parser.problem_offset)))
        }
        return YAMLFault(
            problem: problem, place: .mark(YAMLNode.Mark(parser.problem_mark)),
            context: parser.context.map { (String(cString: $0), YAMLNode.Mark(parser.context_mark)) })
    }
}

extension YAMLNode.Mark {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
