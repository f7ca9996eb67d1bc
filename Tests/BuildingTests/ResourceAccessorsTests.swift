import Host
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Building

private final class Inodes: Sendable {
    private let numbers = Mutex<[UInt64]>([])

    var seen: [UInt64] { numbers.withLock { $0 } }

    func append(_ number: UInt64) { numbers.withLock { $0.append(number) } }
}

@Suite struct ResourceAccessorsTests {
    private static let text = """
        import Foundation

        extension Foundation.Bundle {
            static let module: Bundle = {
                let mainPath = Bundle.main.bundleURL.appendingPathComponent("App_App.resources").path
                let buildPath = "/somebody's/.build/x/release/App_App.resources"
        """

    private let scratch: ScratchDirectory
    private let processes = ScriptedProcessRunner()

    init() throws {
        scratch = try ScratchDirectory()
        try scratch.files.makeDirectory(scratch.appending("package"))
    }

    private var accessors: ResourceAccessors {
        let package = scratch.appending("package")
        return ResourceAccessors(
            files: scratch.files, scratch: scratch.path,
            plan: BuildPlan(package: package, scratch: scratch.path, products: []))
    }

    private func build() async throws -> ProcessEnd {
        try await accessors.building(
            [Command("/usr/bin/swift", ["build"])], on: .testing(files: scratch.files, processes: processes)
        ) { _ in }
    }

    private static func place(of target: String) -> String {
        "x/release/\(target).build/DerivedSources/resource_bundle_accessor.swift"
    }

    @Test func theBuildsDirectoryBecomesLambdas() {
        let changed = ResourceAccessors.withoutDirectory(Self.text)
        #expect(changed == Self.text.replacing("/somebody's/.build/x/release/", with: "/var/task/"))
        #expect(ResourceAccessors.withoutDirectory("let path = \"/x/y\"") == nil)
    }

    /// The first build is planned in advance, so that each accessor is compiled once.
    @Test func planning() async throws {
        let files = scratch
        processes.answer("swift", ["build", "--print-manifest-job-graph"]) { _ in
            try files.write(Self.text, to: Self.place(of: "App"))
            return ProcessResult(end: .exited(0), output: Array("Fetching x\ndigraph Jobs {\n}\n".utf8))
        }
        processes.answer("swift", ["build"]) { command in
            if command.arguments.contains("--print-manifest-job-graph") {
                try files.write(Self.text, to: Self.place(of: "App"))
            } else {
                #expect(try files.text(of: "overlay/files.json").contains(Self.place(of: "App")))
                #expect(try files.text(of: "overlay/x-App.build.swift").contains("/var/task/App_App.resources"))
            }
            return ProcessResult(end: .exited(0))
        }
        #expect(try await build().isSuccess)
        #expect(processes.commands.map(\.arguments) == [["build", "--print-manifest-job-graph"], ["build"]])
        #expect(try await build().isSuccess)
        #expect(processes.commands.count == 3)
    }

    /// An accessor that is added later is compiled again, under a new file number.
    @Test func laterAccessor() async throws {
        try accessors.update()
        let files = scratch
        let inodes = Inodes()
        processes.answer("swift", ["build"]) { _ in
            if inodes.seen.isEmpty { try files.write(Self.text, to: Self.place(of: "Late")) }
            let status = try files.files.status(of: files.appending(Self.place(of: "Late")), followingLinks: false)
            inodes.append(status?.inode ?? 0)
            return ProcessResult(end: .exited(0))
        }
        #expect(try await build().isSuccess)
        #expect(processes.commands.count == 2)
        #expect(inodes.seen.first != inodes.seen.last)
        #expect(try files.text(of: Self.place(of: "Late")) == Self.text)
    }

    /// Only sources that check whether closures escape are renamed, including those fetched later.
    @Test func otherNames() async throws {
        let source = "array.withoutActuallyEscaping(x) {}"
        try scratch.write(source, to: "package/Sources/App/Escaping.swift")
        try scratch.write("let x = 1", to: "package/Sources/App/Plain.swift")
        try scratch.write(source, to: "package/.build/checkouts/x/Sources/Hidden.swift")
        try accessors.update()
        func overlay() throws -> String { try scratch.text(of: "overlay/files.json") }
        #expect(try overlay().contains("/package/Sources/App/Escaping.swift\""))
        #expect(try !overlay().contains("Plain.swift"))
        #expect(try !overlay().contains("Hidden.swift"))

        let files = scratch
        let inodes = Inodes()
        let late = "checkouts/nio/Sources/Late.swift"
        processes.answer("swift", ["build"]) { _ in
            if inodes.seen.isEmpty { try files.write(source, to: late) }
            let status = try files.files.status(of: files.appending(late), followingLinks: false)
            inodes.append(status?.inode ?? 0)
            return ProcessResult(end: .exited(0))
        }
        #expect(try await build().isSuccess)
        #expect(processes.commands.count == 2)
        #expect(inodes.seen.first != inodes.seen.last)
        #expect(try overlay().contains("build/\(late)\""))
    }

    @Test func aWordIsFoundWhereverItStands() {
        let word = Array("abcab".utf8)
        for text in ["abcab", "xxabcab", "abcabx", "ababcab", "abcaabcab"] {
            #expect(EscapeCheckedSources.contains(word, in: Array(text.utf8)))
        }
        for text in ["", "abca", "bcab", "abcacab"] {
            #expect(!EscapeCheckedSources.contains(word, in: Array(text.utf8)))
        }
    }

    /// A failed build is not repeated.
    @Test func failure() async throws {
        try accessors.update()
        try scratch.write(Self.text, to: Self.place(of: "App"))
        processes.answer("swift", ["build"], status: 1)
        #expect(try await !build().isSuccess)
        #expect(processes.commands.count == 1)
    }
}
