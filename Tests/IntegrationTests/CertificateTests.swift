import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// What a function brings finds its certificates where Amazon Linux has them.
@Suite(.serialized) struct CertificateTests {
    private static let library = FilePath("/usr/lib/\(LambdaRoot.multiarch)/libcurl.so.4")

    /// A function that fetches a URL with libcurl, as URLSession does; no headers of libcurl are needed.
    private func writePackage(in scratch: ScratchDirectory) async throws -> FilePath {
        try scratch.files.makeDirectory(scratch.appending("libraries"))
        try scratch.files.link(scratch.appending("libraries/libcurl.so"), to: Self.library)
        try scratch.write(
            """
            // swift-tools-version: 6.1
            import PackageDescription

            let package = Package(
                name: "Fetcher",
                targets: [
                    .executableTarget(name: "Fetcher", dependencies: ["RuntimeAPI", "Fetch"]),
                    .target(name: "RuntimeAPI"),
                    .target(
                        name: "Fetch",
                        linkerSettings: [
                            .unsafeFlags(["-L\(scratch.appending("libraries"))"]), .linkedLibrary("curl"),
                        ]),
                ]
            )
            """, to: "Fetcher/Package.swift")
        try scratch.write("const char *fetch(const char *url);\n", to: "Fetcher/Sources/Fetch/include/fetch.h")
        try scratch.write(
            """
            #include "fetch.h"
            #include <string.h>

            void *curl_easy_init(void);
            int curl_easy_setopt(void *, int, ...);
            int curl_easy_perform(void *);
            const char *curl_easy_strerror(int);

            static char body[4096];

            static size_t collect(char *bytes, size_t size, size_t count, void *context) {
                strncat(body, bytes, size * count);
                return size * count;
            }

            const char *fetch(const char *url) {
                void *handle = curl_easy_init();
                curl_easy_setopt(handle, 10002 /* CURLOPT_URL */, url);
                curl_easy_setopt(handle, 20011 /* CURLOPT_WRITEFUNCTION */, collect);
                int code = curl_easy_perform(handle);
                return code == 0 ? body : curl_easy_strerror(code);
            }

            """, to: "Fetcher/Sources/Fetch/fetch.c")
        try scratch.write(
            """
            import Fetch
            import RuntimeAPI

            let runtime = try RuntimeAPI(address: environment("AWS_LAMBDA_RUNTIME_API") ?? "")
            while true {
                let invocation = try runtime.next()
                let answer = String(cString: fetch(String(decoding: invocation.event, as: UTF8.self)))
                try runtime.respond(to: invocation, with: Array(answer.utf8))
            }
            """, to: "Fetcher/Sources/Fetcher/main.swift")
        let client = BuiltTool.root.appending(FilePath("Examples/Greeter/Sources/RuntimeAPI").components)
        _ = try await scratch.copyTree(client, to: "Fetcher/Sources/RuntimeAPI")
        return scratch.appending("Fetcher")
    }

    @Test(
        .requires(program: "bwrap"), .requires(program: "unzip"), .requires(program: "openssl"),
        .requires("libcurl", "Debian's libcurl is not installed") {
            try LiveFileSystem().status(of: library, followingLinks: true) != nil
        })
    func aFunctionWithLibcurlMakesHTTPSRequestsOnAmazonLinux() async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        let package = try await writePackage(in: scratch)
        let result = try await BuiltTool.run(
            ["package", "--bundle", "libc", "--format", "json", "--compression", "1"], in: package,
            timeLimit: .seconds(900))
        #expect(result.status == 0, "\(result.error)")
        #expect(try !result.diagnosticIdentifiers.contains("elf.missing-certificates"))
        let functions = try #require(try result.json["functions"] as? [[String: Any]], "\(result.error)")
        let archive = FilePath(try #require(functions.first?["archive"] as? String))

        let manifest = try LiveFileSystem()
            .read(archive.removingLastComponent().appending("manifest.json"), limit: 1 << 24)
        let bundle = try (JSONSerialization.jsonObject(with: Data(manifest)) as? [String: Any])?["bundle"]
        let libraries = try #require((bundle as? [String: Any])?["libraries"] as? [[String: Any]])
        let curl = try #require(libraries.first { $0["path"] as? String == "lib/libcurl.so.4" })
        #expect(
            curl["changedPaths"] as? [[String: String]]
                == [["from": "/etc/ssl/certs/ca-certificates.crt", "to": "/etc/pki/tls/certs/ca-bundle.crt"]])

        let server = try await HTTPSServer(in: scratch.path)
        try scratch.write("127.0.0.1 localhost\n", to: "hosts")
        try scratch.write("hosts: files\n", to: "nsswitch.conf")
        var root = LambdaRoot()
        root.files = [
            (scratch.appending("hosts"), "/etc/hosts"), (scratch.appending("nsswitch.conf"), "/etc/nsswitch.conf"),
            (server.authority, "/etc/pki/tls/certs/ca-bundle.crt"),
        ]
        let answer = try await root.answer(of: archive, to: "https://localhost:\(server.port)/", in: scratch)
        #expect(answer == HTTPSServer.answer)
    }
}
