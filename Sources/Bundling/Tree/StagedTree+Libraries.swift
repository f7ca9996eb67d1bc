import Host
import Model
import SystemPackage

extension StagedTree {
    /// The program that Lambda starts.
    var bootstrap: Entry? { entries.first { $0.path == LambdaPaths.bootstrap } }

    /// The tree with libraries in `lib/`.
    ///
    /// Only the loader is executable, whatever the files' modes: these differ between distributions.
    package func adding(_ libraries: [FoundLibrary], loader: String) -> StagedTree {
        var entries = entries
        for library in libraries {
            var (path, status) = library.staged ?? (library.path, library.status)
            status.permissions = library.name == loader ? .ownerReadWriteExecute : .ownerReadWrite
            entries.append(Entry(path: library.archivePath, content: .file(path, status)))
        }
        return StagedTree(entries: entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) })
    }
}
