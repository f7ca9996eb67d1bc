import Model
import SystemPackage

/// A problem, or a possible problem, with bundling libraries.
enum BundleProblem: Hashable {
    /// A version of a library and the files that need it.
    struct Version: Hashable {
        var name: String
        var askers: [String]

        init(_ pair: (name: String, askers: [String])) {
            name = pair.name
            askers = pair.askers
        }
    }

    /// There is no such library.
    case notFound(String, by: String, origin: LibraryOrigin)
    /// All candidates are unusable, such as those for another machine.
    case unusable(String, by: String, passedOver: [LibraryFinder.PassedOver])
    /// A file needs a path of the build machine instead of a library name.
    case neededByPath(String, by: String)
    /// Two versions of one library would be loaded into one process.
    case severalVersions([Version])
    /// Two files would find different libraries of the same name.
    case twoFiles(String, taken: FilePath, other: FilePath, by: String)
    /// Loader and libc do not come from one build.
    case mixedLibc(loader: FilePath, libc: FilePath)
    /// The archive already contains a part of the C library.
    case includedLibc([String])
    /// The program was linked without room for the path of a bundled loader.
    case notLinkedForOwnLoader(String?)

    /// The missing library.
    var missingLibrary: String? {
        switch self {
        case .notFound(let name, _, _), .unusable(let name, _, _), .neededByPath(let name, _): name
        default: nil
        }
    }

    /// The diagnostic for the user.
    ///
    /// - Parameter hasLayers: whether layers may contain the missing libraries.
    func diagnostic(hasLayers: Bool) -> Diagnostic? {
        switch self {
        case .notFound(let name, let asker, let origin):
            Diagnostic(
                hasLayers ? .warning : .error, "bundle.library-not-found",
                "'\(asker)' needs '\(name)', which is not found \(Self.place(origin))",
                explanation: "swiftlambda searched the file's own search path, the directories of "
                    + "/etc/ld.so.conf and the loader's default directories.",
                hints: [
                    "install the package that contains it",
                    "include it yourself: --include /path/to/\(name)=lib/\(name)",
                ])
        case .unusable(let name, let asker, let passedOver):
            .error(
                "bundle.library-unusable", "'\(asker)' needs '\(name)', but no usable file was found",
                explanation: passedOver.map { "'\($0.path)': \($0.reason)" }.joined(separator: "\n"),
                hints: ["install the library for the function's architecture"])
        case .neededByPath(let path, let asker):
            .error(
                "bundle.needed-by-path", "'\(asker)' needs '\(path)' by its path",
                explanation: "The loader would look for this exact path on Lambda. The library was linked without a "
                    + "name (DT_SONAME).",
                hints: ["link the library with -Wl,-soname,\(path.split(separator: "/").last ?? "NAME"), or statically"]
            )
        case .severalVersions(let versions):
            .warning(
                "bundle.several-versions",
                "\(versions.map { "'\($0.name)'" }.joined(separator: " and ")) would be loaded into one process",
                explanation: versions.map { version in
                    "'\(version.name)' is needed by " + version.askers.map { "'\($0)'" }.joined(separator: ", ")
                }.joined(separator: "\n")
                    + "\nTheir functions have the same names, so a call may reach the wrong one.",
                hints: ["build all of them against the same version"])
        case .twoFiles(let name, let taken, let other, let asker):
            .warning(
                "bundle.two-files", "'\(asker)' would load another '\(name)' than the one in the archive",
                explanation: "The archive has '\(taken)'; the file's search path leads to '\(other)'. "
                    + "A process loads only one library of a name.",
                hints: ["remove one of the two, or the search path that leads to it"])
        case .mixedLibc, .includedLibc, .notLinkedForOwnLoader: libcDiagnostic
        }
    }

    private var libcDiagnostic: Diagnostic? {
        switch self {
        case .mixedLibc(let loader, let libc):
            .error(
                "bundle.libc-mixed",
                "the loader '\(loader)' and the C library '\(libc)' come from different directories",
                explanation: "They must come from one build, and these probably do not.",
                hints: ["remove the one that does not belong to the system"])
        case .includedLibc(let paths):
            .error(
                "bundle.libc-included",
                "the archive already includes \(paths.map { "'\($0)'" }.joined(separator: ", "))",
                explanation: "Loader and C library must come from one build, so swiftlambda bundles both or neither.",
                hints: ["remove them from 'include'; --bundle libc bundles them"])
        case .notLinkedForOwnLoader(let interpreter):
            .error(
                "bundle.not-linked-for-own-loader",
                interpreter.map { "the program requires the loader '\($0)' and has no room for another path" }
                    ?? "the program requires no loader",
                explanation: "An archive with its own C library needs a program that is linked for it.",
                hints: ["package it with --bundle libraries"])
        default: nil
        }
    }

    private static func place(_ origin: LibraryOrigin) -> String {
        origin.root == LibraryOrigin.host.root ? "on this machine" : "in \(LibraryOrigin.title(of: origin.name))"
    }
}
