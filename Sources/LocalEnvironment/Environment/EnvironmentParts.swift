/// What an execution environment has before its first process starts.
struct EnvironmentParts: Sendable {
    /// Where its files lie.
    let directories: EnvironmentDirectories
    /// What serves its processes.
    let server: APIServer
    /// What its processes are given.
    var variables: LambdaVariables
}
