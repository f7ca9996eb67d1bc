import ELF
import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Bundling

/// The machine stands for the image: the program that copies is the real one, with the machine's own libraries.
@Suite struct ImageLibrariesTests {
    private let tree: OriginTree

    init() throws {
        tree = try OriginTree()
    }

    private func libraries(_ imageHost: Host) throws -> ImageLibraries {
        ImageLibraries(
            host: .testing(files: tree.files), imageHost: imageHost, reference: "swift:6", digest: "sha256:abc",
            architecture: try #require(Architecture.current), directory: tree.build)
    }

    private func program(needing needed: [String]) throws -> FilePath {
        try tree.add("build/program", LibraryImage(needed: needed))
        return tree.place("build/program")
    }

    #if os(Linux)
    @Test func whatAProgramNeedsIsCopiedWithWhatThatNeeds() async throws {
        let machine = Host.testing(files: tree.files, processes: try liveProcesses())
        let origin = try await libraries(machine).origin(
            for: [try program(needing: ["libstdc++.so.6", "libof-no-image.so.1"])])
        #expect(origin.name == "image:swift:6")
        let architecture = try #require(Architecture.current)
        let finder = try LibraryFinder(origin: origin, architecture: architecture, files: tree.files)
        for name in ["libstdc++.so.6", "libm.so.6", "libc.so.6", architecture.loaderName] {
            guard case .found(let library) = try finder.find(name, in: []) else {
                Issue.record("'\(name)' was not copied")
                continue
            }
            let original = origin.inTree(library.path)
            #expect(
                try tree.files.read(library.path, limit: .max) == tree.files.read(original, limit: .max), "\(name)")
        }
        guard case .missing = try finder.find("libof-no-image.so.1", in: []) else {
            Issue.record("a library that is nowhere was found")
            return
        }
    }

    @Test(.requires(program: "dpkg-query"))
    func packagesAreThoseOfTheImage() async throws {
        let machine = Host.testing(files: tree.files, processes: try liveProcesses())
        let origin = try await libraries(machine).origin(for: [try program(needing: ["libc.so.6"])])
        let architecture = try #require(Architecture.current)
        let finder = try LibraryFinder(origin: origin, architecture: architecture, files: tree.files)
        guard case .found(let libc) = try finder.find("libc.so.6", in: []) else {
            Issue.record("the C library was not copied")
            return
        }
        let owner = try #require(
            try await PackageOwners(host: .testing(files: tree.files), origin: origin).packages(of: [libc.path]).first)
        #expect(owner?.name == "libc6")
        #expect(owner?.version.isEmpty == false)
    }

    @Test func whatWasCopiedIsNotCopiedAgain() async throws {
        let machine = Host.testing(files: tree.files, processes: try liveProcesses())
        let program = try program(needing: ["libm.so.6"])
        let first = try await libraries(machine).origin(for: [program])
        // A second run that started a container would fail the test.
        let second = try await libraries(.testing(files: tree.files)).origin(for: [program])
        #expect(first == second)
    }
    #endif

    @Test func anImageWithoutWhatItTakesSaysSo() async throws {
        let processes = ScriptedProcessRunner()
        processes.answer("sh", error: "cp: not found", status: 127)
        let libraries = try libraries(.testing(files: tree.files, processes: processes))
        let program = try program(needing: ["libm.so.6"])
        let error = await #expect(throws: ImageLibraryError.self) { try await libraries.origin(for: [program]) }
        #expect(error?.exitStatus == .unavailable)
        #expect(error?.diagnostics.first?.explanation == "cp: not found")
    }

    @Test func linesOfPathAndPackageAreRead() {
        let text = "/lib64/libc.so.6\tglibc\t2.34-1\n/lib64/libown.so\t\t\n\nnoise\n"
        #expect(
            ImageLibraries.owners(in: text) == [
                "/lib64/libc.so.6": OwnerPackage(name: "glibc", version: "2.34-1"),
                "/lib64/libown.so": OwnerPackage(name: "", version: ""),
            ])
    }
}
