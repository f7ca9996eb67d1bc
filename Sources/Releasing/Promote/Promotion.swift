package import Model

/// The archives that one stage runs, for another.
package struct Promotion: Sendable {
    private let aws: AWSCommandLine
    private let source: ReleaseTarget
    private let store: ArtifactStore

    /// Creates a promotion.
    ///
    /// - Parameter source: the place whose archives are taken.
    package init(from source: ReleaseTarget, store: ArtifactStore, aws: AWSCommandLine) {
        self.source = source
        self.store = store
        self.aws = aws.inRegion(source.region)
    }

    /// Asks Lambda which archives the functions run: those that the alias serves, or the newest code without an alias.
    ///
    /// - Parameters:
    ///   - names: the functions' own names.
    ///   - isProtected: whether only archives of committed sources are taken.
    /// - Throws: ``PromotionError``; `AWSError`; `CancellationError`.
    package func archives(of names: [String], isProtected: Bool) async throws -> [ReleasedArchive] {
        let functions = source.functions.filter { names.contains($0.name) }
        let found = try await concurrently(functions) { function in try await archive(of: function) }
        let missing = zip(functions, found).filter { $0.1 == nil }.map(\.0.name)
        guard missing.isEmpty else { throw PromotionError.notDeployed(missing, place: source) }
        var archives = found.compactMap { $0 }
        if archives.contains(where: { $0.source == nil }) {
            let records = try await VersionList(in: source, store: store, aws: aws).records()
            for index in archives.indices where archives[index].source == nil {
                archives[index].source = Self.source(of: archives[index], in: records)
            }
        }
        // Nobody could build again what has no commit.
        let dirty = archives.filter { $0.source?.isDirty != false }.map(\.function)
        guard !isProtected || dirty.isEmpty else { throw PromotionError.uncommitted(dirty, place: source) }
        return archives
    }

    /// The sources of an archive, by the oldest record that has it; functions without versions have no description of one.
    private static func source(
        of archive: ReleasedArchive, in records: [DeploymentRecord]
    ) -> DeploymentRecord.Source? {
        records.last { record in
            record.functions.contains { $0.name == archive.function && $0.digest == archive.digest }
        }?.source
    }

    private func archive(of function: LambdaFunction) async throws -> ReleasedArchive? {
        let version: DeployedVersion
        do {
            version = try await aws.call(
                GetFunctionConfigurationRequest(
                    function: function.deployedName, qualifier: function.surroundings.alias))
        } catch let error as AWSError where error.reason == .notFound {
            return nil
        }
        guard let digest = VersionHistory.digest(ofBase64: version.codeSHA256) else { return nil }
        let description = VersionDescription(version.description)
        // Somebody else may have changed the code and left the text.
        let commit = description?.digest == digest ? description?.commit : nil
        return ReleasedArchive(
            function: function.name, digest: digest, codeHash: version.codeSHA256,
            origin: .object(bucket: store.bucket(in: source.region), region: source.region),
            source: commit.map {
                DeploymentRecord.Source(commit: $0, isDirty: description?.isDirty ?? false)
            })
    }

    /// Compares what the code relies on: names of variables, architecture, runtime.
    ///
    /// - Throws: ``PromotionError`` if the functions of another place have other settings.
    package func checkSettings(of names: [String], for target: ReleaseTarget) throws(PromotionError) {
        var differences: [String] = []
        for function in target.functions where names.contains(function.name) {
            guard let other = source.functions.first(where: { $0.name == function.name }) else { continue }
            differences += Self.differences(of: function, in: target, from: other, in: source)
        }
        guard differences.isEmpty else { throw .otherSettings(differences, from: source, to: target) }
    }

    private static func differences(
        of function: LambdaFunction, in target: ReleaseTarget, from other: LambdaFunction, in source: ReleaseTarget
    ) -> [String] {
        var differences: [String] = []
        if function.architecture != other.architecture {
            differences.append(
                "\(function.name) is for \(other.architecture) in \(source.words) and for \(function.architecture) in "
                    + target.words)
        }
        if function.runtime != other.runtime {
            differences.append(
                "\(function.name) runs on \(other.runtime) in \(source.words) and on \(function.runtime) in "
                    + target.words)
        }
        let (own, others) = (function.variableNames, other.variableNames)
        differences += others.subtracting(own).sorted().map {
            "\(function.name) has the variable \($0) in \(source.words) only"
        }
        differences += own.subtracting(others).sorted().map {
            "\(function.name) has the variable \($0) in \(target.words) only"
        }
        return differences
    }
}

extension LambdaFunction {
    /// The names of its environment variables.
    fileprivate var variableNames: Set<String> { Set(environment.keys).union(references.terraform.keys) }
}

/// A stage cannot get another one's archives.
package enum PromotionError: DiagnosedError, Hashable {
    /// Functions do not exist in the place that they come from.
    case notDeployed([String], place: ReleaseTarget)
    /// Archives were built from sources that were not committed.
    case uncommitted([String], place: ReleaseTarget)
    /// The functions are set up in another way.
    case otherSettings([String], from: ReleaseTarget, to: ReleaseTarget)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .notDeployed(let names, let place):
            [
                .error(
                    "promote.not-deployed",
                    "\(names.joined(separator: ", ")): not deployed to \(place.words)",
                    hints: ["swiftlambda deploy \(names.joined(separator: " "))\(place.stageOption)"])
            ]
        case .uncommitted(let names, let place):
            [
                .error(
                    "promote.uncommitted-sources",
                    "\(names.joined(separator: ", ")): \(place.words) runs archives of sources that were not committed",
                    explanation: "The stage is protected, and nobody could build these archives again.",
                    hints: ["commit, then: swiftlambda deploy\(place.stageOption)"])
            ]
        case .otherSettings(let differences, let source, let target):
            [
                .error(
                    "promote.other-settings",
                    "functions have other settings in \(target.words) than in \(source.words)",
                    explanation: differences.joined(separator: "\n")
                        + "\nThe code was tried with other settings than those that it would meet.",
                    hints: ["give both stages the same variables in swiftlambda.yaml; their values may differ"])
            ]
        }
    }

    /// It was asked for and does not hold: status 1.
    package var exitStatus: ExitStatus { .unsatisfied }
}
