import Model

extension LambdaRuntime {
    /// Whether a path outside the task directory is known to exist on the runtime, or can be created by layers or the
    /// function itself.
    func mayHave(_ path: String, architecture: Architecture?) -> Bool {
        let trees = [LambdaPaths.layersDirectory, "/tmp", "/proc", "/dev", "/var/runtime", "/var/lang", "/etc/pki"]
        if trees.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) { return true }
        if scriptInterpreters.contains(path) { return true }
        let directory = ArchivePath.directory(of: path)
        guard ["/lib64", "/usr/lib64", "/lib"].contains(directory) else { return false }
        let name = String(path.dropFirst(directory.count + 1))
        return (architecture.map { [$0] } ?? Architecture.allCases)
            .contains { sharedLibraries(for: $0).contains(name) }
    }
}
