import Host
import SystemPackage

/// Makes an SDK in a directory of its own, and puts it in its place when it is complete.
struct SDKPlacement: Sendable {
    let id: String
    let store: SDKStore
    let host: Host

    /// The directory of the unfinished SDK; SwiftPM only reads directories that end in `.artifactbundle`.
    private var unfinished: FilePath { store.directory.appending(".making-\(id)") }

    /// Checks that a directory, which may be missing, has room.
    ///
    /// - Throws: `SDKMakeError.noRoom`; `FileError`.
    static func requireRoom(_ needed: Int64, in directory: FilePath, on host: Host) throws {
        // It is made only when something is put into it.
        var existing = directory
        while try host.files.status(of: existing, followingLinks: true) == nil, existing.removeLastComponent() {}
        let available = try host.files.room(in: existing)
        guard available >= needed else {
            throw SDKMakeError.noRoom(directory, needed: needed, available: available)
        }
    }

    /// Makes the SDK; whatever an error or a killed run leaves is removed.
    ///
    /// - Parameter make: fills a directory; it also gets the bundle's final path.
    func place(_ make: (_ unfinished: FilePath, _ bundle: FilePath) async throws -> Void) async throws {
        try host.files.makeDirectory(store.directory)
        // Files may name their place by an absolute path, which must have no link in it that may change.
        let bundle = try host.files.realPath(store.directory).appending("\(id).artifactbundle")
        try host.files.remove(unfinished)
        do {
            try await make(unfinished, bundle)
            try replace(bundle)
        } catch {
            try host.files.remove(unfinished)
            throw error
        }
    }

    /// Moves the SDK to its final path; replaces an existing one within a moment.
    private func replace(_ bundle: FilePath) throws {
        let old = store.directory.appending(".replaced-\(id)")
        try host.files.remove(old)
        if try host.files.status(of: bundle, followingLinks: false) != nil {
            try host.files.rename(bundle, to: old)
        }
        try host.files.rename(unfinished, to: bundle)
        try host.files.remove(old)
    }
}
