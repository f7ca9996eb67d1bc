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

    /// The entry and its sections, for people.
    package var text: String {
        let what =
            switch kind {
            case .missing: "is missing from the other"
            case .added: "is only in the other"
            case .mode: "has another mode"
            case .content: "has other bytes"
            }
        return "'\(path)' \(what)" + (sections.isEmpty ? "" : " in " + sections.joined(separator: ", "))
    }
}

/// Tells in what two archives of one function differ.
struct ArchiveComparison {
    let first: (archive: FilePath, manifest: Manifest)
    let other: (archive: FilePath, manifest: Manifest)

    /// The differences, by path.
    func differences() throws -> [ArchiveDifference] {
        // By bytes: Linux tells apart what Unicode takes for the same text.
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

    /// The sections that only one of two ELF files has or in which they differ; none where one is no ELF file.
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
    /// Its bytes in the file, or as many zeros as its size where it has none, as a value to compare.
    fileprivate func contents(in bytes: [UInt8]) -> ArraySlice<UInt8> {
        guard occupiesFile else { return [UInt8](String(size).utf8)[...] }
        let start = min(Int(clamping: offset), bytes.count)
        return bytes[start..<min(start + min(Int(clamping: size), bytes.count), bytes.count)]
    }
}
