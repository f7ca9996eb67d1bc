import Host
import SystemPackage

/// How the files of a package get into an SDK.
struct DebianUnpacking: Sendable, Hashable {
    /// The directory in Debian's Swift with its libraries.
    static let swift = "./usr/libexec/swift/"

    /// The directory that paths are relative to.
    var destination: FilePath
    /// The paths that are taken; patterns of tar.
    var members: [String]
    /// Expressions that move members, in the form of `sed`; all are applied.
    ///
    /// They do not apply to links' destinations.
    var moves: [String]

    /// - Parameters:
    ///   - toolchain: the directory of the SDK's compiler.
    ///   - sysroot: the root of the target's file system.
    init(_ package: DebianPackage, role: DebianPackageSet.Role, toolchain: FilePath, sysroot: FilePath) {
        switch (role, package.name) {
        case (.sysroot, _):
            // Debian 12's packages still have files beside /usr, whose directories are links there.
            self.init(
                destination: sysroot, members: ["."],
                moves: ["s,^\\./lib/,./usr/lib/,S", "s,^\\./lib64/,./usr/lib64/,S", "s,^\\./bin/,./usr/bin/,S"])
        case (.swiftLibraries, DebianRecipe.compilerPackage):
            self.init(
                destination: sysroot,
                members: [
                    "linux", "shims", "dispatch", "os", "Block", "CoreFoundation", "_FoundationCShims",
                    "_foundation_unicode",
                ].map { Self.swift + "lib/swift/" + $0 } + [Self.swift + "lib/swift_static"],
                moves: ["s,^\(Self.swift)lib/,./usr/lib/,S"])
        case (.swiftLibraries, _):
            self.init(
                destination: sysroot, members: [Self.swift + "lib/swift/linux"],
                moves: ["s,^\(Self.swift)lib/,./usr/lib/,S"])
        case (.compiler, DebianRecipe.compilerPackage):
            self.init(
                destination: toolchain,
                members: ["swift-frontend", "swift-driver", "swiftc", "swift-autolink-extract"].map {
                    Self.swift + "bin/" + $0
                } + [
                    // Not lib_InternalSwiftScan.so: 213 MB, of which SwiftPM only says that it is missing.
                    Self.swift + "lib/swift/host/compiler/lib_Compiler*.so", Self.swift + "lib/swift/host/plugins",
                    // The number is clang's version.
                    Self.swift + "lib/clang/*/include",
                ],
                moves: ["s,^\(Self.swift),./,S"])
        case (.compiler, DebianRecipe.libraryPackage):
            self.init(
                destination: toolchain, members: [Self.swift + "lib/swift"], moves: ["s,^\(Self.swift),./,S"])
        case (.compiler, _):
            // The libraries that the compiler finds beside Swift's, and its loader.
            self.init(
                destination: toolchain.pushing("lib/swift/linux"), members: ["./usr/lib/*-linux-gnu*/*.so*"],
                moves: ["s,^.*/,./,S"])
        }
    }

    private init(destination: FilePath, members: [String], moves: [String]) {
        self.destination = destination
        self.members = members
        self.moves = moves
    }

    /// `dpkg-deb` and `tar` in one pipe, so that only the needed files are written to disk.
    func command(archive: FilePath) -> Command {
        Command(
            "bash",
            [
                "-c", #"set -o pipefail; dpkg-deb --fsys-tarfile "$1" | tar --extract --directory "$2" "${@:3}""#,
                "bash", archive.string, destination.string, "--no-same-owner", "--wildcards",
                "--no-wildcards-match-slash",
                "--transform", moves.joined(separator: ";"), "--",
            ] + members, environment: ["LC_ALL": "C"])
    }
}
