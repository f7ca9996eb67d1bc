import Building
import ELF
import Model
import SystemPackage

/// Looks for the directory of the build in a program: a program that holds it is another one in another checkout.
///
/// SwiftPM gives the compiler absolute paths, and code that says `#filePath`, or `#file` before Swift 6, keeps them.
struct BuildPathAudit {
    /// How many files are named.
    private static let mostNamed = 8
    /// The longest path that is read: `PATH_MAX` of Linux.
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

    /// One warning that names the files, or nothing.
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
                    ? "'\(name)' holds the absolute path of \(named)"
                    : "'\(name)' holds the absolute paths of \(paths.count) files of the build",
                explanation: (paths.count == 1 ? "" : named + (rest > 0 ? " and \(rest) more. " : ". "))
                    + "So the archive has other bytes where the package lies in another directory.",
                hints: [
                    "write #fileID in the place of #filePath, and of #file where the language mode is before Swift 6"
                ])
        ]
    }

    /// The distinct paths below the package or the scratch directory, as they are known to the user, sorted.
    func paths(in program: [UInt8]) -> [String] {
        // What is no sound ELF file, the audit tells. Debug information is not loaded, and not looked at.
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
