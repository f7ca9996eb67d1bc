import Host
package import SystemPackage
package import Testing

/// Compares text with a file beside the test, and shows the lines that differ.
///
/// Set `SWIFTLAMBDA_UPDATE_GOLDEN` to 1 to write the file instead.
///
/// - Parameters:
///   - text: what the test made.
///   - path: the file, from the directory of the test's source file.
///   - testFile: the test's source file.
///   - sourceLocation: where a difference is reported.
package func expectGolden(
    _ text: String,
    _ path: FilePath,
    testFile: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let files = LiveFileSystem()
    let file = FilePath(testFile).removingLastComponent().pushing(path)
    if testEnvironment["SWIFTLAMBDA_UPDATE_GOLDEN"] == "1" {
        try files.makeDirectory(file.removingLastComponent())
        try files.write(Array(text.utf8), to: file, permissions: [.ownerReadWrite, .groupRead, .otherRead])
        return
    }
    let expected = String(decoding: try files.read(file, limit: .max), as: UTF8.self)
    guard text != expected else { return }
    let difference = lineDifference(from: expected, to: text)
    Issue.record("\(path) differs (- expected, + made):\n\(difference)", sourceLocation: sourceLocation)
}

/// The lines that two texts differ in, marked `-` and `+`, with the two lines before and after each.
package func lineDifference(from old: String, to new: String) -> String {
    let oldLines = old.split(separator: "\n", omittingEmptySubsequences: false)
    let newLines = new.split(separator: "\n", omittingEmptySubsequences: false)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in newLines.difference(from: oldLines) {
        switch change {
        case .remove(let offset, _, _): removed.insert(offset)
        case .insert(let offset, _, _): inserted.insert(offset)
        }
    }

    var lines: [(mark: String, text: Substring)] = []
    var (oldIndex, newIndex) = (0, 0)
    while oldIndex < oldLines.count || newIndex < newLines.count {
        if removed.contains(oldIndex) {
            lines.append(("-", oldLines[oldIndex]))
            oldIndex += 1
        } else if inserted.contains(newIndex) {
            lines.append(("+", newLines[newIndex]))
            newIndex += 1
        } else {
            lines.append((" ", newLines[newIndex]))
            (oldIndex, newIndex) = (oldIndex + 1, newIndex + 1)
        }
    }

    let changed = lines.indices.filter { lines[$0].mark != " " }
    let shown = Set(changed.flatMap { ($0 - 2)...($0 + 2) })
    return lines.indices.filter(shown.contains).map { index in
        let gap = shown.contains(index - 1) || index == 0 ? "" : "…\n"
        return gap + lines[index].mark + " " + lines[index].text
    }.joined(separator: "\n")
}
