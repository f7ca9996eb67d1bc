/// The settings of what surrounds a function on AWS; `nil` where the configuration sets nothing.
package struct FunctionSurroundings: Sendable, Hashable {
    /// How many environments the function may have.
    package var concurrency: ConcurrencySettings?
    /// Whether each deployment publishes a version.
    package var versions: Bool?
    /// The name of the alias that callers use.
    package var alias: String?
    /// The queue or topic for events that Lambda gives up on.
    package var deadLetter: ResourceReference?
    /// What Lambda does with queued events.
    package var asynchronous: AsynchronousSettings?
    /// The keys that encrypt the environment and the logs.
    package var encryption: EncryptionSettings?
    /// The VPC that the function is connected to.
    package var network: NetworkSettings?
    /// The file system that it mounts.
    package var fileSystem: FileSystemSettings?
    /// The code signing configuration that its archives must satisfy.
    package var codeSigning: ResourceReference?
    /// The place and limit of its role.
    package var role: RoleSettings?
    /// Its log group.
    package var logGroup: LogGroupSettings?
    /// Its URL.
    package var url: FunctionURLSettings?
    /// The HTTP API in front of it.
    package var api: APISettings?
    /// What calls it.
    package var triggers: [Trigger]?

    /// Creates settings that set nothing.
    package init() {}

    /// These settings, filled from others where these set nothing.
    ///
    /// - Parameter isUnset: whether the key at a path is null, so that it stays without a value.
    package func filled(
        from defaults: FunctionSurroundings, isUnset: ([String]) -> Bool
    ) -> FunctionSurroundings {
        var filled = self
        func fill<Value>(_ setting: WritableKeyPath<FunctionSurroundings, Value?>, _ key: String) {
            if self[keyPath: setting] == nil, !isUnset([key]) { filled[keyPath: setting] = defaults[keyPath: setting] }
        }
        fill(\.concurrency, "concurrency")
        fill(\.versions, "versions")
        fill(\.alias, "alias")
        fill(\.deadLetter, "deadLetter")
        fill(\.asynchronous, "async")
        fill(\.encryption, "kms")
        fill(\.network, "vpc")
        fill(\.fileSystem, "fileSystem")
        fill(\.codeSigning, "codeSigning")
        fill(\.role, "role")
        fill(\.url, "url")
        fill(\.api, "api")
        fill(\.triggers, "triggers")
        guard let others = defaults.logGroup, !isUnset(["logs"]) else { return filled }
        var group = (logGroup ?? LogGroupSettings()).filled(from: others)
        if isUnset(["logs", "group"]) { group.existing = logGroup?.existing }
        if isUnset(["logs", "class"]) { group.logClass = logGroup?.logClass }
        if isUnset(["logs", "keep"]) { group.keep = logGroup?.keep }
        if isUnset(["logs", "subscription"]) { group.subscription = logGroup?.subscription }
        filled.logGroup = group
        return filled
    }

    /// Whether each deployment publishes a version; an alias needs one.
    package var publishesVersions: Bool { versions == true || alias != nil }

    /// The ARNs that must be of the function's own region, with their keys.
    package var regionalARNs: [(keyPath: [String], arn: ResourceARN)] {
        let found: [([String], ResourceReference?)] = [
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
            (["triggers", "\(index)", trigger.key], trigger.regionalSource)
        }
        return (found + sources).compactMap { keyPath, resource in resource?.arn.map { (keyPath, $0) } }
    }
}
