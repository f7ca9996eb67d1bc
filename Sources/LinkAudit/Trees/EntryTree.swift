import Archive

/// The entries of an archive as the tree that unpacking creates, including implied directories.
///
/// It keeps each path once and searches their sorted list, so that a path of thousands of components costs no
/// more than its bytes.
struct EntryTree {
    /// A file, link or directory of the tree.
    struct Place {
        /// The entries at it and below it, in the sorted list.
        fileprivate var range: Range<Int>
        /// The length of its path.
        fileprivate var length: Int
    }

    private let paths: [BytePath]
    private let entries: [AuditedEntry]

    /// Sorts entries; of entries with the same path, the last wins.
    init(_ entries: [AuditedEntry]) {
        let keyed = entries.enumerated().map { (path: BytePath($1.path.utf8), number: $0, entry: $1) }
            .sorted { ($0.path, $0.number) < ($1.path, $1.number) }
        paths = keyed.map(\.path)
        self.entries = keyed.map(\.entry)
    }

    /// The archive's root.
    var root: Place { Place(range: paths.indices, length: 0) }

    /// What a path component leads to from a place, without following links.
    func child(_ component: ArraySlice<UInt8>, of place: Place) -> Place? {
        let offset = place.length == 0 ? 0 : place.length + 1
        let start = firstIndex(in: place.range) { paths[$0].order(ofComponentAt: offset, against: component) >= 0 }
        let end = firstIndex(in: start..<place.range.upperBound) {
            paths[$0].order(ofComponentAt: offset, against: component) > 0
        }
        return start < end ? Place(range: start..<end, length: offset + component.count) : nil
    }

    /// The entry of a place, or `nil` for an implied directory.
    func entry(at place: Place) -> AuditedEntry? {
        guard place.length > 0 else { return nil }
        let end = firstIndex(in: place.range) { paths[$0].count > place.length }
        return end > place.range.lowerBound ? entries[end - 1] : nil
    }

    /// The paths of entries below a file or a link.
    func entriesBelowFiles() -> [String] {
        var found: [String] = []
        var obstacle: BytePath?
        for (path, entry) in zip(paths, entries) {
            if let obstacle, path.isBelow(obstacle) {
                found.append(entry.path)
            } else if entry.kind != .directory {
                obstacle = path
            }
        }
        return found
    }

    /// The first index that fulfils a condition, if all later indices fulfil it too.
    private func firstIndex(in range: Range<Int>, where condition: (Int) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if condition(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
