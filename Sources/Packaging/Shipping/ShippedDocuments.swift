import Host
import Model
import SystemPackage

/// The documents beside an archive.
struct ShippedDocuments {
    private static let sizeLimit = 64 << 20

    var bill: ShippedBill?
    var provenance: ShippedProvenance?
    /// Warnings about documents that are of another archive or cannot be read.
    private(set) var diagnostics: [Diagnostic] = []

    /// Reads those that exist.
    ///
    /// - Parameter sha256: the archive's digest.
    init(beside archive: FilePath, sha256: String, files: any FileSystem) {
        let stem = archive.stem ?? ""
        func path(_ name: String) -> FilePath {
            let suffix = name.drop { $0 != "." }
            return archive.removingLastComponent().appending("\(stem)\(suffix)")
        }
        bill = read(path(OutputLayout.softwareBillName), files, matches: \.matchesArchive) { path in
            try Self.bill(try files.read(path, limit: Self.sizeLimit), path: path, sha256: sha256)
        }
        provenance = read(path(OutputLayout.provenanceName), files, matches: \.matchesArchive) { path in
            ShippedProvenance(try ProvenanceStatement.read(path, files: files), path: path.string, sha256: sha256)
        }
    }

    /// Reads a document; `nil` if there is none, or with a warning if it cannot be read.
    private mutating func read<Document>(
        _ path: FilePath, _ files: any FileSystem, matches: (Document) -> Bool?, body: (FilePath) throws -> Document
    ) -> Document? {
        guard let status = try? files.status(of: path, followingLinks: true), status.kind == .regular else {
            return nil
        }
        do {
            let document = try body(path)
            if matches(document) == false {
                diagnostics.append(
                    .warning(
                        "inspect.other-document", "'\(path)' belongs to another archive",
                        explanation: "It has another SHA-256 than this archive.",
                        hints: ["swiftlambda package --sbom --provenance"]))
            }
            return document
        } catch {
            diagnostics.append(
                .warning(
                    "inspect.unreadable-document", "'\(path)' can't be read",
                    explanation: (error as? any DiagnosedError)?.diagnostics.first?.summary,
                    hints: ["swiftlambda package --sbom --provenance"]))
            return nil
        }
    }

    private static func bill(_ bytes: [UInt8], path: FilePath, sha256: String) throws -> ShippedBill {
        let document = try ShippedJSON.document(BillDocument.self, from: bytes)
        let digests = document.metadata?.component?.hashes?.filter { $0.algorithm == "SHA-256" } ?? []
        return ShippedBill(
            path: path.string, matchesArchive: digests.isEmpty ? nil : digests.contains { $0.content == sha256 },
            components: document.components ?? [])
    }

    /// The part of any tool's bill that is used here.
    private struct BillDocument: Decodable {
        struct Metadata: Decodable {
            struct Subject: Decodable { var hashes: [SoftwareBill.Digest]? }
            var component: Subject?
        }
        var metadata: Metadata?
        var components: [ShippedBill.Component]?
    }
}
