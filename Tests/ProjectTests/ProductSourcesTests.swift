import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Project

/// What a product's sources do about SIGTERM.
@Suite
struct ProductSourcesTests {
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
        for target in ["Orders", "Payments", "Store"] {
            try scratch.write("let x = 1\n", to: "shop/Sources/\(target)/Code.swift")
        }
    }

    private func location(ofProduct product: String, localDependencies: [String] = []) throws -> String? {
        var description = shop
        description.localDependencies = localDependencies.map { scratch.appending($0).string }
        let preparation = try description.shutdownPreparation(
            ofProduct: product, package: scratch.appending("shop"), base: scratch.path, files: scratch.files)
        return preparation.signalLocation.map { "\($0.file):\($0.line ?? 0)" }
    }

    /// Only the product's own targets count.
    @Test func targets() throws {
        try scratch.write("\nsignal(SIGTERM) { _ in }\n", to: "shop/Sources/Store/Deep/Er/Signal.swift")
        #expect(try location(ofProduct: "Orders") == "shop/Sources/Store/Deep/Er/Signal.swift:2")
        #expect(try location(ofProduct: "Payments") == nil)
    }

    /// Packages on this machine count too.
    @Test func localDependencies() throws {
        try scratch.write("trap(.sigterm)", to: "tools/Sources/Tools/Signal.swift")
        try scratch.write("trap(.sigterm)", to: "tools/Tests/ToolsTests/Signal.swift")
        #expect(
            try location(ofProduct: "Orders", localDependencies: ["tools", "gone"])
                == "tools/Sources/Tools/Signal.swift:1")
    }

    /// Other files, hidden files, circular links and dangling links are skipped.
    @Test func oddFiles() throws {
        try scratch.write("SIGTERM", to: "shop/Sources/Orders/notes.md")
        try scratch.write("trap(.sigterm)", to: "shop/Sources/Orders/.hidden/Signal.swift")
        try scratch.files.link(scratch.appending("shop/Sources/Orders/circle"), to: "..")
        try scratch.files.link(scratch.appending("shop/Sources/Orders/gone.swift"), to: "nowhere")
        #expect(try location(ofProduct: "Orders") == nil)
    }
}
