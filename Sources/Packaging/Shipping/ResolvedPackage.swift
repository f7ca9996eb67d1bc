/// A Swift package as SwiftPM resolved it.
struct ResolvedPackage: Sendable, Hashable {
    /// Where a package comes from.
    enum Source: Sendable, Hashable {
        /// A repository; `nil` if it is on this machine.
        case repository(RemoteLocation?)
        /// A registry.
        case registry
        /// A directory, as the package sees it.
        case directory(String)
        /// A directory that `swift package edit` made; its content is unknown.
        case edited
    }

    /// The name by which SwiftPM knows it, such as `swift-nio`.
    var identity: String
    /// Where it comes from.
    var source: Source
    /// The version, if it was resolved by one.
    var version: String?
    /// The commit, if it comes from a repository.
    var revision: String?

    /// The words for its source.
    var sourceName: String {
        switch source {
        case .repository: "repository"
        case .registry: "registry"
        case .directory: "directory"
        case .edited: "edited"
        }
    }
}
