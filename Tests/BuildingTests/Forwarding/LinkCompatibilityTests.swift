import ELF
import Model
import Testing

@testable import Building
@testable import ELFTestSupport

/// What is decided from the libraries that a build links to.
@Suite struct LinkCompatibilityTests {
    private static let limits = LambdaRuntime.providedAL2023.newestSymbolVersions

    /// A library with functions, each with its versions; the last one is the default.
    private func library(_ functions: [String: [String]], others: [String] = []) throws -> ELFFile {
        var builder = ELFBuilder()
        builder.definitions = ["lib.so"] + Set(functions.values.flatMap { $0 } + others).sorted()
        builder.functions = functions.sorted { $0.key < $1.key }.flatMap { name, versions in
            versions.enumerated().map { index, version in
                ELFBuilder.VersionedFunction(name: name, version: version, isDefault: index == versions.count - 1)
            }
        }
        return try ELFFile(builder.build().bytes)
    }

    private func decided(
        _ libraries: [String: ELFFile], limits: [String: DottedVersion] = limits, definable: [String] = []
    ) throws -> LinkCompatibility {
        try LinkCompatibility(linkingTo: libraries, limits: limits, definable: definable)
    }

    /// The newest version that the runtime has is called.
    @Test func newestOlderVersion() throws {
        let math = try library([
            "hypot": ["GLIBC_2.2.5", "GLIBC_2.35"], "lgammaf": ["GLIBC_2.2.5", "GLIBC_2.23", "GLIBC_2.43"],
            "exp": ["GLIBC_2.2.5", "GLIBC_2.29"], "fmaximum": ["GLIBC_2.35"],
        ])
        let threads = try library(["_ZNSt18condition_variable4waitEv": ["GLIBCXX_3.4.11", "GLIBCXX_3.4.30"]])
        #expect(
            try decided(["libm.so.6": math, "libstdc++.so.6": threads]).forwarders == [
                SymbolForwarder(
                    name: "_ZNSt18condition_variable4waitEv", library: "libstdc++.so.6", from: "GLIBCXX_3.4.30",
                    to: "GLIBCXX_3.4.11"),
                SymbolForwarder(name: "hypot", library: "libm.so.6", from: "GLIBC_2.35", to: "GLIBC_2.2.5"),
                SymbolForwarder(name: "lgammaf", library: "libm.so.6", from: "GLIBC_2.43", to: "GLIBC_2.23"),
            ])
    }

    /// Nothing changes if the libraries are not newer than the runtime's.
    @Test func oldEnough() throws {
        let old = try library(["exp": ["GLIBC_2.2.5", "GLIBC_2.29"]], others: ["GLIBC_2.34"])
        #expect(try decided(["libm.so.6": old], definable: ["strlcpy"]).isEmpty)
        #expect(try decided([:], definable: ["strlcpy"]).isEmpty)
    }

    /// If two libraries have a function, the first one counts.
    @Test func firstLibrary() throws {
        let versions = ["GLIBC_2.2.5", "GLIBC_2.36"]
        let both = ["libm.so.6": try library(["frexp": versions]), "libc.so.6": try library(["frexp": versions])]
        #expect(try decided(both).forwarders.map(\.library) == ["libc.so.6"])
    }

    /// Older versions with another interface are never called, nor versions newer than those that were compared.
    @Test(arguments: [
        ("cfsetospeed", "GLIBC_2.42"), ("fromfp", "GLIBC_2.43"), ("ufromfpxf64x", "GLIBC_2.43"),
        ("hypot", "GLIBC_2.44"),
    ])
    func otherInterface(name: String, version: String) throws {
        let library = try library([name: ["GLIBC_2.2.5", version], "fmod": ["GLIBC_2.2.5", "GLIBC_2.38"]])
        #expect(try decided(["libc.so.6": library]).forwarders.map(\.name) == ["fmod"])
    }

    /// The start of programs can't be forwarded: an older C library would leave out their constructors.
    @Test func start() throws {
        let libraries = [
            "libc.so.6": try library(["__libc_start_main": ["GLIBC_2.2.5", "GLIBC_2.34"]]),
            "libm.so.6": try library(["exp": ["GLIBC_2.2.5", "GLIBC_2.29"]]),
        ]
        let older = LambdaRuntime.providedAL2.newestSymbolVersions
        #expect(try decided(libraries, limits: older, definable: ["strlcpy"]).isEmpty)
        let onlyMath = ["libm.so.6": try library(["exp": ["GLIBC_2.2.5", "GLIBC_2.29"]])]
        #expect(try decided(onlyMath, limits: older).forwarders.map(\.to) == ["GLIBC_2.2.5"])
    }

    /// Functions that the libraries lack, or have only in a new version, are defined.
    @Test func definitions() throws {
        let library = try library([
            "strlcpy": ["GLIBC_2.38"], "memcpy": ["GLIBC_2.2.5", "GLIBC_2.14"], "hypot": ["GLIBC_2.2.5", "GLIBC_2.35"],
        ])
        let compatibility = try decided(
            ["libc.so.6": library], definable: ["strlcpy", "memcpy", "hypot", "__isoc23_strtol"])
        #expect(compatibility.definitions == ["strlcpy", "__isoc23_strtol"])
        #expect(compatibility.forwarders.map(\.name) == ["hypot"])
    }

    /// The symbols of a linked binary show which forwarders and definitions it contains.
    @Test func linked() throws {
        let forwarder = SymbolForwarder(name: "hypot", library: "libm.so.6", from: "GLIBC_2.35", to: "GLIBC_2.2.5")
        var builder = ELFBuilder()
        builder.symbols = [
            .init(name: forwarder.marker, address: 0x10000, size: 0), .init(name: "hypot", address: 0x10000, size: 5),
            .init(name: "swiftlambda.definition:strlcpy", address: 0x10010, size: 9),
            .init(name: "swiftlambda.forwarder:broken:", address: 0x10020, size: 9),
        ]
        let files = [try ELFFile(builder.build().bytes), try ELFFile(ELFBuilder().build().bytes)]
        #expect(
            try LinkCompatibility(linkedInto: files)
                == LinkCompatibility(forwarders: [forwarder], definitions: ["strlcpy"]))
    }

    /// The code lists the functions that it can define.
    @Test func definable() {
        #expect(CompatibilitySource.definable.contains("strlcpy"))
        #expect(CompatibilitySource.definable.contains("_ZSt28__throw_bad_array_new_lengthv"))
        let text = CompatibilitySource.text(defining: ["strlcpy", "strlcat"])
        #expect(text.hasPrefix("#define DEFINE_strlcpy\n#define DEFINE_strlcat\n//"))
    }
}

