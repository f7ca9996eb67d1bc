import Building
import SystemPackage

extension BuilderDecision {
    /// Where the libraries are that its programs are linked to.
    var libraryOrigin: LibraryOrigin {
        switch method {
        case .native: .host
        case .sdk(let sdk, let target, _): LibraryOrigin(name: sdk.id, root: target.sdkRoot)
        }
    }

    /// The options with which programs are linked: those of an optimization, and those that let the archive bring its own
    /// loader, which programs for musl do not have.
    func toolset(in scratch: FilePath, optimization: OptimizationOptions) -> LinkToolset? {
        var options = optimization.linkerOptions
        var isOfMusl = false
        if case .sdk(_, let target, _) = method { isOfMusl = target.libc == .musl }
        if !isOfMusl { options += OwnLoader.linkerOptions(for: architecture) }
        return options.isEmpty
            ? nil : LinkToolset(path: scratch.appending("link-\(architecture).json"), options: options)
    }
}
