import Host
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

    @Test func whatWasKilledAtAnyMomentCanBeRepeated() throws {
        // Every call that changes something is a moment at which the process may be gone; nothing is cleaned up then.
        for calls in 0...8 {
            let directory = scratch.appending("killed-\(calls)/new")
            let dying = DyingFileSystem(files: scratch.files, calls: calls)
            let isWhole: Bool
            do {
                try PackageWriter(files: dying).write(package, to: directory)
                isWhole = true
            } catch is FileError {
                isWhole = false
            }
            // Four directories and three files.
            #expect(isWhole == (calls >= 7), "\(calls) calls")
            if calls >= 4 {
                try scratch.write("half", to: "killed-\(calls)/new/Sources/A/.swiftlambda-tmp-1-left")
            }
            try PackageWriter(files: scratch.files).write(package, to: directory)
            #expect(try scratch.files.names(in: directory) == ["Package.swift", "Sources"])
            #expect(try scratch.files.names(in: directory.pushing("Sources/A")) == ["A.swift", "B.swift"])
            for file in package {
                #expect(try scratch.text(of: "killed-\(calls)/new/\(file.path)") == file.text)
            }
        }
    }

    @Test func aFileThatWasEditedSinceIsInTheWay() throws {
        try write(to: "new")
        try scratch.write("packagE\n", to: "new/Package.swift")
        #expect(throws: OccupiedPlace(directory: scratch.appending("new"), paths: ["Package.swift"])) {
            try write(to: "new")
        }
        #expect(try scratch.text(of: "new/Package.swift") == "packagE\n")
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
