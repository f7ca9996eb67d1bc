import ELF
import LinkAudit
import Model
import SystemPackage

/// Every library that a program needs, directly or not, in load order.
struct LibraryClosure {
    /// A program or library whose needs are collected.
    private struct Asker {
        var name: String
        var file: ELFFile
        /// `nil` for files that are already in the archive: their place on this machine does not matter.
        var directory: SearchDirectory?
        /// The RPATHs of the files that need it, which apply to it too.
        var inheritedRPath: [SearchDirectory]

        /// The directories that it searches before the system's.
        var search: LibrarySearch<SearchDirectory> {
            guard let directory else { return LibrarySearch(rpath: inheritedRPath) }
            return LibrarySearch(file.dynamic, inheritedRPath: inheritedRPath) {
                SearchDirectory($0, origin: directory)
            }
        }
    }

    private let finder: LibraryFinder
    /// Names that the runtime provides.
    private let provided: Set<String>
    /// Libraries that the archive already contains, by name.
    private let included: [String: ELFFile]

    private(set) var libraries: [FoundLibrary] = []
    private(set) var problems: [BundleProblem] = []
    private var askers: [String: Set<String>] = [:]
    private var pending: [Asker] = []

    init(finder: LibraryFinder, provided: Set<String>, included: [String: ELFFile]) {
        self.finder = finder
        self.provided = provided
        self.included = included
    }

    /// Collects what a program needs.
    ///
    /// - Parameters:
    ///   - directory: where the build put the program.
    ///   - alsoNeeded: names that the program needs without listing them as libraries, such as its loader.
    mutating func gather(_ program: ELFFile, in directory: FilePath, alsoNeeded: [String] = []) throws {
        var root = Asker(
            name: LambdaPaths.bootstrap, file: program, directory: .besideProgram(directory), inheritedRPath: [])
        for name in alsoNeeded { try need(name, by: root, search: LibrarySearch()) }
        pending.append(root)
        // Breadth first, as the loader does: of two files of one name, it uses the first for both.
        var next = 0
        while next < pending.count {
            root = pending[next]
            next += 1
            let search = root.search
            for name in root.file.dynamic?.neededLibraries ?? [] {
                try need(name, by: root, search: search)
            }
        }
        reportSeveralVersions()
    }

    private mutating func need(
        _ name: String, by asker: Asker, search: LibrarySearch<SearchDirectory>
    ) throws {
        if name.contains("/") {
            problems.append(.neededByPath(name, by: asker.name))
            return
        }
        guard !provided.contains(name), name != "linux-vdso.so.1" else { return }
        if askers[name] != nil {
            askers[name]?.insert(asker.name)
            try checkSame(name, for: asker, search: search)
            return
        }
        askers[name] = [asker.name]
        if let file = included[name] {
            pending.append(Asker(name: name, file: file, directory: nil, inheritedRPath: search.rpath))
            return
        }
        switch try finder.find(name, in: search.rpath + search.runpath) {
        case .found(let library):
            libraries.append(library)
            pending.append(
                Asker(name: name, file: library.file, directory: library.directory, inheritedRPath: search.rpath))
        case .missing(let passedOver):
            problems.append(
                passedOver.isEmpty
                    ? .notFound(name, by: asker.name, origin: finder.origin)
                    : .unusable(name, by: asker.name, passedOver: passedOver))
        }
    }

    /// Compares the file that is used for a name with the one that a later file would find.
    private mutating func checkSame(
        _ name: String, for asker: Asker, search: LibrarySearch<SearchDirectory>
    ) throws {
        let own = search.rpath + search.runpath
        guard !own.isEmpty, let first = libraries.first(where: { $0.name == name }),
            case .found(let other) = try finder.find(name, in: own, andSystem: false), other.path != first.path,
            other.file.buildID == nil || other.file.buildID != first.file.buildID
        else { return }
        problems.append(.twoFiles(name, taken: first.path, other: other.path, by: asker.name))
    }

    /// Two versions of one library have different names, and both would be loaded.
    private mutating func reportSeveralVersions() {
        var versions: [Substring: [String]] = [:]
        for name in askers.keys {
            guard let suffix = name.firstRange(of: ".so.") else { continue }
            versions[name[..<suffix.lowerBound], default: []].append(name)
        }
        for (_, names) in versions.sorted(by: { $0.key < $1.key }) where names.count > 1 {
            problems.append(
                .severalVersions(
                    names.sorted().map { ($0, (askers[$0] ?? []).sorted()) }.map(BundleProblem.Version.init)))
        }
    }
}
