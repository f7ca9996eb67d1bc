import Building
import Bundling
import ELF
import Host
import SystemPackage

extension FunctionPackager {
    /// What the linked program, and the package's own libraries in its archive, have for older C libraries.
    func compatibility(of binary: FilePath, libraries: [FoundLibrary]) throws -> LinkCompatibility? {
        let own = libraries.compactMap { library -> FilePath? in
            if case .besideProgram = library.directory { library.path } else { nil }
        }
        // The audit reports invalid ELF files.
        let files = try ([binary] + own).map { try host.files.read($0, limit: .max) }.compactMap { try? ELFFile($0) }
        let compatibility = try LinkCompatibility(linkedInto: files)
        return compatibility.isEmpty ? nil : compatibility
    }
}
