import Model
import SystemPackage

/// What stands in the way of bringing libraries in the archive, or may.
enum BundleProblem: Hashable {
    /// A version of a library and who asks for it.
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
    /// There are only files that cannot be loaded, such as those for another machine.
    case unusable(String, by: String, passedOver: [LibraryFinder.PassedOver])
    /// A need names a path of the building machine instead of a library.
    case neededByPath(String, by: String)
    /// Two versions of one library would be loaded into one process.
    case severalVersions([Version])
    /// Two askers would find different files of one name.
    case twoFiles(String, taken: FilePath, other: FilePath, by: String)
    /// Loader and libc are not of one build.
    case mixedLibc(loader: FilePath, libc: FilePath)
    /// The archive holds a part of the C library already.
    case includedLibc([String])
    /// The program was linked without room for the own loader's path.
    case notLinkedForOwnLoader(String?)

    /// The library that it leaves out.
    var missingLibrary: String? {
        switch self {
        case .notFound(let name, _, _), .unusable(let name, _, _), .neededByPath(let name, _): name
        default: nil
        }
    }

    /// What to tell the user.
    ///
    /// - Parameter hasLayers: whether layers may bring what is not found.
    func diagnostic(hasLayers: Bool) -> Diagnostic? {
        switch self {
        case .notFound(let name, let asker, let origin):
            Diagnostic(
                hasLayers ? .warning : .error, "bundle.library-not-found",
                "'\(asker)' needs '\(name)', which is not found \(Self.place(origin))",
                explanation: "It was looked for in the search path of who needs it, in the directories of "
                    + "/etc/ld.so.conf and in the loader's own.",
                hints: [
                    "install the package that has it", "bring it yourself: --include /path/to/\(name)=lib/\(name)",
                ])
        case .unusable(let name, let asker, let passedOver):
            .error(
                "bundle.library-unusable", "'\(asker)' needs '\(name)', and what there is cannot be loaded",
                explanation: passedOver.map { "'\($0.path)': \($0.reason)" }.joined(separator: "\n"),
                hints: ["install the library for the function's architecture"])
        case .neededByPath(let path, let asker):
            .error(
                "bundle.needed-by-path", "'\(asker)' needs '\(path)' by its path",
                explanation: "The loader would look for that very path on Lambda. The library was linked without a "
                    + "name of its own (DT_SONAME).",
                hints: ["link the library with -Wl,-soname,\(path.split(separator: "/").last ?? "NAME"), or statically"]
            )
        case .severalVersions(let versions):
            .warning(
                "bundle.several-versions",
                "\(versions.map { "'\($0.name)'" }.joined(separator: " and ")) would be loaded into one process",
                explanation: versions.map { version in
                    "'\(version.name)' is needed by " + version.askers.map { "'\($0)'" }.joined(separator: ", ")
                }.joined(separator: "\n")
                    + "\nTheir functions have the same names, and one may be called for the other.",
                hints: ["build all of them against one version"])
        case .twoFiles(let name, let taken, let other, let asker):
            .warning(
                "bundle.two-files", "'\(asker)' would find another '\(name)' than the one in the archive",
                explanation: "The archive has '\(taken)'; its own search path leads to '\(other)'. "
                    + "A process loads one of a name.",
                hints: ["remove one of the two, or the search path that leads to it"])
        case .mixedLibc, .includedLibc, .notLinkedForOwnLoader: libcDiagnostic
        }
    }

    private var libcDiagnostic: Diagnostic? {
        switch self {
        case .mixedLibc(let loader, let libc):
            .error(
                "bundle.libc-mixed", "the loader '\(loader)' and the C library '\(libc)' lie apart",
                explanation: "They must be of one build, and these are likely of two.",
                hints: ["remove the one that was installed beside the system's"])
        case .includedLibc(let paths):
            .error(
                "bundle.libc-included",
                "the archive includes \(paths.map { "'\($0)'" }.joined(separator: ", ")) already",
                explanation: "Loader and C library must be of one build, so they are brought together or not at all.",
                hints: ["leave them out of include; --bundle libc brings them"])
        case .notLinkedForOwnLoader(let interpreter):
            .error(
                "bundle.not-linked-for-own-loader",
                interpreter.map { "the program asks for the loader '\($0)' and has no room for another path" }
                    ?? "the program asks for no loader",
                explanation: "An archive with a C library of its own needs a program that is linked for it.",
                hints: ["package it with --bundle libraries"])
        default: nil
        }
    }

    private static func place(_ origin: LibraryOrigin) -> String {
        origin.root == LibraryOrigin.host.root ? "on this machine" : "in \(LibraryOrigin.title(of: origin.name))"
    }
}
