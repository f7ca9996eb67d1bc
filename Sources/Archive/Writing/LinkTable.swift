import Model

/// The symbolic links of a tree, and their targets.
struct LinkTable {
    /// The targets' components by the link's bytes; strings compare by canonical equivalence, file names do not.
    private let targets: [[UInt8]: [UInt8]]

    /// Collects the links among some entries.
    init(_ entries: [ArchiveEntry]) {
        var targets: [[UInt8]: [UInt8]] = [:]
        for entry in entries {
            if case .symbolicLink(let target) = entry.content { targets[Array(entry.path.utf8)] = Array(target.utf8) }
        }
        self.targets = targets
    }

    /// The first problem with a link's target.
    ///
    /// A link to a missing path inside the tree is kept: it is harmless, and the user had it already.
    func fault(inTarget target: String, of path: String) -> ArchiveError.LinkFault? {
        let bytes = Array(target.utf8)
        if bytes.isEmpty { return .empty }
        if bytes.first == UInt8(ascii: "/") { return .absolute }
        if bytes.contains(0) { return .nul }
        if bytes.count > PathLimits.path { return .tooLong }
        return leavesTree(bytes, from: Array(path.utf8)) ? .leavesTree : nil
    }

    /// Follows the target as the kernel would, through further links.
    ///
    /// Reading only the text is not enough: `d/../x` leaves the tree if `d` is a link to its root.
    private func leavesTree(_ target: [UInt8], from link: [UInt8]) -> Bool {
        let slash = UInt8(ascii: "/")
        var position = Array(link.split(separator: slash).dropLast())
        var path = PathResolution<ArraySlice<UInt8>>([])
        guard path.follow(target.split(separator: slash)) else { return false }
        while let component = path.next() {
            if component.elementsEqual(".".utf8) { continue }
            if component.elementsEqual("..".utf8) {
                if position.popLast() == nil { return true }
                continue
            }
            position.append(component)
            guard let next = targets[Array(position.joined(separator: [slash]))] else { continue }
            if next.first == slash { return true }
            position.removeLast()
            // A longer chain of links than Linux follows leads nowhere.
            guard path.follow(next.split(separator: slash)) else { return false }
        }
        return false
    }
}
