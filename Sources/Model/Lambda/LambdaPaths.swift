/// Where a function's files are on Lambda.
package enum LambdaPaths {
    /// The directory that the archive is unpacked to.
    package static let taskDirectory = "/var/task"
    /// The directory that layers are unpacked to.
    package static let layersDirectory = "/opt"
    /// The program in the task directory that Lambda starts.
    package static let bootstrap = "bootstrap"
}
