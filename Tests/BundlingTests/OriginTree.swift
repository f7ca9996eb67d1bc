import ELF
import Host
import Model
import SystemPackage
import TestSupport

@testable import Bundling

/// A tree of libraries that stands for a machine or a sysroot, and a build directory beside it.
struct OriginTree {
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
        try scratch.files.makeDirectory(origin.root)
        try scratch.files.makeDirectory(build)
    }

    var files: LiveFileSystem { scratch.files }
    var origin: LibraryOrigin { LibraryOrigin(name: "test", root: scratch.appending("root")) }
    /// Where the build put the program.
    var build: FilePath { scratch.appending("build") }

    /// Adds a library; a path that begins with `build/` is beside the program, others are in the tree.
    func add(_ path: String, _ image: LibraryImage = LibraryImage()) throws {
        try write(image.bytes, to: path)
    }

    func write(_ bytes: [UInt8], to path: String) throws {
        let place = place(path)
        try files.makeDirectory(place.removingLastComponent())
        try files.write(bytes, to: place, permissions: .ownerReadWrite)
    }

    func link(_ path: String, to target: String) throws {
        let place = place(path)
        try files.makeDirectory(place.removingLastComponent())
        try files.link(place, to: FilePath(target))
    }

    func place(_ path: String) -> FilePath {
        path.hasPrefix("build/") ? scratch.appending(path) : origin.physical(FilePath("/" + path))
    }

    func finder(_ architecture: Architecture = .x86_64) throws -> LibraryFinder {
        try LibraryFinder(origin: origin, architecture: architecture, files: files)
    }

    /// What a program needs.
    func closure(
        of program: LibraryImage, provided: Set<String> = [], included: [String: LibraryImage] = [:],
        alsoNeeded: [String] = []
    ) throws -> LibraryClosure {
        var closure = LibraryClosure(
            finder: try finder(), provided: provided, included: try included.mapValues { try ELFFile($0.bytes) })
        try closure.gather(try ELFFile(program.bytes), in: build, alsoNeeded: alsoNeeded)
        return closure
    }

    /// A tree to package with a program and files beside it.
    func staged(_ program: LibraryImage, including others: [String: LibraryImage] = [:]) throws -> StagedTree {
        var entries: [StagedTree.Entry] = []
        for (path, image) in others.merging([LambdaPaths.bootstrap: program], uniquingKeysWith: { $1 }) {
            let place = build.appending(FilePath("staged/" + path).components)
            try files.makeDirectory(place.removingLastComponent())
            try files.write(image.bytes, to: place, permissions: .ownerReadWriteExecute)
            guard let status = try files.status(of: place, followingLinks: false) else { continue }
            entries.append(StagedTree.Entry(path: path, content: .file(place, status)))
        }
        return StagedTree(entries: entries.sorted { $0.path < $1.path })
    }
}

extension LibraryClosure {
    var names: [String] { libraries.map(\.name) }
    var identifiers: [String] { problems.compactMap { $0.diagnostic(hasLayers: false)?.identifier } }
}
