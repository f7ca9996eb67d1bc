/// The paths of a function's files on Lambda.
package enum LambdaPaths {
    /// The directory to which the archive is unpacked.
    package static let taskDirectory = "/var/task"
    /// The directory to which layers are unpacked.
    package static let layersDirectory = "/opt"
    /// The program in the task directory that Lambda starts.
    package static let bootstrap = "bootstrap"
}
