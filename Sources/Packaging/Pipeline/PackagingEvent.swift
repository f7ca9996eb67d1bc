package import Model
package import SystemPackage

/// What happens while functions are packaged, for whoever shows it.
package enum PackagingEvent: Sendable, Hashable {
    /// Another run works on the package; this one waits.
    case waiting(lock: FilePath)
    /// An image is pulled.
    case pulling(image: String, architecture: Architecture)
    /// The build begins.
    case building(products: [String], architecture: Architecture)
    /// SwiftPM printed a line.
    case buildLine(String, architecture: Architecture)
    /// The build is over.
    case built(architecture: Architecture, isSuccess: Bool)
    /// A function goes into a stage.
    case stage(Stage, function: String, architecture: Architecture)
    /// A function is done with.
    case finished(function: String, architecture: Architecture)

    /// The stages of one function after the build.
    package enum Stage: String, Sendable, Hashable {
        case stripping
        case auditing
        case zipping
    }
}
