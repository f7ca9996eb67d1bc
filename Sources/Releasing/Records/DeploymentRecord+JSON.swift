import JSON
package import Model

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension DeploymentRecord {
    /// The bytes of the object: sorted keys, and a line feed at the end.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }

    /// Reads an object.
    ///
    /// - Parameters:
    ///   - bytes: the object's bytes.
    ///   - name: the object's key, for diagnostics.
    package init(json bytes: [UInt8], name: String) throws(DeploymentRecordError) {
        func malformed(_ reason: String) -> DeploymentRecordError {
            DeploymentRecordError(name: name, fault: .malformed(reason))
        }
        let root: JSONValue
        do {
            root = try JSONValue(parsing: bytes)
        } catch {
            throw malformed("\(error.place(in: bytes)): expected \(error.expected).")
        }
        guard let version = root["formatVersion"]?.integer else { throw malformed("It has no formatVersion.") }
        guard version == Self.version else { throw DeploymentRecordError(name: name, fault: .version(version)) }
        do {
            self = try JSONDecoder().decode(DeploymentRecord.self, from: Data(bytes))
        } catch DecodingError.keyNotFound(let key, let context) {
            let path = (context.codingPath.map(\.stringValue) + [key.stringValue]).joined(separator: ".")
            throw malformed("The key '\(path)' is missing.")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            throw malformed("The key '\(Self.path(of: context))' has a value of another type.")
        } catch DecodingError.dataCorrupted(let context) {
            throw malformed("The key '\(Self.path(of: context))': \(context.debugDescription).")
        } catch {
            throw malformed("\(error)")
        }
    }

    private static func path(of context: DecodingError.Context) -> String {
        context.codingPath.map(\.stringValue).joined(separator: ".")
    }
}

/// A record that cannot be read.
package struct DeploymentRecordError: DiagnosedError, Hashable {
    enum Fault: Hashable {
        case version(Int)
        case malformed(String)
    }

    var name: String
    var fault: Fault

    /// The error.
    package var diagnostics: [Diagnostic] {
        switch fault {
        case .version(let version):
            [
                .error(
                    "release.record-version", "the deployment record '\(name)' has the form \(version)",
                    explanation: "This release of swiftlambda reads form \(DeploymentRecord.version) only. "
                        + (version > DeploymentRecord.version
                            ? "A newer release wrote it; an older one must not deploy over what it does not understand."
                            : "No release wrote that."),
                    hints: [
                        version > DeploymentRecord.version
                            ? "install the release of swiftlambda that deployed last"
                            : "move the object out of the records' directory"
                    ])
            ]
        case .malformed(let reason):
            [
                .error(
                    "release.record-malformed", "'\(name)' is not a deployment record", explanation: reason,
                    hints: ["restore the former version of the object, or move it out of the records' directory"])
            ]
        }
    }

    /// The input is wrong: `EX_DATAERR`.
    package var exitStatus: ExitStatus { .badInput }
}
