import Archive
import ELF
import Host
import Model
import SystemPackage

/// An entry in which two archives of one function differ.
package struct ArchiveDifference: Sendable, Hashable, Codable {
    /// What differs.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// Only the first archive has it.
        case missing
        /// Only the other archive has it.
        case added
        /// Its mode.
        case mode
        /// Its bytes, or where the link points.
        case content
    }

    /// Its path in the archive.
    package var path: String
    /// What differs.
    package var kind: Kind
    /// The sections of an ELF file in which it differs, in the file's order.
    package var sections: [String]

    /// The entry and its sections, for display.
    package var text: String {
        let what =
            switch kind {
            case .missing: "is missing from the other"
            case .added: "is only in the other"
            case .mode: "has a different mode"
            case .content: "differs"
            }
        return "'\(path)' \(what)" + (sections.isEmpty ? "" : " in " + sections.joined(separator: ", "))
    }
}

/// Compares two archives of a function.
struct ArchiveComparison {
    let first: (archive: FilePath, manifest: Manifest)
    let other: (archive: FilePath, manifest: Manifest)

    /// The differences, by path.
    func differences() throws -> [ArchiveDifference] {
        // Compared by bytes: Linux distinguishes texts that are equal in Unicode.
        func byPath(_ manifest: Manifest) -> [[UInt8]: Manifest.Entry] {
            Dictionary(manifest.entries.map { (Array($0.path.utf8), $0) }) { first, _ in first }
        }
        let ours = byPath(first.manifest)
        let theirs = byPath(other.manifest)
        let paths = Set(ours.keys).union(theirs.keys).sorted { $0.lexicographicallyPrecedes($1) }
        return try paths.compactMap { bytes in
            let path = String(decoding: bytes, as: UTF8.self)
            guard let our = ours[bytes] else { return ArchiveDifference(path: path, kind: .added, sections: []) }
            guard let their = theirs[bytes] else { return ArchiveDifference(path: path, kind: .missing, sections: []) }
            if our.sha256 != their.sha256 {
                return ArchiveDifference(path: path, kind: .content, sections: try sections(of: path))
            }
            return our.mode == their.mode ? nil : ArchiveDifference(path: path, kind: .mode, sections: [])
        }
    }

    private func sections(of path: String) throws -> [String] {
        Self.differingSections(try bytes(of: path, in: first.archive), try bytes(of: path, in: other.archive))
    }

    private func bytes(of path: String, in archive: FilePath) throws -> [UInt8] {
        let reader = try ArchiveReader(path: archive.string)
        guard let entry = reader.directory.entries.first(where: { $0.path == path }) else { return [] }
        return try reader.read(entry, limit: LambdaLimits.unzippedBytes)
    }

    /// The sections in which two ELF files differ; none if one is not an ELF file.
    static func differingSections(_ first: [UInt8], _ second: [UInt8]) -> [String] {
        guard let left = try? ELFFile(first), let right = try? ELFFile(second) else { return [] }
        var rest = right.sections
        var names: [String] = []
        for section in left.sections where !section.name.isEmpty {
            guard let index = rest.firstIndex(where: { $0.name == section.name }) else {
                names.append(section.name)
                continue
            }
            if section.contents(in: first) != rest.remove(at: index).contents(in: second) {
                names.append(section.name)
            }
        }
        return names + rest.map(\.name).filter { !$0.isEmpty }
    }
}

extension Section {
    /// Its bytes in the file, or zeros if it has none, for comparison.
    fileprivate func contents(in bytes: [UInt8]) -> ArraySlice<UInt8> {
        guard occupiesFile else { return [UInt8](String(size).utf8)[...] }
        let start = min(Int(clamping: offset), bytes.count)
        return bytes[start..<min(start + min(Int(clamping: size), bytes.count), bytes.count)]
    }
}
