import Testing

@testable import Building

@Suite struct BuildAdviceTests {
    /// Advice names the package that has a missing library, header or module.
    @Test(
        arguments: [
            ("/usr/bin/ld.gold: error: cannot find -lcurl", "libcurl4-openssl-dev"),
            ("ld.lld: error: unable to find library -lssl", "libssl-dev"),
            ("/usr/bin/ld: cannot find -lCoreFoundation: No such file or directory", "whole toolchain"),
            ("cannot find -lodd", "libodd.so"),
            ("shim.h:1:10: fatal error: 'openssl/ssl.h' file not found", "libssl-dev"),
            ("App.swift:1:8: error: no such module 'UIKit'", "#if canImport(UIKit)"),
            ("App.swift:1:8: error: no such module 'Foundation'", "swift.org/install"),
            ("App.swift:3:8: error: cannot find type 'Span' in scope", "Swift 6.2"),
            ("error: unable to make temporary file: No space left on device", "TMPDIR"),
            ("ld.lld: error: undefined symbol: hypot@GLIBC_2.2.5", "--no-forward"),
            ("x.o:function hypot: error: undefined reference to 'hypot', version 'GLIBC_2.2.5'", "--no-forward"),
            ("fatal: unable to access 'https://x/y': Could not resolve host: x", "check the network"),
            ("error: Unknown option '--toolset'", "a newer Swift"),
            ("error: build planning stopped due to build-tool plugin failures", "-- --verbose"),
        ])
    func hints(line: String, part: String) throws {
        let hint = try #require(BuildAdvice.hint(for: ["[1/2] Compiling", line]))
        #expect(hint.contains(part), "\(hint)")
    }

    @Test(arguments: [
        "App.swift:1:8: error: no such module 'Foundation'", "App.swift:3:8: error: cannot find type 'Span' in scope",
        "ld.lld: error: unable to find library -l_FoundationICU", "ld.lld: error: unable to find library -lcurl",
    ])
    func anSDKIsNamedWithTheWayToABetterOne(line: String) throws {
        let hint = try #require(BuildAdvice.hint(for: [line], sdk: "deb"))
        #expect(hint.contains("'deb'"))
        #expect(hint.contains("--builder"))
    }

    @Test(arguments: [
        "App.swift:1:8: error: no such module 'Shop'", "App.swift:3:8: error: cannot find type 'Order' in scope",
        "error: expected expression", "fatal error: 'shop.h' file not found",
    ])
    func whatIsNotKnownGetsNoHint(line: String) {
        #expect(BuildAdvice.hint(for: [line]) == nil)
    }

    @Test func anSDKFromDebianGetsTheMissingLibraryAsAPackage() {
        let hint = BuildAdvice.hint(
            for: ["Sources/CPQ/shim.h:1:10: fatal error: 'libpq-fe.h' file not found"],
            sdk: "debian-complete-bookworm-swift-6.2.3-arm64")
        #expect(
            hint?.hasSuffix("swiftlambda sdk make --from debian --complete --arch arm64 --package libpq-dev") == true)
    }
}
