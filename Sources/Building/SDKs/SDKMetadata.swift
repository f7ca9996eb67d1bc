#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `info.json` of an artifact bundle, reduced to the needed keys (Swift Evolution SE-0305 and SE-0387).
struct BundleMetadata: Codable {
    struct Artifact: Codable {
        var type: String
        var version: String?
        var variants: [Variant]
    }

    struct Variant: Codable {
        var path: String
        var supportedTriples: [String]?
    }

    var schemaVersion: String?
    var artifacts: [String: Artifact]

    /// The types of SDKs in SwiftPM; the second is from early drafts.
    static let sdkTypes: Set<String> = ["swiftSDK", "crossCompilationDestination"]
}

/// `swift-sdk.json`, schema version 4.0 (SE-0387).
struct SDKMetadata: Codable {
    struct Target: Codable {
        var sdkRootPath: String
        var swiftResourcesPath: String?
        var swiftStaticResourcesPath: String?
        var toolsetPaths: [String]?
    }

    var schemaVersion: String
    var targetTriples: [String: Target]

    static let fileName = "swift-sdk.json"
    static let schemaVersion = "4.0"
}

/// The part of a toolset that is needed here (SE-0387).
struct Toolset: Codable {
    struct Tool: Codable {
        var path: String?
        var extraCLIOptions: [String]?
    }

    var schemaVersion = "1.0"
    var rootPath: String?
    var swiftCompiler: Tool?
    var linker: Tool?
}

/// Reads JSON, and describes errors in one line.
func decodeJSON<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws(JSONFlaw) -> Value {
    do {
        return try JSONDecoder().decode(type, from: Data(bytes))
    } catch DecodingError.keyNotFound(let key, let context) {
        throw JSONFlaw(text: "the key '\(key.stringValue)' is missing\(place(context))")
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
        throw JSONFlaw(text: "a value is of the wrong type\(place(context))")
    } catch {
        throw JSONFlaw(text: "it is not JSON")
    }
}

/// What is wrong with a JSON file.
struct JSONFlaw: Error, Hashable {
    var text: String
}

private func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map(\.stringValue).joined(separator: ".")
    return path.isEmpty ? "" : " in '\(path)'"
}
