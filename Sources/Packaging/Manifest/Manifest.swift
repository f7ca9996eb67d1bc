package import Building
package import Bundling
package import LinkAudit
package import Model
package import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The manifest next to an archive: its content, the tools that made it, and the audit's findings.
///
/// It contains no times and no paths of the machine, so the same function gives the same manifest.
package struct Manifest: Sendable, Hashable, Codable {
    /// The format version.
    package static let currentFormatVersion = 1

    /// The archive itself.
    package struct Archive: Sendable, Hashable, Codable {
        /// The file's name, next to the manifest.
        package var file: String
        /// SHA-256 of the file, in hexadecimal.
        package var sha256: String
        /// SHA-256 of the file in base64, as in Terraform's `source_code_hash` and Lambda's `CodeSha256`.
        package var sourceCodeHash: String
        /// SHA-256 of its content, independent of compression; see `ContentDigest`.
        package var contentDigest: String
        /// The file's size.
        package var sizeBytes: Int64
        /// The unzipped size.
        package var unzippedSizeBytes: Int64

        /// Creates an archive.
        package init(
            file: String,
            sha256: String,
            sourceCodeHash: String,
            contentDigest: String,
            sizeBytes: Int64,
            unzippedSizeBytes: Int64
        ) {
            self.file = file
            self.sha256 = sha256
            self.sourceCodeHash = sourceCodeHash
            self.contentDigest = contentDigest
            self.sizeBytes = sizeBytes
            self.unzippedSizeBytes = unzippedSizeBytes
        }
    }

    /// An entry of the archive.
    package struct Entry: Sendable, Hashable, Codable {
        /// Its path in the archive.
        package var path: String
        /// Its kind and permissions in octal, such as `100755`.
        package var mode: String
        /// SHA-256 of its bytes, in hexadecimal; for a link, of its target.
        package var sha256: String
        /// Its size.
        package var sizeBytes: Int64
        /// Its size in the archive.
        package var compressedSizeBytes: Int64
        /// Its target, if it is a symbolic link.
        package var linkTarget: String?

        /// Creates an entry.
        package init(
            path: String,
            mode: String,
            sha256: String,
            sizeBytes: Int64,
            compressedSizeBytes: Int64,
            linkTarget: String? = nil
        ) {
            self.path = path
            self.mode = mode
            self.sha256 = sha256
            self.sizeBytes = sizeBytes
            self.compressedSizeBytes = compressedSizeBytes
            self.linkTarget = linkTarget
        }
    }

    /// The tools that made the archive.
    package struct Tools: Sendable, Hashable, Codable {
        /// The version of swiftlambda.
        package var swiftlambda: String
        /// The version line of the Swift compiler.
        package var compiler: String
        /// The target triple.
        package var triple: String
        /// The builder, such as `native`.
        package var builder: String
        /// The Swift SDK used for the build, if any.
        package var swiftSDK: String?
        /// The image used for the build, if any.
        package var image: String?
        /// The image's digest, such as `sha256:…`.
        package var imageDigest: String?
        /// The user's additional options of `swift build`, if any.
        package var buildArguments: [String]?

        /// Creates a list of the tools.
        package init(
            swiftlambda: String,
            compiler: String,
            triple: String,
            builder: String,
            swiftSDK: String? = nil,
            image: String? = nil,
            imageDigest: String? = nil,
            buildArguments: [String]? = nil
        ) {
            self.swiftlambda = swiftlambda
            self.compiler = compiler
            self.triple = triple
            self.builder = builder
            self.swiftSDK = swiftSDK
            self.image = image
            self.imageDigest = imageDigest
            self.buildArguments = buildArguments
        }
    }

    /// The format version.
    package var formatVersion = Manifest.currentFormatVersion
    /// The function's name.
    package var function: String
    /// The SwiftPM product.
    package var product: String
    /// The architecture it is built for.
    package var architecture: Architecture
    /// The runtime it was audited against.
    package var runtime: LambdaRuntime
    /// The archive.
    package var archive: Archive
    /// Its entries, sorted by path.
    package var entries: [Entry]
    /// The symbol file next to the manifest, if there is one.
    package var symbolsFile: String?
    /// The tools that made it.
    package var tools: Tools
    /// The git state of the sources, if they are in a repository.
    package var git: GitState?
    /// The bundled libraries, if any.
    package var bundle: Bundle?
    /// The forwarders and definitions that let the program start with older C libraries, if any.
    package var compatibility: LinkCompatibility?
    /// The audit's findings.
    package var audit: AuditReport

    /// Creates a manifest.
    package init(
        function: String,
        product: String,
        architecture: Architecture,
        runtime: LambdaRuntime,
        archive: Archive,
        entries: [Entry],
        symbolsFile: String?,
        tools: Tools,
        git: GitState?,
        bundle: Bundle? = nil,
        compatibility: LinkCompatibility? = nil,
        audit: AuditReport
    ) {
        self.function = function
        self.product = product
        self.architecture = architecture
        self.runtime = runtime
        self.archive = archive
        self.entries = entries
        self.symbolsFile = symbolsFile
        self.tools = tools
        self.git = git
        self.bundle = bundle
        self.compatibility = compatibility
        self.audit = audit
    }

    /// The part of a manifest that identifies the function.
    package struct Identity: Sendable, Hashable, Decodable {
        /// The function's name.
        package var function: String
        /// The architecture it is built for.
        package var architecture: Architecture
        /// The archive, if the manifest describes it.
        package var archive: ArchiveIdentity?

        /// The part of an archive's description that every release has written.
        package struct ArchiveIdentity: Sendable, Hashable, Decodable {
            /// SHA-256 of the file, in hexadecimal.
            package var sha256: String
            /// SHA-256 of the file in base64.
            package var sourceCodeHash: String
            /// The file's size.
            package var sizeBytes: Int64
        }

        /// Reads the identity from a manifest.
        ///
        /// - Throws: `ManifestError`.
        package init(json: [UInt8], at path: FilePath) throws(ManifestError) {
            do {
                self = try JSONDecoder().decode(Identity.self, from: Data(json))
            } catch {
                throw ManifestError(path: path)
            }
        }
    }

    /// Reads a manifest.
    ///
    /// - Throws: `DecodingError`.
    package init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(Manifest.self, from: Data(json))
    }

    /// The manifest as JSON.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}
