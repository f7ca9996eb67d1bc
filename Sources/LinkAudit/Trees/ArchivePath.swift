import Model

/// A place in the archive, relative to the task directory.
package struct ArchivePath: Hashable {
    /// The path relative to the archive's root, without `.` and `..`.
    package let text: String

    /// A path on Lambda in the task directory.
    package init?(mounted path: String) {
        guard path == LambdaPaths.taskDirectory || path.hasPrefix(LambdaPaths.taskDirectory + "/") else { return nil }
        self.init(relative: String(path.dropFirst(LambdaPaths.taskDirectory.count)))
    }

    /// A path relative to the archive's root, or `nil` if it leaves it.
    package init?(relative path: String) {
        var components: [Substring] = []
        for component in path.split(separator: "/") where component != "." {
            if component == ".." {
                guard components.popLast() != nil else { return nil }
            } else {
                components.append(component)
            }
        }
        text = components.joined(separator: "/")
    }

    /// The path of the directory that contains a path.
    package static func directory(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
}
