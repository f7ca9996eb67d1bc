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

    /// The options with which programs are linked so that the archive may bring its own loader; none for musl, whose
    /// programs have no loader.
    func toolset(in scratch: FilePath) -> LinkToolset? {
        if case .sdk(_, let target, _) = method, target.libc == .musl { return nil }
        return LinkToolset(
            path: scratch.appending("link-\(architecture).json"),
            options: OwnLoader.linkerOptions(for: architecture))
    }
}
