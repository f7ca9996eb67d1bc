import Host
import SystemPackage

/// Finds the Swift sources whose compiled code may depend on the length of their path.
///
/// `withoutActuallyEscaping` makes the compiler check whether a closure escaped. All other sources keep
/// their names: an actor's executor check writes the short `Module/File.swift` into the code only
/// if the compiler knows the file by its argument (`getMagicFileIDString` in Swift's
/// `lib/SILGen/SILGen.cpp`).
struct EscapeCheckedSources {
    static let word = Array("withoutActuallyEscaping".utf8)
    /// Larger than any hand-written source.
    private static let sizeLimit = 4 << 20
    /// Deeper than any package; this also ends recursive mounts.
    private static let deepest = 64

    let files: any FileSystem
    /// A directory without sources.
    let excluded: FilePath

    /// The sources below a directory, as relative paths; links to directories are not followed.
    func paths(below directory: FilePath) throws(FileError) -> [String] {
        var found: [String] = []
        try collect(directory, way: "", depth: 0, into: &found)
        return found
    }

    private func collect(
        _ directory: FilePath, way: String, depth: Int, into found: inout [String]
    ) throws(FileError) {
        guard depth < Self.deepest, directory != excluded else { return }
        guard try files.status(of: directory, followingLinks: depth == 0)?.kind == .directory else { return }
        for name in try files.names(in: directory) where !name.hasPrefix(".") {
            let path = directory.appending(name)
            let rest = way.isEmpty ? name : "\(way)/\(name)"
            guard name.hasSuffix(".swift") else {
                // Most files have an extension, and most directories of a package have none.
                if try files.status(of: path, followingLinks: false)?.kind == .directory {
                    try collect(path, way: rest, depth: depth + 1, into: &found)
                }
                continue
            }
            guard let status = try files.status(of: path, followingLinks: true), status.kind == .regular,
                status.size <= Self.sizeLimit, try Self.contains(Self.word, in: files.read(path, limit: Self.sizeLimit))
            else { continue }
            found.append(rest)
        }
    }

    /// Whether a word is in a text, with the Boyer-Moore-Horspool algorithm.
    static func contains(_ word: [UInt8], in text: [UInt8]) -> Bool {
        guard let last = word.last else { return true }
        var steps = [Int](repeating: word.count, count: 256)
        for (index, byte) in word.dropLast().enumerated() { steps[Int(byte)] = word.count - 1 - index }
        return text.withUnsafeBufferPointer { text in
            var end = word.count - 1
            while end < text.count {
                let byte = text[end]
                if byte == last, text[(end - word.count + 1)...end].elementsEqual(word) { return true }
                end += steps[Int(byte)]
            }
            return false
        }
    }
}
