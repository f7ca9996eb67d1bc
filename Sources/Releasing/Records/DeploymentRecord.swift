package import Model

/// Who released what, when, over what: the JSON beside the artifacts.
///
/// **Where it is.** Each run writes one object, `PREFIX/deployments/STAGE/REGION/KEY.json` (``DeploymentRecordKey``), whose
/// key sorts the newest first. There is no pointer to the newest: two runs could race for it, and a listing of the first
/// page gives the same answer. The object is created with `If-None-Match: *`, and replaced, by its own run only, with
/// `If-Match` and the ETag of what that run wrote last.
///
/// **Why it is not a lock.** Three things already keep two deployments apart where it matters: archives are named by their
/// digest, Terraform locks its state while it plans and applies, and an alias moves only with the `RevisionId` that was
/// read before. A lock beside them would stay behind after each kill and make people delete it by hand. A record without
/// an end therefore only says that a run is alive or was killed. It is renewed at least once a minute; after
/// ``lease`` seconds without that, the next deployment takes it over, and before that it asks to wait, or for `--resume`.
/// Taking over is safe even if the former run is alive: the new run ends the former record with `If-Match`, so that the
/// former run fails to write its next step, and stops between two steps.
package struct DeploymentRecord: Sendable, Hashable, Codable {
    /// The version of the form; it grows when a reader of the former version would misunderstand a record.
    package static let version = 1
    /// How long a record without an end counts as that of a run that is alive, in seconds since it was renewed.
    package static let lease = 300
    /// How often a run renews its record while a step takes long, in seconds.
    package static let renewal = 60

    /// What was asked for.
    package enum Kind: String, Sendable, Hashable, Codable {
        case deploy
        case promote
        case rollback
        case push
    }

    /// Who deployed, as STS says.
    package struct Deployer: Sendable, Hashable, Codable {
        /// The ARN of the user or the role's session.
        package var arn: String
        /// The account.
        package var account: String

        /// Creates a deployer.
        package init(arn: String, account: String) {
            self.arn = arn
            self.account = account
        }

        private enum CodingKeys: String, CodingKey {
            case arn, account
        }

        /// The name for people: the last part of the ARN, which for a role is its session.
        package var name: String { arn.split(separator: "/").last.map(String.init) ?? arn }
    }

    /// The sources.
    package struct Source: Sendable, Hashable, Codable {
        /// The commit checked out.
        package var commit: String
        /// Whether the sources differ from it.
        package var isDirty: Bool

        /// Creates sources.
        package init(commit: String, isDirty: Bool) {
            self.commit = commit
            self.isDirty = isDirty
        }

        private enum CodingKeys: String, CodingKey {
            case commit
            case isDirty = "dirty"
        }
    }

    /// The form's version.
    package let formatVersion: Int
    /// Eight hexadecimal digits that tell runs of one second apart.
    package var id: String
    /// What was asked for.
    package var kind: Kind
    /// The stage, if the project has any.
    package var stage: String?
    /// The region's name.
    package var region: String
    /// Who deployed.
    package var deployer: Deployer
    /// The version of swiftlambda.
    package var tool: String
    /// The sources; `nil` without git.
    package var source: Source?
    /// The stage whose digests were promoted.
    package var promotedFrom: String?
    /// The id of the run that this one finishes.
    package var resumes: String?
    /// When the run began.
    package var began: RecordTime
    /// When the run last wrote the record.
    package var renewed: RecordTime
    /// The functions, by name.
    package var functions: [RecordedFunction]
    /// The plan in lines, as it was shown.
    package var plan: [String]
    /// How far it got.
    package var progress: DeploymentProgress

    private enum CodingKeys: String, CodingKey {
        case formatVersion, id, kind, stage, region, deployer, tool, source, promotedFrom, resumes, began, renewed
        case functions, plan, progress
    }

    /// Creates the record of a run that begins.
    package init(
        id: String, kind: Kind, place: Placement, deployer: Deployer, tool: String = ToolVersion.current,
        source: Source?, promotedFrom: String? = nil, resumes: String? = nil, began: RecordTime,
        functions: [RecordedFunction] = [], plan: [String] = []
    ) {
        formatVersion = Self.version
        self.id = id
        self.kind = kind
        stage = place.stage
        region = place.region?.name ?? ""
        self.deployer = deployer
        self.tool = tool
        self.source = source
        self.promotedFrom = promotedFrom
        self.resumes = resumes
        self.began = began
        renewed = began
        self.functions = functions
        self.plan = plan
        progress = DeploymentProgress()
    }

    /// Where the object is in the bucket.
    package func key(in store: ArtifactStore) -> String {
        DeploymentRecordKey.directory(in: store, stage: stage, region: region)
            + DeploymentRecordKey(began: began, id: id).fileName
    }

    /// Takes an event of the run.
    package mutating func take(
        _ event: DeploymentProgress.Event, at time: RecordTime
    ) throws(DeploymentProgressFault) {
        try progress.take(event, at: time)
        renewed = time
    }

    /// Whether its run may be alive: it has no end, and was renewed not long ago.
    package func isAlive(at now: RecordTime) -> Bool {
        progress.end == nil && now.seconds(since: renewed) < Self.lease
    }

    /// Whether its run got as far as Terraform; before that, no function has what the record says.
    package var isApplied: Bool {
        progress.end?.outcome == .done || progress.entries.contains { $0.step >= .apply }
    }

    /// An id for a new record.
    package static func newID(using generator: inout some RandomNumberGenerator) -> String {
        Hexadecimal.text(UInt32.random(in: .min ... .max, using: &generator), width: 8)
    }

    /// The place in words, such as `prod in eu-west-1`.
    package var placeWords: String { [stage, region].compactMap { $0 }.joined(separator: " in ") }
}
