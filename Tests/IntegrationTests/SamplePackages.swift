import Host
import SystemPackage
import TestSupport
import Testing

extension ScratchDirectory {
    /// Copies a directory of this repository, without what builds and runs leave in it.
    func copyTree(_ source: FilePath, to name: String) async throws -> FilePath {
        let destination = appending(name)
        try files.makeDirectory(destination)
        for child in try files.names(in: source) where ![".build", "terraform", "Package.resolved"].contains(child) {
            try await succeeding("cp", ["-R", source.appending(child).string, destination.string])
        }
        return destination
    }

    /// A directory for `PATH` that offers some of this machine's programs and no others.
    func linkPrograms(_ names: [String], in directory: String) throws -> FilePath {
        let programs = appending(directory)
        try files.makeDirectory(programs)
        for name in names {
            guard let program = try liveProcesses().locate(name),
                try files.status(of: programs.appending(name), followingLinks: false) == nil
            else { continue }
            try files.link(programs.appending(name), to: program)
        }
        return programs
    }

    /// Writes a package of the given targets.
    @discardableResult
    func writePackage(_ path: String, products: String = "", dependencies: String = "", targets: String) throws
        -> FilePath
    {
        try write(
            """
            // swift-tools-version: 6.0
            import PackageDescription

            let package = Package(
                name: "\(FilePath(path).lastComponent?.string ?? "")",
                products: [\(products)],
                dependencies: [\(dependencies)],
                targets: [
                    \(targets)
                ]
            )
            """, to: "\(path)/Package.swift")
        return appending(path)
    }

    /// Writes a package of one executable with the given source.
    @discardableResult
    func writeExecutable(_ path: String, source: String) throws -> FilePath {
        let name = FilePath(path).lastComponent?.string ?? path
        try write(source, to: "\(path)/Sources/\(name)/\(name).swift")
        return try writePackage(path, targets: ".executableTarget(name: \"\(name)\")")
    }

    /// Writes two functions, `Orders` and `Billing`, with resources in targets of their own, and a package `shared` with
    /// resources that only `Orders` depends on.
    ///
    /// The resources belong to C targets: SwiftPM gives Swift targets an accessor that needs Foundation, and that asks for
    /// a newer glibc than Lambda's on many machines.
    func writeFleet(in directory: String) throws {
        try writePackage(
            "\(directory)/shared", products: ".library(name: \"Shared\", targets: [\"Shared\"])",
            targets: ".target(name: \"Shared\", resources: [.copy(\"Words\")])")
        try writeResourceTarget("\(directory)/shared/Sources/Shared", resource: "Words/hello.txt", text: "hello")
        try writePackage(
            "\(directory)/fleet", dependencies: ".package(path: \"../shared\")",
            targets: """
                .executableTarget(
                    name: "Orders", dependencies: ["OrdersFiles", .product(name: "Shared", package: "shared")]),
                .executableTarget(name: "Billing", dependencies: ["BillingFiles"]),
                .target(name: "OrdersFiles", resources: [.copy("Words")]),
                .target(name: "BillingFiles", resources: [.copy("Words")]),
                """)
        for name in ["Orders", "Billing"] {
            try write(
                "import \(name)Files\n\nprint(String(cString: \(name)Files_source()))\n",
                to: "\(directory)/fleet/Sources/\(name)/main.swift")
            try writeResourceTarget("\(directory)/fleet/Sources/\(name)Files", resource: "Words/name.txt", text: name)
        }
    }

    private func writeResourceTarget(_ directory: String, resource: String, text: String) throws {
        let name = directory.split(separator: "/").last ?? ""
        try write("const char *_Nonnull \(name)_source(void);\n", to: "\(directory)/include/\(name).h")
        try write("const char *_Nonnull \(name)_source(void) { return __FILE__; }\n", to: "\(directory)/\(name).c")
        try write(text, to: "\(directory)/\(resource)")
    }

    /// Writes bytes that cannot be compressed.
    func writeNoise(megabytes: Int, to name: String) async throws -> FilePath {
        let path = appending(name)
        try await succeeding(
            "sh", ["-c", "head -c \"$1\" /dev/urandom > \"$0\"", path.string, "\(megabytes << 20)"])
        return path
    }
}

/// Runs git without the settings of whoever runs the tests.
@discardableResult
func git(_ arguments: [String], in directory: FilePath) async throws -> String {
    try await succeeding(
        "git",
        ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main"] + arguments,
        in: directory, environment: ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"])
}

/// Makes a directory a git repository with everything committed.
func makeRepository(of directory: FilePath) async throws {
    try await git(["init", "--quiet"], in: directory)
    try await git(["add", "."], in: directory)
    try await git(["commit", "--quiet", "--message", "Begin"], in: directory)
}
