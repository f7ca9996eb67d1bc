import Foundation
import Host
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Tests that run the real program on real packages, one at a time, since a `swift build` takes every processor.
@Suite(
    .serialized, FixturesTrait(), .timeLimit(.minutes(10)), .requires(program: "swift"), .requires(program: "git"),
    .enabled("the native builder builds on Linux only") { isLinux })
enum ToolTests {}

private var isLinux: Bool {
    #if os(Linux)
    true
    #else
    false
    #endif
}

/// Packages that several tests look at; each is packaged when the first of them asks for it.
final class Fixtures: Sendable {
    @TaskLocal private static var current: Fixtures?

    private let greeter = Shared { try await PackagedFixture.greeter() }
    private let fleet = Shared { try await PackagedFixture.fleet() }
    private let misbehaving = Shared { try await PackagedFixture.misbehaving() }

    /// The example function, in a git repository with everything committed.
    static var greeter: PackagedFixture {
        get async throws { try await #require(current).greeter.value }
    }

    /// Two functions with resources; one of them depends on another package with resources.
    static var fleet: PackagedFixture {
        get async throws { try await #require(current).fleet.value }
    }

    /// A function that behaves as its variables say, and the same one without Lambda Insights as `uninsured`.
    static var misbehaving: PackagedFixture {
        get async throws { try await #require(current).misbehaving.value }
    }

    static func whileAvailable(_ body: () async throws -> Void) async throws {
        try await $current.withValue(Fixtures(), operation: body)
    }
}

/// Keeps the fixtures for as long as the tests of a suite run.
struct FixturesTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Fixtures.whileAvailable(function)
    }
}

/// A value that is made once, by whoever asks first.
private final class Shared<Value: Sendable>: Sendable {
    private let task = Mutex<Task<Value, any Error>?>(nil)
    private let make: @Sendable () async throws -> Value

    init(_ make: @escaping @Sendable () async throws -> Value) {
        self.make = make
    }

    var value: Value {
        get async throws {
            let task = task.withLock { [make] task in
                let made = task ?? Task { try await make() }
                task = made
                return made
            }
            return try await task.value
        }
    }
}

/// A package that several tests need cannot be packaged.
struct UnusableFixture: Error {
    var error: String
}

/// A package that was packaged without a fault.
struct PackagedFixture: Sendable {
    /// As odd as a path may be for Swift to build below it; see `BadInputTests` for odder ones.
    private static let oddName = "it's $odd 🐦"

    let scratch: ScratchDirectory
    let package: FilePath
    /// What the first run of `package` printed.
    let result: ToolResult

    fileprivate init(_ scratch: ScratchDirectory, _ package: FilePath, arguments: [String] = []) async throws {
        self.scratch = scratch
        self.package = package
        result = try await BuiltTool.run(["package"] + arguments, in: package)
        // Not an expectation: that would be recorded for the first test alone, and the others would pass without a try.
        guard result.status == 0 else { throw UnusableFixture(error: result.error) }
    }

    /// Writes a file of the package.
    @discardableResult
    func write(
        _ text: String, to name: String,
        permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
    ) throws -> FilePath {
        let path = package.appending(FilePath(name).components)
        try scratch.files.makeDirectory(path.removingLastComponent())
        try scratch.files.write(Array(text.utf8), to: path, permissions: permissions)
        return path
    }

    /// Runs the tool in the package.
    func run(
        _ arguments: [String], environment: [String: String?] = [:], timeLimit: Duration = .seconds(300)
    ) async throws -> ToolResult {
        try await BuiltTool.run(arguments, in: package, environment: environment, timeLimit: timeLimit)
    }

    /// The outputs of a function, by default below the package.
    func outputs(of function: String = "greeter", in output: FilePath? = nil) throws -> FunctionOutputs {
        try FunctionOutputs(
            of: function, in: output ?? package.appending(".build").appending("swiftlambda"), files: scratch.files)
    }
}

extension PackagedFixture {
    fileprivate static func greeter() async throws -> PackagedFixture {
        let scratch = try ScratchDirectory(isPlain: true)
        let package = try await scratch.copyTree(
            BuiltTool.root.appending("Examples").appending("Greeter"), to: "\(oddName)/greeter")
        // With its lock, since `terraform` would add one, and the tree would be dirty for the tests after that.
        let lock = try await BuiltTool.run(["lock"], in: package)
        guard lock.status == 0 else { throw UnusableFixture(error: lock.error) }
        try await makeRepository(of: package)
        return try await PackagedFixture(scratch, package)
    }

    fileprivate static func fleet() async throws -> PackagedFixture {
        let scratch = try ScratchDirectory(isPlain: true)
        try scratch.writeFleet(in: oddName)
        return try await PackagedFixture(
            scratch, scratch.appending(oddName).appending("fleet"), arguments: ["--symbols"])
    }
}

extension PackagedFixture {
    fileprivate static func misbehaving() async throws -> PackagedFixture {
        let scratch = try ScratchDirectory(isPlain: true)
        let source = BuiltTool.root.pushing("Tests/IntegrationTests/Packages/Misbehaving")
        let package = try await scratch.copyTree(source, to: "\(oddName)/misbehaving")
        return try await PackagedFixture(scratch, package)
    }
}

/// The directory that holds a function's archive and what belongs to it.
struct FunctionOutputs: Sendable {
    let directory: FilePath
    let files: LiveFileSystem

    init(of function: String, in output: FilePath, files: LiveFileSystem) throws {
        directory = output.appending(function).appending(try BuiltTool.architecture.rawValue)
        self.files = files
    }

    var archive: FilePath { directory.appending("function.zip") }

    /// What tells whether the archive is the file that it was.
    var archiveStatus: FileStatus {
        get throws { try #require(try files.status(of: archive, followingLinks: false)) }
    }

    /// The archive's bytes.
    var archiveBytes: [UInt8] {
        get throws { try files.read(archive, limit: .max) }
    }

    /// The manifest as a reader of its own sees it.
    var manifest: ManifestOnDisk {
        get throws {
            let bytes = try files.read(directory.appending("manifest.json"), limit: .max)
            return try JSONDecoder().decode(ManifestOnDisk.self, from: Data(bytes))
        }
    }

    /// The names of half-written files.
    var temporaries: [String] {
        get throws { try files.names(in: directory).filter { $0.hasPrefix(".swiftlambda-tmp-") } }
    }
}

/// The parts of a manifest that its readers rely on.
struct ManifestOnDisk: Decodable {
    struct Archive: Decodable {
        var file, sha256, sourceCodeHash, contentDigest: String
        var sizeBytes, unzippedSizeBytes: Int64
    }
    struct Entry: Decodable {
        var path, mode, sha256: String
        var sizeBytes: Int64
        var linkTarget: String?
    }
    struct Tools: Decodable {
        var compiler, triple, builder: String
        var image, imageDigest: String?
        var buildArguments: [String]?
    }
    struct Git: Decodable {
        var commit: String
        var dirty: Bool
    }
    struct Audit: Decodable {
        var findings: [Diagnostic]
        var libraries: [Library]
        struct Library: Decodable { var name, origin: String }
    }

    var formatVersion: Int
    var function, product, architecture, runtime: String
    var archive: Archive
    var entries: [Entry]
    var symbolsFile: String?
    var tools: Tools
    var git: Git?
    var audit: Audit
}
