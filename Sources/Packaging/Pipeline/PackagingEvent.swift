package import Model
package import SystemPackage

/// An event during packaging, for display.
package enum PackagingEvent: Sendable, Hashable {
    /// Waiting for another run that works on the package.
    case waiting(lock: FilePath)
    /// Pulling an image.
    case pulling(image: String, architecture: Architecture)
    /// The build starts.
    case building(products: [String], architecture: Architecture)
    /// SwiftPM printed a line.
    case buildLine(String, architecture: Architecture)
    /// The build ended.
    case built(architecture: Architecture, isSuccess: Bool)
    /// A function enters a stage.
    case stage(Stage, function: String, architecture: Architecture)
    /// A function is finished.
    case finished(function: String, architecture: Architecture)

    /// The stages of one function after the build.
    package enum Stage: String, Sendable, Hashable {
        case stripping
        case auditing
        case zipping
    }
}
