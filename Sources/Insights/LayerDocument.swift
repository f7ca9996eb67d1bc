import JSON
import Model

/// The catalogue file.
///
/// A command that looks up one layer would spend more time in Foundation's decoder, which sets up types at run time, than in
/// the rest of the lookup.
struct LayerDocument {
    /// An untrusted pair, and the reason.
    struct QuarantinedRow {
        var architecture: Architecture
        var version: String
        var region: String
        /// The layer version in the published table.
        var published: Int
        var reason: String
    }

    var retrieved: String
    /// The owner of the layers of each region.
    var accounts: [String: String]
    /// Layer version numbers by region, as one text for each architecture and version of the extension.
    var layers: [String: [String: LayerNumbers]]
    var quarantined: [QuarantinedRow]
    /// Versions that are known to exist, by architecture, without known ARNs.
    var knownNewerVersions: [String: [String]]
    var sources: [String]

    init(bytes: [UInt8]) throws(LayerError) {
        let document: JSONValue
        do {
            document = try JSONValue(parsing: bytes)
        } catch {
            throw .unreadableCatalogue(problem: "\(error.expected) was expected at \(error.place(in: bytes)).")
        }
        let format = try document.integer("formatVersion")
        guard format == 1 else {
            throw .unreadableCatalogue(problem: "It has format version \(format); this release reads version 1.")
        }
        retrieved = try document.string("retrieved")
        sources = try document.strings("sources")
        accounts = [:]
        for account in try document.members("accounts") {
            accounts[account.name] = try account.value.required("accounts") { $0.string }
        }
        layers = [:]
        for architecture in try document.members("layers") {
            let versions = try architecture.value.required("layers") { $0.members }
            for version in versions {
                let numbers = LayerNumbers(try version.value.required("layers") { $0.string })
                layers[architecture.name, default: [:]][version.name] = numbers
            }
        }
        quarantined = []
        for row in try document.array("quarantined") {
            quarantined.append(try QuarantinedRow(row))
        }
        knownNewerVersions = [:]
        let newer = try document.value("knownNewerVersions")
        for architecture in try document.members("knownNewerVersions") {
            knownNewerVersions[architecture.name] = try newer.strings(architecture.name)
        }
    }
}

extension LayerDocument.QuarantinedRow {
    fileprivate init(_ row: JSONValue) throws(LayerError) {
        let name = try row.string("architecture")
        guard let architecture = Architecture(rawValue: name) else {
            throw .unreadableCatalogue(problem: "'\(name)' is not an architecture.")
        }
        self.architecture = architecture
        version = try row.string("version")
        region = try row.string("region")
        published = try row.integer("published")
        reason = try row.string("reason")
    }
}

extension JSONValue {
    /// This value as one of a kind.
    ///
    /// - Parameters:
    ///   - name: the member in which it was found, for the error.
    ///   - kind: gives the value if it is of the kind.
    fileprivate func required<Value>(_ name: String, _ kind: (JSONValue) -> Value?) throws(LayerError) -> Value {
        guard let value = kind(self) else {
            throw .unreadableCatalogue(problem: "The value of '\(name)' is missing, or is not of its type.")
        }
        return value
    }

    fileprivate func value(_ name: String) throws(LayerError) -> JSONValue { try required(name) { $0[name] } }

    fileprivate func string(_ name: String) throws(LayerError) -> String { try required(name) { $0[name]?.string } }

    fileprivate func integer(_ name: String) throws(LayerError) -> Int { try required(name) { $0[name]?.integer } }

    fileprivate func array(_ name: String) throws(LayerError) -> [JSONValue] {
        try required(name) { $0[name]?.array }
    }

    fileprivate func members(_ name: String) throws(LayerError) -> [Member] {
        try required(name) { $0[name]?.members }
    }

    fileprivate func strings(_ name: String) throws(LayerError) -> [String] {
        var strings: [String] = []
        for element in try array(name) { strings.append(try element.required(name) { $0.string }) }
        return strings
    }
}

/// Layer version numbers by region, in the form `eu-west-1:38 us-east-1:35`.
///
/// Reading one text takes a fraction of the time of a dictionary, and a command needs only a few of the rows.
struct LayerNumbers: Sendable {
    private let text: String
    /// Regions whose numbers are not trusted.
    private var excluded: Set<String> = []

    init(_ text: String) {
        self.text = text
    }

    /// Every region in the text, in its order.
    var regions: [String] {
        text.split(separator: " ").map { String($0.prefix { $0 != ":" }) }
    }

    /// The number for a region, or `nil` without a trusted one.
    subscript(region: String) -> Int? {
        guard !excluded.contains(region) else { return nil }
        let prefix = region + ":"
        return text.split(separator: " ").first { $0.hasPrefix(prefix) }.flatMap { Int($0.dropFirst(prefix.count)) }
    }

    /// Removes a region.
    mutating func exclude(_ region: String) {
        excluded.insert(region)
    }
}
