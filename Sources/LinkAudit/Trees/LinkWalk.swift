import Model

/// Follows the links of an archive as Linux would on Lambda.
struct LinkWalk {
    /// Where a link ends.
    enum Destination: Hashable {
        /// At an entry of the archive; `nil` is an implied directory.
        case inside(AuditedEntry?)
        /// At a path that the archive does not have, or in a loop.
        case nowhere
        /// Outside the archive, at an absolute path on Lambda.
        case outside(String)
        /// Unknown: the links of the archive take too many steps.
        case unknown
    }

    /// The maximum number of components followed for all links; a hostile archive could require billions.
    private static let mostSteps = 2_000_000
    private static let slash = UInt8(ascii: "/")

    private let tree: EntryTree
    private var steps = 0

    init(_ tree: EntryTree) {
        self.tree = tree
    }

    /// Follows a link of the archive.
    mutating func destination(of target: String, from link: String) -> Destination {
        var position = [tree.root]
        for component in Self.components(of: link).dropLast() {
            guard let next = tree.child(component, of: position[position.count - 1]) else { return .nowhere }
            position.append(next)
        }
        var path = PathResolution<ArraySlice<UInt8>>([])
        return follow(target, &path, from: &position) ?? walk(&path, from: &position)
    }

    /// Follows a path from the archive's root.
    mutating func destination(ofPath path: String) -> Destination {
        var path = PathResolution(Self.components(of: path))
        var position = [tree.root]
        return walk(&path, from: &position)
    }

    private mutating func walk(
        _ path: inout PathResolution<ArraySlice<UInt8>>, from position: inout [EntryTree.Place]
    ) -> Destination {
        while let component = path.next() {
            steps += 1
            guard steps <= Self.mostSteps else { return .unknown }
            if component.elementsEqual(".".utf8) { continue }
            if component.elementsEqual("..".utf8) {
                if position.count == 1 {
                    let parent = Self.components(of: LambdaPaths.taskDirectory).dropLast()
                    return .outside(Self.absolute(parent + path.rest))
                }
                position.removeLast()
                continue
            }
            guard let place = tree.child(component, of: position[position.count - 1]) else { return .nowhere }
            if case .link(let target)? = tree.entry(at: place)?.kind {
                if let end = follow(target, &path, from: &position) { return end }
            } else {
                position.append(place)
            }
        }
        return .inside(tree.entry(at: position[position.count - 1]))
    }

    /// Follows a link's target.
    ///
    /// - Returns: its end, if it leaves the archive or is not followed.
    private func follow(
        _ target: String, _ path: inout PathResolution<ArraySlice<UInt8>>, from position: inout [EntryTree.Place]
    ) -> Destination? {
        var components = Self.components(of: target)
        if target.hasPrefix("/") {
            guard let below = Self.belowTask(target) else {
                let end = Self.absolute(components + path.rest)
                return path.follow([]) ? .outside(end) : .nowhere
            }
            components = Self.components(of: below)
            position = [tree.root]
        }
        return path.follow(components) && !target.isEmpty ? nil : .nowhere
    }

    private static func components(of path: some StringProtocol) -> [ArraySlice<UInt8>] {
        Array(path.utf8).split(separator: slash)
    }

    private static func belowTask(_ target: String) -> Substring? {
        let task = LambdaPaths.taskDirectory
        return target == task || target.hasPrefix(task + "/") ? target.dropFirst(task.count) : nil
    }

    /// An absolute path without `.` and `..`.
    private static func absolute(_ components: [ArraySlice<UInt8>]) -> String {
        var kept: [ArraySlice<UInt8>] = []
        for component in components where !component.elementsEqual(".".utf8) {
            if component.elementsEqual("..".utf8) {
                _ = kept.popLast()
            } else {
                kept.append(component)
            }
        }
        return "/" + String(decoding: Array(kept.joined(separator: [slash])), as: UTF8.self)
    }
}
