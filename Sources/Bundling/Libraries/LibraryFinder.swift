import ELF
import Host
import LinkAudit
import Model
import SystemPackage

/// Searches an origin's files for libraries as its loader would, without running anything.
///
/// `LD_LIBRARY_PATH` is ignored: the archive must not depend on the user's shell.
struct LibraryFinder {
    let origin: LibraryOrigin
    let architecture: Architecture
    private let files: any FileSystem
    private let systemDirectories: [SearchDirectory]

    init(origin: LibraryOrigin, architecture: Architecture, files: any FileSystem) throws {
        self.origin = origin
        self.architecture = architecture
        self.files = files
        systemDirectories = try LoaderDirectories(origin: origin, files: files).all(for: architecture)
            .map { .inOrigin($0) }
    }

    /// The result of a search.
    enum Outcome {
        case found(FoundLibrary)
        /// Not found; lists the files that were skipped, with reasons.
        case missing(passedOver: [PassedOver])
    }

    /// A file of the right name that the function can't use.
    struct PassedOver: Hashable {
        var path: FilePath
        var reason: String
    }

    /// Finds a library in directories of the file that needs it, then in those of the system.
    func find(_ name: String, in directories: [SearchDirectory], andSystem: Bool = true) throws -> Outcome {
        var passedOver: [PassedOver] = []
        for directory in directories + (andSystem ? systemDirectories : []) {
            guard let (path, status, resolved) = try regularFile(name, in: directory),
                !passedOver.contains(where: { $0.path == path })
            else { continue }
            let bytes = try files.read(path, limit: LambdaLimits.unzippedBytes)
            do throws(ELFError) {
                let file = try ELFFile(bytes)
                guard Architecture(machine: file.machine) == architecture else {
                    passedOver.append(PassedOver(path: path, reason: "it is for \(file.machine)"))
                    continue
                }
                return .found(
                    FoundLibrary(name: name, path: path, status: status, directory: resolved, file: file))
            } catch {
                passedOver.append(PassedOver(path: path, reason: "\(error)"))
            }
        }
        return .missing(passedOver: passedOver)
    }

    private func regularFile(
        _ name: String, in directory: SearchDirectory
    ) throws -> (path: FilePath, status: FileStatus, directory: SearchDirectory)? {
        let path: FilePath
        let resolvedDirectory: SearchDirectory
        switch directory {
        case .inOrigin(let directory):
            guard let resolved = try origin.resolve(directory.appending(name), files: files) else { return nil }
            path = origin.physical(resolved)
            resolvedDirectory = .inOrigin(resolved.removingLastComponent())
        case .besideProgram(let directory):
            let link = directory.appending(name)
            guard try files.status(of: link, followingLinks: true) != nil else { return nil }
            path = try files.realPath(link)
            resolvedDirectory = .besideProgram(path.removingLastComponent())
        }
        guard let status = try files.status(of: path, followingLinks: false), status.kind == .regular else {
            return nil
        }
        return (path, status, resolvedDirectory)
    }
}
