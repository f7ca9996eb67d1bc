#if os(Linux)
import Foundation
import Testing

@testable import ELF

/// GNU's or LLVM's readelf, which read the same files by other code.
private let readelf: String? = ["/usr/bin/readelf", "/usr/bin/llvm-readelf"].first {
    FileManager.default.isExecutableFile(atPath: $0)
}

/// A binary of this machine.
@Suite
struct RealBinaryTests {
    static let paths = ["/proc/self/exe", "/bin/sh"].filter { FileManager.default.isReadableFile(atPath: $0) }

    private func read(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path).resolvingSymlinksInPath()))
    }

    /// What readelf prints, a line each.
    private func lines(_ arguments: [String], _ path: String) throws -> [Substring] {
        let process = Process()
        process.executableURL = URL(filePath: try #require(readelf))
        process.arguments = arguments + ["-W", URL(filePath: path).resolvingSymlinksInPath().path]
        let output = Pipe()
        process.environment = ["LC_ALL": "C"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self).split(separator: "\n")
    }

    private func matches(_ pattern: Regex<(Substring, Substring)>, in lines: [Substring]) -> [String] {
        lines.compactMap { line in line.firstMatch(of: pattern).map { String($0.1) } }
    }

    /// The test's own binary has this machine's type and architecture.
    @Test func ownProcess() throws {
        let file = try ELFFile(try read("/proc/self/exe"))
        #if arch(x86_64)
        #expect(file.machine == .x86_64)
        #elseif arch(arm64)
        #expect(file.machine == .aarch64)
        #endif
        #expect(file.isProgram)
        #expect(file.versionRequirements.contains { $0.version.hasPrefix("GLIBC_") && !$0.symbols.isEmpty })
        let modules = try #require(try file.moduleSizes()).shares.map(\.owner)
        #expect(modules.contains(.swiftModule("ELF")) && modules.contains(.swiftModule("ELFTests")))
    }

    /// A file is read as readelf reads it.
    @Test(
        .enabled(if: readelf != nil, "readelf is not installed"),
        arguments: paths)
    func agreesWithReadelf(path: String) throws {
        let file = try ELFFile(try read(path))
        let dynamic = try lines(["-d"], path)
        let needed = matches(#/\(NEEDED\).*\[(.*)\]/#, in: dynamic)
        #expect(file.dynamic?.neededLibraries == needed)
        let runpath = matches(#/\(RUNPATH\).*\[(.*)\]/#, in: dynamic).first
        #expect(file.dynamic?.runpath == runpath?.split(separator: ":").map(String.init) ?? [])
        let interpreter = matches(#/program interpreter: (.*)\]/#, in: try lines(["-l"], path)).first
        #expect(file.interpreter == interpreter)
        let buildID = file.buildID?.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let expectedBuildID = matches(#/Build ID: (\S+)/#, in: try lines(["-n"], path)).first
        #expect(buildID == expectedBuildID)
        let versions = matches(#/Name: (\S+)\s+Flags: /#, in: try lines(["-V"], path))
        #expect(file.versionRequirements.map(\.version) == versions)
        let expected = matches(#/ UND (\S+?)@/#, in: try lines(["--dyn-syms"], path))
        // Variables copied into the program ask for a version, too, but are defined in it.
        #expect(Set(file.versionRequirements.flatMap(\.symbols)).isSuperset(of: expected))
        #expect(!expected.isEmpty)
    }

    /// Symbols never count more bytes than the sections have.
    @Test(
        arguments: paths)
    func sizesAreBounded(path: String) throws {
        let file = try ELFFile(try read(path))
        guard let sizes = try file.moduleSizes() else { return }
        let loaded = file.sections.filter { $0.isLoaded && $0.occupiesFile }.reduce(0) { $0 + $1.size }
        #expect(sizes.bytes <= loaded)
        #expect(sizes.bytes > 0)
    }

    /// Version requirements are the same without section headers.
    @Test(arguments: paths)
    func withoutSectionHeaders(path: String) throws {
        let bytes = try read(path)
        var stripped = bytes
        stripped.replaceSubrange(40..<48, with: repeatElement(0, count: 8))
        stripped.replaceSubrange(60..<64, with: repeatElement(0, count: 4))
        let file = try ELFFile(bytes)
        let other = try ELFFile(stripped)
        #expect(other.sections.isEmpty)
        #expect(other.versionRequirements == file.versionRequirements)
        #expect(other.dynamic == file.dynamic)
        #expect(other.buildID == file.buildID)
    }
}
#endif
