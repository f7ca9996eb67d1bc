import Model

/// Follows the links of an archive as Linux would on Lambda.
struct LinkWalk {
    /// Where a link leads in the end.
    enum Destination: Hashable {
        /// To something in the archive.
        case inside
        /// To a place in the archive where nothing is, or in a circle.
        case nowhere
        /// Out of the archive, to an absolute path on Lambda.
        case outside(String)
        /// It was not followed to its end: the links of the archive take too many steps.
        case unknown
    }

    /// The most components that are followed for all links together; a hostile archive could ask for billions.
    private static let mostSteps = 2_000_000
    /// Linux follows at most 40 links in one path (path_resolution(7)).
    private static let mostLinks = 40
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
        var pending: [ArraySlice<UInt8>] = []
        var links = 0
        var met: String? = target
        while true {
            if let target = met {
                met = nil
                links += 1
                guard links <= Self.mostLinks, !target.isEmpty else { return .nowhere }
                if target.hasPrefix("/") {
                    guard let below = Self.belowTask(target) else {
                        return .outside(Self.absolute(Self.components(of: target) + pending.reversed()))
                    }
                    position = [tree.root]
                    pending += Self.components(of: below).reversed()
                } else {
                    pending += Self.components(of: target).reversed()
                }
            }
            guard let component = pending.popLast() else { return .inside }
            steps += 1
            guard steps <= Self.mostSteps else { return .unknown }
            if component.elementsEqual(".".utf8) { continue }
            if component.elementsEqual("..".utf8) {
                if position.count == 1 {
                    let parent = Self.components(of: LambdaPaths.taskDirectory).dropLast()
                    return .outside(Self.absolute(parent + pending.reversed()))
                }
                position.removeLast()
                continue
            }
            guard let place = tree.child(component, of: position[position.count - 1]) else { return .nowhere }
            if case .link(let target)? = tree.entry(at: place)?.kind {
                met = target
            } else {
                position.append(place)
            }
        }
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
