import Model

/// Advice for failed builds whose cause is known from the messages of the compiler or linker.
package enum BuildAdvice {
    /// Debian's packages for libraries and headers that packages often need.
    private static let debianPackages: [(library: String, header: String, package: String)] = [
        ("curl", "curl/curl.h", "libcurl4-openssl-dev"), ("ssl", "openssl/ssl.h", "libssl-dev"),
        ("crypto", "openssl/crypto.h", "libssl-dev"), ("z", "zlib.h", "zlib1g-dev"),
        ("xml2", "libxml/parser.h", "libxml2-dev"), ("sqlite3", "sqlite3.h", "libsqlite3-dev"),
        ("pq", "libpq-fe.h", "libpq-dev"), ("mysqlclient", "mysql.h", "default-libmysqlclient-dev"),
        ("archive", "archive.h", "libarchive-dev"), ("bz2", "bzlib.h", "libbz2-dev"), ("lzma", "lzma.h", "liblzma-dev"),
        ("zstd", "zstd.h", "libzstd-dev"), ("uuid", "uuid/uuid.h", "uuid-dev"), ("gd", "gd.h", "libgd-dev"),
        ("png16", "png.h", "libpng-dev"), ("jpeg", "jpeglib.h", "libjpeg-dev"),
        ("ncurses", "ncurses.h", "libncurses-dev"),
        ("edit", "histedit.h", "libedit-dev"), ("yaml", "yaml.h", "libyaml-dev"), ("ffi", "ffi.h", "libffi-dev"),
        ("git2", "git2.h", "libgit2-dev"), ("rdkafka", "librdkafka/rdkafka.h", "librdkafka-dev"),
        ("jemalloc", "jemalloc/jemalloc.h", "libjemalloc-dev"), ("sodium", "sodium.h", "libsodium-dev"),
    ]
    /// Libraries that come with Swift; on Apple platforms some are frameworks.
    private static let swiftLibraries: Set<String> = [
        "CoreFoundation", "Foundation", "FoundationEssentials", "FoundationInternationalization",
        "FoundationNetworking",
        "FoundationXML", "_FoundationICU", "_FoundationCollections", "_FoundationCShims", "_CFXMLInterface",
        "_CFURLSessionInterface", "dispatch", "BlocksRuntime", "swiftDispatch", "Testing", "XCTest",
    ]
    /// Modules that exist only on Apple platforms.
    private static let appleModules: Set<String> = [
        "Darwin", "AppKit", "UIKit", "SwiftUI", "Combine", "CryptoKit", "Security", "CoreGraphics", "CoreData",
        "CoreImage", "Network", "os", "OSLog", "ObjectiveC", "AVFoundation", "CommonCrypto", "CloudKit", "XPC",
    ]
    /// Modules that come with Swift, but that an SDK may lack.
    static let swiftModules: Set<String> = [
        "Swift", "Foundation", "FoundationEssentials", "FoundationInternationalization", "FoundationNetworking",
        "FoundationXML", "Dispatch", "Testing", "XCTest", "Synchronization", "Observation", "Distributed",
        "RegexBuilder", "Differentiation", "Cxx", "CxxStdlib", "Glibc", "Musl",
    ]
    /// Names that newer standard libraries added, and the version of Swift (swiftlang/swift, `stdlib/public/core`).
    private static let newerNames: [String: String] = [
        "Span": "6.2", "MutableSpan": "6.2", "RawSpan": "6.2", "MutableRawSpan": "6.2", "OutputSpan": "6.2",
        "InlineArray": "6.2", "UTF8Span": "6.2",
    ]

    /// Advice for other texts in the messages.
    private static let others: [(text: String, hint: String)] = [
        (
            "No space left on device",
            "a disk is full: free space in the build directory (or choose another with --scratch-path) and in TMPDIR"
        ),
        ("LLVM ERROR: out of memory", "memory ran out: run fewer compilers at a time with --jobs 1"),
        (
            "Could not resolve host",
            "could not fetch a dependency: check the network, or proxy variables such as https_proxy"
        ),
        (
            "could not read Username",
            "a dependency's repository requires a login: give git credentials for it, such as a token in ~/.netrc"
        ),
        (
            "Permission denied (publickey)",
            "a dependency's repository refused the SSH key: check it with ssh -T, or add the key to the SSH agent"
        ),
        (
            "due to build-tool plugin failures",
            "SwiftPM prints the compiler's messages about a plugin only with --verbose: swiftlambda package -- --verbose"
        ),
        (
            "Unknown option '--toolset'",
            "SwiftPM before 6.1 has no toolsets, by which swiftlambda says how to link: use a newer Swift"
        ),
        (
            "is using Swift tools version",
            "a package needs newer tools: install that version of Swift, or use an older release of the package"
        ),
    ]

    /// Advice for the first known cause in a build's messages; `nil` if none is known.
    ///
    /// - Parameter sdk: the Swift SDK used for the build, if any.
    package static func hint(for messages: [String], sdk: String? = nil) -> String? {
        for line in messages {
            if let hint = hint(forLine: line, sdk: sdk) { return hint }
        }
        return nil
    }

    private static func hint(forLine line: String, sdk: String?) -> String? {
        if let library = library(in: line) { return hint(forLibrary: library, sdk: sdk) }
        if let header = text(in: line, after: "fatal error: '", before: "' file not found") {
            return debianPackages.first { $0.header == header }.map {
                install($0.package, "the header '\(header)'", sdk)
            }
        }
        if let module = text(in: line, after: "no such module '", before: "'") {
            return hint(forModule: module, sdk: sdk)
        }
        if let name = text(in: line, after: "cannot find type '", before: "' in scope")
            ?? text(in: line, after: "cannot find '", before: "' in scope"), let version = newerNames[name]
        {
            return sdk.map {
                "the Swift SDK '\($0)' is older than Swift \(version), which added '\(name)'; " + betterSDK(than: $0)
            } ?? "'\(name)' was added in Swift \(version): build with that version or a newer one"
        }
        // lld's spelling of a version, then gold's.
        if line.contains("error: undefined"), line.contains("@GLIBC") || line.contains("version 'GLIBC") {
            return "older versions of functions are only in shared libraries: package with --no-forward if the program "
                + "is linked statically"
        }
        return others.first { line.contains($0.text) }?.hint
    }

    private static func hint(forLibrary library: String, sdk: String?) -> String {
        if swiftLibraries.contains(library) {
            return sdk.map {
                "the Swift SDK '\($0)' lacks the library \(library) for static linking; " + betterSDK(than: $0)
            }
                ?? "the Swift toolchain lacks the library \(library) for static linking: install the whole toolchain "
                + "from https://www.swift.org/install, or build with --builder container"
        }
        let known = debianPackages.first { $0.library == library }
        return known.map { install($0.package, "the library \(library)", sdk) }
            ?? "the linker can't find the library \(library): install the package with lib\(library).so and "
            + "its headers"
            + (sdk.map { " in the Swift SDK '\($0)', or build with --builder native or container" } ?? "")
    }

    private static func install(_ package: String, _ what: String, _ sdk: String?) -> String {
        if let sdk {
            guard sdk.hasPrefix("debian-") else {
                return
                    "the Swift SDK '\(sdk)' lacks \(what): build with --builder native or container, where \(package) "
                    + "can be installed"
            }
            let complete = sdk.hasPrefix("debian-complete-") ? " --complete" : ""
            let architecture = Architecture.allCases.first { sdk.hasSuffix("-\($0)") }.map { " --arch \($0)" } ?? ""
            return "the Swift SDK '\(sdk)' lacks \(what): swiftlambda sdk make --from debian\(complete)\(architecture) "
                + "--package \(package)"
        }
        return "\(what) is missing: sudo apt-get install \(package)"
    }

    private static func hint(forModule module: String, sdk: String?) -> String? {
        if appleModules.contains(module) {
            return
                "the module \(module) exists only on Apple platforms: import it inside '#if canImport(\(module))', with "
                + "an alternative for Linux"
        }
        guard swiftModules.contains(module) else { return nil }
        return sdk.map { "the Swift SDK '\($0)' lacks the module \(module); " + betterSDK(than: $0) }
            ?? "the Swift toolchain lacks the module \(module): install a newer one from https://www.swift.org/install"
    }

    /// How to get another SDK.
    static func betterSDK(than sdk: String) -> String {
        sdk.hasPrefix("debian-") && !sdk.hasPrefix("debian-complete-")
            ? "make a complete one: swiftlambda sdk make --from debian --complete"
            : "install the complete SDK of the compiler's release with 'swiftlambda sdk install', or build with "
                + "--builder container"
    }

    /// The library that a linker can't find: GNU ld and gold, lld, ld64.
    private static func library(in line: String) -> String? {
        for mark in ["cannot find -l", "unable to find library -l", "library not found for -l"] {
            guard let range = line.firstRange(of: mark) else { continue }
            let name = line[range.upperBound...].prefix { !$0.isWhitespace && $0 != ":" }
            if !name.isEmpty { return String(name) }
        }
        return nil
    }

    private static func text(in line: String, after start: String, before end: String) -> String? {
        guard let start = line.firstRange(of: start), let end = line[start.upperBound...].firstRange(of: end) else {
            return nil
        }
        return String(line[start.upperBound..<end.lowerBound])
    }
}
