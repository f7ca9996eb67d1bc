package import Host
package import SystemPackage
import Testing

extension Host {
    /// A host whose file system and processes fail the test when they are used, unless they are given.
    package static func testing(
        environment: [String: String] = [:],
        workingDirectory: FilePath = "/nowhere",
        files: any FileSystem = UnusableFileSystem(),
        processes: any ProcessRunner = ScriptedProcessRunner(),
        launcher: any ProgramLauncher = UnusableLauncher(),
        exits: any ExitWatcher = NoExitWatcher(),
        clock: any HostClock = FixedClock(),
        standardOutput: any TextSink = RecordingSink(),
        standardError: any TextSink = RecordingSink()
    ) -> Host {
        Host(
            environment: environment,
            workingDirectory: workingDirectory,
            processorCount: 2,
            files: files,
            processes: processes,
            launcher: launcher,
            exits: exits,
            ownProgram: nil,
            clock: clock,
            standardOutput: standardOutput,
            standardError: standardError
        )
    }
}

/// A launcher that fails the test when it is used.
package struct UnusableLauncher: ProgramLauncher {
    /// Creates the launcher.
    package init() {}

    /// Fails the test.
    package func launch(
        _ program: ProgramLaunch, hasRoom: @escaping @Sendable () -> Bool,
        onEvent: @escaping @Sendable (LaunchedProgramEvent) -> Void
    ) throws(ProcessError) -> any LaunchedProgram {
        Issue.record("this test must not start '\(program.executable)'")
        throw .notFound(executable: program.executable.string)
    }

    /// Fails the test.
    package func killStrays(withVariable name: String, value: String) {
        Issue.record("this test must not kill processes with \(name)")
    }
}

/// A file system that fails the test when it is used.
package struct UnusableFileSystem: FileSystem {
    /// Creates the file system.
    package init() {}

    private func refusal(_ operation: FileError.Operation, _ path: FilePath) -> FileError {
        Issue.record("this test must not \(operation.rawValue) '\(path)'")
        return FileError(operation, path, .notSupported)
    }

    /// Fails the test.
    package func status(of path: FilePath, followingLinks: Bool) throws(FileError) -> FileStatus? {
        throw refusal(.read, path)
    }
    /// Fails the test.
    package func names(in directory: FilePath) throws(FileError) -> [String] { throw refusal(.list, directory) }
    /// Fails the test.
    package func read(_ path: FilePath, limit: Int) throws(FileError) -> [UInt8] { throw refusal(.read, path) }
    /// Fails the test.
    package func readParts(of path: FilePath, body: (UnsafeRawBufferPointer) throws -> Void) throws {
        throw refusal(.read, path)
    }
    /// Fails the test.
    package func write(
        _ bytes: [UInt8], to path: FilePath, permissions: FilePermissions
    ) throws(FileError) -> Bool {
        throw refusal(.write, path)
    }
    /// Fails the test.
    package func create(_ path: FilePath, bytes: [UInt8], permissions: FilePermissions) throws(FileError) {
        throw refusal(.create, path)
    }
    /// Fails the test.
    package func overwrite(_ path: FilePath, at offset: Int64, with bytes: [UInt8]) throws(FileError) {
        throw refusal(.write, path)
    }
    /// Fails the test.
    package func copy(
        _ source: FilePath, to destination: FilePath, permissions: FilePermissions
    ) throws(FileError) {
        throw refusal(.write, destination)
    }
    /// Fails the test.
    package func destination(ofLink path: FilePath) throws(FileError) -> FilePath { throw refusal(.read, path) }
    /// Fails the test.
    package func link(_ path: FilePath, to destination: FilePath) throws(FileError) { throw refusal(.link, path) }
    /// Fails the test.
    package func makeDirectory(_ path: FilePath) throws(FileError) { throw refusal(.create, path) }
    /// Fails the test.
    package func rename(_ source: FilePath, to destination: FilePath) throws(FileError) {
        throw refusal(.rename, source)
    }
    /// Fails the test.
    package func remove(_ path: FilePath) throws(FileError) { throw refusal(.remove, path) }
    /// Fails the test.
    package func removeStaleTemporaries(in directory: FilePath) throws(FileError) -> [String] {
        throw refusal(.remove, directory)
    }
    /// Fails the test.
    package func realPath(_ path: FilePath) throws(FileError) -> FilePath { throw refusal(.read, path) }
    /// Fails the test.
    package func lock(_ path: FilePath, whenBusy: @Sendable () -> Void) async throws -> any FileLock {
        throw refusal(.lock, path)
    }
}
