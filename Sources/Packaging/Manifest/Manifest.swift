package import Bundling
package import LinkAudit
package import Model
package import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What stands beside an archive: what is in it, what made it, and what the audit found.
///
/// It has no time and no path of the machine, so that the same function gives the same manifest.
package struct Manifest: Sendable, Hashable, Codable {
    /// The version of this form.
    package static let currentFormatVersion = 1

    /// The archive itself.
    package struct Archive: Sendable, Hashable, Codable {
        /// The file's name beside the manifest.
        package var file: String
        /// SHA-256 of the file, in hexadecimal.
        package var sha256: String
        /// SHA-256 of the file in base64, as Terraform's `source_code_hash` and Lambda's `CodeSha256` have it.
        package var sourceCodeHash: String
        /// SHA-256 of what is in it, which does not depend on how it was compressed; see `ContentDigest`.
        package var contentDigest: String
        /// The file's size.
        package var sizeBytes: Int64
        /// The size of everything in it.
        package var unzippedSizeBytes: Int64

        /// Creates the account of an archive.
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

    /// One piece of the archive.
    package struct Entry: Sendable, Hashable, Codable {
        /// Its path in the archive.
        package var path: String
        /// Its kind and permissions in octal, such as `100755`.
        package var mode: String
        /// SHA-256 of its bytes, in hexadecimal; of a link, of its target's text.
        package var sha256: String
        /// Its size.
        package var sizeBytes: Int64
        /// Its size in the archive.
        package var compressedSizeBytes: Int64
        /// Where it points, if it is a symbolic link.
        package var linkTarget: String?

        /// Creates the account of an entry.
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

    /// What made the archive.
    package struct Tools: Sendable, Hashable, Codable {
        /// The version of swiftlambda.
        package var swiftlambda: String
        /// What the Swift compiler says of itself.
        package var compiler: String
        /// The target triple.
        package var triple: String
        /// The builder, such as `native`.
        package var builder: String
        /// The Swift SDK that it built with, if any.
        package var swiftSDK: String?
        /// The image that it built in, if any.
        package var image: String?
        /// The image's digest, such as `sha256:…`.
        package var imageDigest: String?
        /// What the user added to the options of `swift build`, if anything.
        package var buildArguments: [String]?

        /// Creates the account of the tools.
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

    /// The version of this form.
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
    /// Everything in it, sorted by path.
    package var entries: [Entry]
    /// The file with the symbols beside the manifest, where there is one.
    package var symbolsFile: String?
    /// What made it.
    package var tools: Tools
    /// What git says of the sources, where there is a repository.
    package var git: GitState?
    /// The libraries that the archive brings from the building machine or SDK, where it brings any.
    package var bundle: Bundle?
    /// What the audit found.
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
        self.audit = audit
    }

    /// What a manifest says of the function alone, for those who need not the rest.
    package struct Identity: Sendable, Hashable, Decodable {
        /// The function's name.
        package var function: String
        /// The architecture it is built for.
        package var architecture: Architecture

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

    /// The manifest as it stands on disk.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}
