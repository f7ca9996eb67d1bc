import Model

@testable import Releasing

/// Records of the deployment of one function.
enum RecordSamples {
    static let digest = String(repeating: "ab", count: 32)
    static let codeHash = "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s="
    static let commit = String(repeating: "c0", count: 20)
    static let store = ArtifactStore(bucket: "shop", prefix: "functions")
    static let place = Placement(stage: "prod", region: Region("eu-west-1"))
    static let deployer = DeploymentRecord.Deployer(
        arn: "arn:aws:sts::123456789012:assumed-role/ci/GitHubActions", account: "123456789012")
    /// 1 January 2026.
    static let start = RecordTime(secondsSince1970: 1_767_225_600)

    static func time(_ seconds: Int) -> RecordTime {
        RecordTime(secondsSince1970: Double(start.secondsSince1970 + seconds))
    }

    static func alias(_ version: String, _ weights: [String: Double] = [:]) -> RecordedFunction.Alias {
        RecordedFunction.Alias(name: "live", version: version, weights: weights, revision: "r-\(version)")
    }

    static let orders = RecordedFunction(
        name: "orders", deployedName: "orders-prod", digest: digest, key: "functions/orders/\(digest).zip",
        codeHash: codeHash, steps: [.publish, .smoke, .shift], versionBefore: "7", aliasBefore: alias("7"))

    static func record(
        kind: DeploymentRecord.Kind = .deploy, id: String = "0123abcd", began: Int = 0,
        functions: [RecordedFunction] = [orders]
    ) -> DeploymentRecord {
        DeploymentRecord(
            id: id, kind: kind, place: place, deployer: deployer, tool: "1.2.3",
            source: DeploymentRecord.Source(commit: commit, isDirty: false), began: time(began), functions: functions,
            plan: ["orders: code changes", "orders: role gains s3:GetObject"])
    }

    /// A record after some events, one a second.
    static func record(
        kind: DeploymentRecord.Kind = .deploy, began: Int = 0, after events: [DeploymentProgress.Event]
    ) throws -> DeploymentRecord {
        var record = record(kind: kind, began: began)
        for (second, event) in events.enumerated() { try record.take(event, at: time(began + second + 1)) }
        return record
    }

    /// Everything up to and with a step.
    static func events(through last: DeploymentStep) -> [DeploymentProgress.Event] {
        DeploymentStep.allCases.filter { $0 <= last }.flatMap { step -> [DeploymentProgress.Event] in
            [.began(step, function: step.isOfFunction ? "orders" : nil), .finished]
        }
    }
}
