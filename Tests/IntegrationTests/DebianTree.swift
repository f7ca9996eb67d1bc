import Host
import SystemPackage
import TestSupport

/// A tree of Debian could not be made.
struct NoDebian: Error {
    var output: String
}

/// The root file system of a release of Debian, made once by debootstrap and kept for all runs, outside the checkout.
struct DebianTree {
    /// Debian 11 with glibc 2.31, older than that of Amazon Linux 2023.
    static let old = DebianTree(name: "debian-11-minbase", suite: "bullseye")
    /// Debian 12 with what Swift's toolchain needs to build.
    static let forSwift = DebianTree(
        name: "debian-12-for-swift-1", suite: "bookworm",
        packages: [
            "binutils", "ca-certificates", "git", "libc6-dev", "libcurl4", "libedit2", "libgcc-12-dev", "libncurses6",
            "libpython3.11", "libsqlite3-0", "libstdc++-12-dev", "libxml2", "tzdata", "zlib1g",
        ])

    /// Its name in the cache; another name makes it anew.
    var name: String
    var suite: String
    var packages: [String] = []

    /// Where the tests keep what takes long to make.
    static var cache: FilePath { OwnEnvironment.cache.appending("swiftlambda-tests") }

    /// The tree.
    ///
    /// - Throws: where it cannot be made.
    func tree() async throws -> FilePath {
        let files = LiveFileSystem()
        let cache = Self.cache
        try files.makeDirectory(cache)
        let tree = cache.appending(name)
        let lock = try await files.lock(cache.appending(name + ".lock")) {}
        defer { lock.release() }
        if try files.status(of: tree, followingLinks: true) != nil { return tree }
        let unfinished = cache.appending(name + ".unfinished")
        try files.remove(unfinished)
        let include = packages.isEmpty ? [] : ["--include=\(packages.joined(separator: ","))"]
        let result = try await runTool(
            try Self.debootstrap(),
            ["--variant=minbase"] + include + [suite, unfinished.string, try await Self.mirror()],
            timeLimit: .seconds(900))
        guard result.status == 0 else { throw NoDebian(output: result.output) }
        // A directory is bound over it when a function is started.
        try files.makeDirectory(unfinished.appending("var/task"))
        for download in ["var/cache/apt/archives", "var/lib/apt/lists"] {
            try files.remove(unfinished.appending(FilePath(download).components))
        }
        try files.rename(unfinished, to: tree)
        return tree
    }

    /// The program, which distributions keep for root.
    private static func debootstrap() throws -> String {
        try liveProcesses().locate("debootstrap")?.string ?? "/usr/sbin/debootstrap"
    }

    /// The mirror of Debian that the machine uses.
    private static func mirror() async throws -> String {
        let result = try await runTool("apt-get", ["indextargets", "--format", "$(REPO_URI)"])
        guard let mirror = result.output.split(separator: "\n").first(where: { $0.hasPrefix("http") }) else {
            throw NoDebian(output: "apt-get knows no mirror: \(result.error)")
        }
        return String(mirror)
    }

    /// Whether it is there or can be made.
    func isAvailable() async -> Bool {
        (try? await tree()) != nil
    }
}
