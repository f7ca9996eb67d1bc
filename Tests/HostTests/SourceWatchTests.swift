import Host
import SystemPackage
import TestSupport
import Testing

@Suite
struct SourceWatchTests {
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
    }

    private func write(_ text: String, to name: String) throws {
        let path = scratch.appending(name)
        try scratch.files.makeDirectory(path.removingLastComponent())
        try scratch.files.write(Array(text.utf8), to: path, permissions: [.ownerReadWrite])
    }

    @Test func changesAreSeenOnce() throws {
        try write("a", to: "package/Sources/main.swift")
        var watch = try SourceWatch(scratch.appending("package"), files: scratch.files)
        #expect(try !watch.hasChanged())
        try write("other", to: "package/Sources/main.swift")
        #expect(try watch.hasChanged())
        #expect(try !watch.hasChanged())
        try write("b", to: "package/Sources/new.swift")
        #expect(try watch.hasChanged())
        try scratch.files.remove(scratch.appending("package/Sources/new.swift"))
        #expect(try watch.hasChanged())
    }

    @Test func buildsAndRepositoriesAreNotLookedAt() throws {
        try write("a", to: "package/Package.swift")
        var watch = try SourceWatch(scratch.appending("package"), files: scratch.files)
        try write("a", to: "package/.build/x")
        #expect(try !watch.hasChanged())
    }

    @Test func oneFileCanBeWatched() throws {
        try write("a", to: "function.zip")
        var watch = try SourceWatch(scratch.appending("function.zip"), files: scratch.files)
        try write("other", to: "function.zip")
        #expect(try watch.hasChanged())
    }
}
