import Testing

@testable import Bundling
@testable import ELF
@testable import ELFTestSupport

@Suite struct AdaptedLibraryTests {
    @Test func pathsOfOtherSystemsBecomeThoseOfAmazonLinux() throws {
        var library = ELFBuilder(namedEntries: [(14, "libcrypto.so.3")])
        let paths = ["/usr/lib/ssl", "/usr/lib/ssl/cert.pem", "/etc/ssl/certs/ca-certificates.crt", "/usr/lib/sslx"]
        library.loadedSections.append((".rodata", [0] + paths.flatMap { Array($0.utf8) + [0] }))
        let file = try ELFFile(library.build().bytes)
        let adapted = try #require(try AdaptedLibrary(file))
        #expect(
            adapted.changes.map(\.from) == [
                "/etc/ssl/certs/ca-certificates.crt", "/usr/lib/ssl", "/usr/lib/ssl/cert.pem",
            ])
        #expect(adapted.bytes.count == file.bytes.count)
        let changed = try ELFFile(adapted.bytes)
        #expect(
            try changed.texts(startingWith: "/").map(\.text)
                == ["/etc/pki/tls", "/etc/pki/tls/cert.pem", "/etc/pki/tls/certs/ca-bundle.crt", "/usr/lib/sslx"])
        #expect(try AdaptedLibrary(changed) == nil)
    }
}
