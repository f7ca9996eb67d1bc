/// What an execution environment has before its first process starts.
struct EnvironmentParts: Sendable {
    /// Its directories.
    let directories: EnvironmentDirectories
    /// The server for its processes.
    let server: APIServer
    /// The environment variables of its processes.
    var variables: LambdaVariables
}
