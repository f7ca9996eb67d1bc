import Host
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Scaffolding

@Suite struct PackageWriterTests {
    private let scratch: ScratchDirectory
    private let package = [
        PackagePlan.File(path: "Package.swift", text: "package\n"),
        PackagePlan.File(path: "Sources/A/A.swift", text: "a\n"),
        PackagePlan.File(path: "Sources/A/B.swift", text: "b\n"),
    ]

    init() throws { scratch = try ScratchDirectory() }

    private func write(to name: String) throws {
        try PackageWriter(files: scratch.files).write(package, to: scratch.appending(name))
    }

    @Test func aNewDirectoryIsMadeWithThoseAbove() throws {
        try write(to: "a/b/new")
        #expect(try scratch.text(of: "a/b/new/Sources/A/B.swift") == "b\n")
        #expect(try scratch.files.names(in: scratch.appending("a/b/new")) == ["Package.swift", "Sources"])
    }

    @Test func otherFilesStayAsTheyAre() throws {
        try scratch.write("mine", to: "there/Sources/Mine.swift")
        try write(to: "there")
        #expect(try scratch.text(of: "there/Sources/Mine.swift") == "mine")
        #expect(try scratch.text(of: "there/Package.swift") == "package\n")
    }

    @Test func filesInTheWayAreAllNamedAndNothingIsWritten() throws {
        try scratch.write("mine", to: "there/Package.swift")
        try scratch.write("mine", to: "there/Sources/A")
        let directory = scratch.appending("there")
        #expect(throws: OccupiedPlace(directory: directory, paths: ["Package.swift", "Sources/A"])) {
            try write(to: "there")
        }
        #expect(try scratch.files.names(in: directory) == ["Package.swift", "Sources"])
        #expect(try scratch.text(of: "there/Package.swift") == "mine")
    }

    @Test func aLinkToNothingIsInTheWayToo() throws {
        try scratch.files.makeDirectory(scratch.appending("there"))
        try scratch.files.link(scratch.appending("there/Package.swift"), to: "nowhere")
        #expect(throws: OccupiedPlace.self) { try write(to: "there") }
        try scratch.files.link(scratch.appending("dangling"), to: "nowhere")
        #expect(throws: OccupiedPlace(directory: scratch.appending("dangling"), paths: [])) {
            try write(to: "dangling")
        }
        try scratch.write("a file", to: "file")
        #expect(throws: OccupiedPlace(directory: scratch.appending("file"), paths: [])) { try write(to: "file") }
    }

    @Test func aFailureHalfWayLeavesNothing() throws {
        let full = FullFileSystem(files: scratch.files, capacity: 2)
        #expect(throws: FileError.self) {
            try PackageWriter(files: full).write(package, to: scratch.appending("a/new"))
        }
        #expect(try scratch.files.names(in: scratch.path) == [])

        try scratch.write("mine", to: "there/Sources/Mine.swift")
        #expect(throws: FileError.self) {
            try PackageWriter(files: full).write(package, to: scratch.appending("there"))
        }
        #expect(try scratch.files.names(in: scratch.appending("there")) == ["Sources"])
        #expect(try scratch.files.names(in: scratch.appending("there/Sources")) == ["Mine.swift"])
    }

    @Test func aFileThatComesMeanwhileStaysAndEverythingElseGoes() throws {
        let directory = scratch.appending("there")
        let racing = FullFileSystem(files: scratch.files, capacity: .max) { [scratch] path in
            if path.lastComponent == "B.swift" { try scratch.write("somebody else's", to: "there/Sources/A/B.swift") }
        }
        let error = #expect(throws: FileError.self) { try PackageWriter(files: racing).write(package, to: directory) }
        #expect(error?.reason == .fileExists)
        #expect(try scratch.files.names(in: directory) == ["Sources"])
        #expect(try scratch.text(of: "there/Sources/A/B.swift") == "somebody else's")
    }

    @Test func cancellationLeavesNothing() async throws {
        let directory = scratch.appending("new")
        let task = Task { [package, scratch] in
            withUnsafeCurrentTask { $0?.cancel() }
            try PackageWriter(files: scratch.files).write(package, to: directory)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try scratch.files.names(in: scratch.path) == [])
    }
}

/// A file system on which only so many files can be made, and on which something may happen before each.
private final class FullFileSystem: FileSystem {
    private let files: LiveFileSystem
    private let room: Mutex<Int>
    private let before: @Sendable (FilePath) throws -> Void

    init(files: LiveFileSystem, capacity: Int, before: @escaping @Sendable (FilePath) throws -> Void = { _ in }) {
        self.files = files
        room = Mutex(capacity)
        self.before = before
    }

    func create(_ path: FilePath, bytes: [UInt8], permissions: FilePermissions) throws(FileError) {
        let hasRoom = room.withLock { room in
            room -= room > 0 ? 1 : 0
            return room > 0
        }
        guard hasRoom, (try? before(path)) != nil else { throw FileError(.write, path, .noSpace) }
        try files.create(path, bytes: bytes, permissions: permissions)
    }

    func status(of path: FilePath, followingLinks: Bool) throws(FileError) -> FileStatus? {
        try files.status(of: path, followingLinks: followingLinks)
    }
    func names(in directory: FilePath) throws(FileError) -> [String] { try files.names(in: directory) }
    func makeDirectory(_ path: FilePath) throws(FileError) { try files.makeDirectory(path) }
    func remove(_ path: FilePath) throws(FileError) { try files.remove(path) }

    func read(_ path: FilePath, limit: Int) throws(FileError) -> [UInt8] { throw FileError(.read, path, .notSupported) }
    func readParts(of path: FilePath, body: (UnsafeRawBufferPointer) throws -> Void) throws {
        throw FileError(.read, path, .notSupported)
    }
    func write(_ bytes: [UInt8], to path: FilePath, permissions: FilePermissions) throws(FileError) -> Bool {
        throw FileError(.write, path, .notSupported)
    }
    func copy(_ source: FilePath, to destination: FilePath, permissions: FilePermissions) throws(FileError) {
        throw FileError(.write, destination, .notSupported)
    }
    func destination(ofLink path: FilePath) throws(FileError) -> FilePath {
        throw FileError(.read, path, .notSupported)
    }
    func link(_ path: FilePath, to destination: FilePath) throws(FileError) {
        throw FileError(.link, path, .notSupported)
    }
    func rename(_ source: FilePath, to destination: FilePath) throws(FileError) {
        throw FileError(.rename, source, .notSupported)
    }
    func removeStaleTemporaries(in directory: FilePath) throws(FileError) -> [String] { [] }
    func realPath(_ path: FilePath) throws(FileError) -> FilePath { throw FileError(.read, path, .notSupported) }
    func lock(_ path: FilePath, whenBusy: @Sendable () -> Void) async throws -> any FileLock {
        throw FileError(.lock, path, .notSupported)
    }
}