/// The assembly of both architectures.
@Suite struct ForwarderAssemblyTests {
    private func text(_ architecture: Architecture) -> String {
        ForwarderAssembly(
            [
                SymbolForwarder(name: "hypot", library: "libm.so.6", from: "GLIBC_2.35", to: "GLIBC_2.17"),
                SymbolForwarder(name: "fmod", library: "libm.so.6", from: "GLIBC_2.38", to: "GLIBC_2.17"),
            ], for: architecture
        ).text
    }

    @Test func arm64() {
        #expect(
            text(.arm64) == """
                \t.section\t".text.swiftlambda.hypot","ax",@progbits
                \t.p2align\t2
                \t.symver\tswiftlambda.older.0, hypot@GLIBC_2.17, remove
                \t.weak\thypot
                \t.hidden\thypot
                \t.type\thypot, @function
                \t.type\t"swiftlambda.forwarder:hypot:libm.so.6:GLIBC_2.35:GLIBC_2.17", @function
                hypot:
                "swiftlambda.forwarder:hypot:libm.so.6:GLIBC_2.35:GLIBC_2.17":
                \tb\tswiftlambda.older.0
                \t.size\thypot, .-hypot
                \t.section\t".text.swiftlambda.fmod","ax",@progbits
                \t.p2align\t2
                \t.symver\tswiftlambda.older.1, fmod@GLIBC_2.17, remove
                \t.weak\tfmod
                \t.hidden\tfmod
                \t.type\tfmod, @function
                \t.type\t"swiftlambda.forwarder:fmod:libm.so.6:GLIBC_2.38:GLIBC_2.17", @function
                fmod:
                "swiftlambda.forwarder:fmod:libm.so.6:GLIBC_2.38:GLIBC_2.17":
                \tb\tswiftlambda.older.1
                \t.size\tfmod, .-fmod
                \t.section\t".note.GNU-stack","",@progbits

                """)
    }

    @Test func intel() {
        let lines = text(.x86_64).split(separator: "\n")
        #expect(
            lines.filter { $0.contains("jmp") } == ["\tjmp\tswiftlambda.older.0@PLT", "\tjmp\tswiftlambda.older.1@PLT"])
        #expect(lines.filter { $0.contains("align") } == ["\t.p2align\t4", "\t.p2align\t4"])
        #expect(lines.count == text(.arm64).split(separator: "\n").count)
    }
}
