/// The settings of what surrounds a function on AWS; `nil` where the configuration sets nothing.
package struct FunctionSurroundings: Sendable, Hashable {
    /// How many environments the function may have.
    package var concurrency: ConcurrencySettings?
    /// Whether each deployment publishes a version.
    package var versions: Bool?
    /// The name of the alias that callers use.
    package var alias: String?
    /// The queue or topic for events that Lambda gives up on.
    package var deadLetter: ResourceARN?
    /// What Lambda does with queued events.
    package var asynchronous: AsynchronousSettings?
    /// The keys that encrypt the environment and the logs.
    package var encryption: EncryptionSettings?
    /// The VPC that the function is connected to.
    package var network: NetworkSettings?
    /// The file system that it mounts.
    package var fileSystem: FileSystemSettings?
    /// The code signing configuration that its archives must satisfy.
    package var codeSigning: ResourceARN?
    /// The place and limit of its role.
    package var role: RoleSettings?
    /// Its log group.
    package var logGroup: LogGroupSettings?
    /// Its URL.
    package var url: FunctionURLSettings?
    /// What calls it.
    package var triggers: [Trigger]?

    /// Creates settings that set nothing.
    package init() {}

    /// These settings, filled from others where these set nothing.
    package func filled(from defaults: FunctionSurroundings) -> FunctionSurroundings {
        var filled = self
        filled.concurrency = concurrency ?? defaults.concurrency
        filled.versions = versions ?? defaults.versions
        filled.alias = alias ?? defaults.alias
        filled.deadLetter = deadLetter ?? defaults.deadLetter
        filled.asynchronous = asynchronous ?? defaults.asynchronous
        filled.encryption = encryption ?? defaults.encryption
        filled.network = network ?? defaults.network
        filled.fileSystem = fileSystem ?? defaults.fileSystem
        filled.codeSigning = codeSigning ?? defaults.codeSigning
        filled.role = role ?? defaults.role
        filled.logGroup = defaults.logGroup.map { (logGroup ?? LogGroupSettings()).filled(from: $0) } ?? logGroup
        return filled
    }

    /// Whether each deployment publishes a version; an alias needs one.
    package var publishesVersions: Bool { versions == true || alias != nil }

    /// The ARNs that must be of the function's own region, with their keys.
    package var regionalARNs: [(keyPath: [String], arn: ResourceARN)] {
        let found: [([String], ResourceARN?)] = [
            (["deadLetter"], deadLetter),
            (["async", "onSuccess"], asynchronous?.onSuccess),
            (["async", "onFailure"], asynchronous?.onFailure),
            (["kms", "environment"], encryption?.environment),
            (["kms", "logs"], encryption?.logs),
            (["fileSystem", "arn"], fileSystem?.accessPoint),
            (["codeSigning"], codeSigning),
            (["role", "boundary"], role?.boundary),
            (["logs", "subscription", "destination"], logGroup?.subscription?.destination),
        ]
        let sources = (triggers ?? []).enumerated().map { index, trigger in
            (["triggers", "\(index)", trigger.key], trigger.regionalARN)
        }
        return (found + sources).compactMap { keyPath, arn in arn.map { (keyPath, $0) } }
    }
}
