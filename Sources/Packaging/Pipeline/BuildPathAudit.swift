import Building
import ELF
import Model
import SystemPackage

/// Looks for the build directory in a program: a program that contains it differs in another checkout.
///
/// SwiftPM gives the compiler absolute paths, and `#filePath`, or `#file` before Swift 6, puts them into the code.
struct BuildPathAudit {
    /// The number of files to list.
    private static let mostNamed = 8
    /// The maximum length of a path: `PATH_MAX` of Linux.
    private static let longest = 4_096

    let package: FilePath
    let scratch: FilePath

    init(package: FilePath, scratch: FilePath) {
        self.package = package
        self.scratch = scratch
    }

    init(_ build: PackageBuild, of run: PackageRun) {
        self.init(package: run.package, scratch: build.scratch(in: run.scratch))
    }

    /// One warning that lists the files, or nothing.
    ///
    /// - Parameter name: the program's path in the archive.
    func findings(in program: [UInt8], named name: String = LambdaPaths.bootstrap) -> [Diagnostic] {
        let paths = self.paths(in: program)
        guard !paths.isEmpty else { return [] }
        let named = paths.prefix(Self.mostNamed).map { "'\($0)'" }.joined(separator: ", ")
        let rest = paths.count - Self.mostNamed
        return [
            .warning(
                "build.absolute-path",
                paths.count == 1
                    ? "'\(name)' contains the absolute path of \(named)"
                    : "'\(name)' contains the absolute paths of \(paths.count) build files",
                explanation: (paths.count == 1 ? "" : named + (rest > 0 ? " and \(rest) more. " : ". "))
                    + "So the archive differs if the package is in another directory.",
                hints: [
                    "use #fileID instead of #filePath, and instead of #file in language modes before Swift 6"
                ])
        ]
    }

    /// The distinct paths below the package or the scratch directory, as the user knows them, sorted.
    func paths(in program: [UInt8]) -> [String] {
        // The audit reports invalid ELF files. Debug information is not loaded, so it is not checked.
        guard let file = try? ELFFile(program) else { return [] }
        var found: Set<String> = []
        for segment in file.segments where segment.kind == .load {
            let (end, isBeyond) = segment.offset.addingReportingOverflow(segment.fileSize)
            let range = (Int(clamping: segment.offset)..<(isBeyond ? .max : Int(clamping: end)))
            let bytes = program[range.clamped(to: program.indices)]
            for directory in Set([package, scratch]) {
                bytes.withUnsafeBytes { Self.collect(Array(directory.string.utf8), in: $0, into: &found) }
            }
        }
        return Set(found.map(shown)).sorted()
    }

    private static func collect(
        _ directory: [UInt8], in bytes: UnsafeRawBufferPointer, into found: inout Set<String>
    ) {
        let separator = UInt8(ascii: "/")
        guard bytes.count > directory.count, directory.first == separator else { return }
        var index = 0
        while index < bytes.count - directory.count {
            defer { index += 1 }
            guard bytes[index] == separator, bytes[index + directory.count] == separator,
                bytes[index..<index + directory.count].elementsEqual(directory)
            else { continue }
            let text = bytes[index...].prefix(longest).prefix { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") }
            found.insert(String(decoding: text, as: UTF8.self))
        }
    }

    /// A path below the package as its author knows it, or below the checkouts of dependencies.
    private func shown(_ path: String) -> String {
        let components = FilePath(SourceAliases.relativePath(in: FilePath(path)) ?? path).components.map(\.string)
        if path.hasPrefix(scratch.string + "/"), let index = components.lastIndex(of: "checkouts") {
            return components[(index + 1)...].joined(separator: "/")
        }
        if let relative = SourceAliases.relativePath(in: FilePath(path)) { return relative }
        for directory in [package, scratch] where path.hasPrefix(directory.string + "/") {
            return String(path.dropFirst(directory.string.count + 1))
        }
        return path
    }
}
