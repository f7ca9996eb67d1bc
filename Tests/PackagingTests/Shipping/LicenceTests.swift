import Host
import SystemPackage
import TestSupport
import Testing

@testable import Bundling
@testable import Packaging

@Suite struct LicenceTests {
    private static let copyright = """
        Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
        Upstream-Name: curl

        Files: *
        Copyright: 1997, Daniel Stenberg
        License: curl

        Files: lib/a.c
         lib/b.c
        Copyright: someone
        License: BSD-4-Clause-UC
         Redistribution and use …

        Files: debian/*
        Copyright: 2000, Domenico Andreoli
        License: GPL-3+

        License: GPL-3+
         On Debian systems …
        """

    /// What covers only the packaging, or only defines a name, is left out.
    @Test func debianCopyright() {
        #expect(Licence.named(inDebianCopyright: Self.copyright).map(\.name) == ["BSD-4-Clause-UC", "curl"])
    }

    /// A text for people names no licence, not even where it looks like fields.
    @Test func proseNamesNone() {
        #expect(Licence.named(inDebianCopyright: "This package is free.\n\nFiles: *\nLicense: MIT\n").isEmpty)
        #expect(Licence.named(inDebianCopyright: "").isEmpty)
    }

    @Test(arguments: [
        ("Expat", "MIT"), ("GPL-2+", "GPL-2.0-or-later"), ("LGPL-2.1", "LGPL-2.1-only"), ("GPL-3", "GPL-3.0-only"),
        ("Zlib", "Zlib"), ("MIT", nil), ("GPL-2+ or MPL-1.1", nil), ("GPL-2.1", nil), ("public-domain", nil),
    ])
    func identifiers(name: String, identifier: String?) {
        #expect(Licence(name: name).identifier == identifier)
    }

    /// Files of a sysroot are read in place; packages without a readable file are left out.
    @Test func factsOfATree() async throws {
        let scratch = try ScratchDirectory()
        try scratch.write("ID=debian\nVERSION_ID=12\n", to: "root/usr/lib/os-release")
        try scratch.write(Self.copyright, to: "root/usr/share/doc/libcurl4/copyright")
        let processes = ScriptedProcessRunner()
        processes.answer("rpm", output: "zlib\tzlib and Boost\npackage x is not installed\n", status: 1)
        let facts = try await SystemFactsReader(
            host: .testing(files: scratch.files, processes: processes),
            origin: LibraryOrigin(name: "sdk", root: scratch.appending("root")), imageHost: nil
        ).facts(ofPackages: ["zlib", "libcurl4", "x"])
        #expect(facts.system?.identifier == "debian" && facts.system?.version == "12")
        #expect(facts.licences["libcurl4"]?.count == 2)
        #expect(facts.licences["zlib"] == [Licence(name: "zlib and Boost")])
        #expect(facts.licences["x"] == nil)
    }

    /// An image is asked in one container; its answers end with a mark each.
    @Test func factsOfAnImage() async throws {
        let mark = "--- end of swiftlambda's part ---"
        let processes = ScriptedProcessRunner()
        processes.answer(
            "/bin/sh",
            output: """
                ID="amzn"
                VERSION_ID="2023"

                \(mark)
                copyright
                \(Self.copyright)
                \(mark)

                \(mark)
                rpm
                LGPLv2+ and MIT

                \(mark)

                """)
        let facts = try await SystemFactsReader(
            host: .testing(), origin: LibraryOrigin(name: "image:i", root: "/root"),
            imageHost: .testing(processes: processes)
        ).facts(ofPackages: ["c", "a", "b"])
        #expect(processes.commands.first?.arguments.suffix(3) == ["a", "b", "c"])
        #expect(facts.system?.identifier == "amzn")
        #expect(facts.licences["a"]?.count == 2 && facts.licences["b"] == nil)
        #expect(facts.licences["c"] == [Licence(name: "LGPLv2+ and MIT")])
    }

    /// Without bundled libraries nothing is read.
    @Test func nothingToRead() async throws {
        let facts = try await SystemFactsReader(host: .testing(), origin: .host, imageHost: nil)
            .facts(ofPackages: [])
        #expect(facts == SystemFacts())
    }
}
