import Console
import Model
import Releasing

/// The versions of functions in the places of a project.
struct VersionsReport {
    /// The versions in one place.
    struct Place {
        /// The place.
        let target: ReleaseTarget
        /// The functions, by name.
        let histories: [VersionHistory]
        /// What a run that did not do everything has left.
        let unfinished: DeploymentResumption?
    }

    /// The places, in order.
    let places: [Place]
    let diagnostics: [Diagnostic]

    private struct Payload: Encodable, Sendable {
        struct Place: Encodable, Sendable {
            var stage: String?
            var region: String
            var functions: [Function]
            var unfinished: String?
        }
        struct Function: Encodable, Sendable {
            var name: String
            var versions: [Version]
            var unpublishedSHA256: String?
        }
        struct Version: Encodable, Sendable {
            var version: Int
            var sha256: String
            var commit: String?
            var dirty: Bool
            var time: String?
            var deployer: String?
            var hasServed: Bool
            var serves: [Share]
        }
        struct Share: Encodable, Sendable {
            var alias: String
            var percent: Double
        }
        var places: [Place]
        var diagnostics: [Diagnostic]
    }

    func result(traits: TerminalTraits, styles: StyleSheet) -> CommandResult {
        CommandResult(
            text: text(traits: traits, styles: styles),
            payload: Payload(
                places: places.map { place in
                    Payload.Place(
                        stage: place.target.place.stage, region: place.target.region.name,
                        functions: place.histories.map(Self.payload), unfinished: place.unfinished?.summary)
                }, diagnostics: diagnostics), diagnostics: diagnostics)
    }

    private static func payload(_ history: VersionHistory) -> Payload.Function {
        Payload.Function(
            name: history.function,
            versions: history.versions.map { version in
                Payload.Version(
                    version: version.number, sha256: version.digest, commit: version.commit, dirty: version.isDirty,
                    time: version.time?.text, deployer: version.deployer, hasServed: version.hasServed,
                    serves: version.shares.map { share in
                        // A share has at most four decimals.
                        Payload.Share(alias: share.alias, percent: (share.share * 10_000).rounded() / 100)
                    })
            }, unpublishedSHA256: history.unpublishedDigest)
    }

    /// The text for people: a table for each function.
    func text(traits: TerminalTraits, styles: StyleSheet) -> String {
        places.map { place in
            (places.count > 1 ? styles.apply(.strong, to: place.target.words) + "\n" : "")
                + text(of: place, traits: traits, styles: styles)
        }.joined(separator: "\n")
    }

    private func text(of place: Place, traits: TerminalTraits, styles: StyleSheet) -> String {
        let tables = place.histories.map { history in
            (place.histories.count > 1 ? styles.apply(.strong, to: printable(history.function)) + "\n" : "")
                + table(of: history, traits: traits, styles: styles)
        }
        let rest = place.unfinished.map { left in
            "\nUnfinished: \(printable(left.summary)).\n\(printable(left.explanation))\n"
        }
        return tables.joined(separator: "\n") + (rest ?? "")
    }

    private func table(of history: VersionHistory, traits: TerminalTraits, styles: StyleSheet) -> String {
        guard !history.versions.isEmpty else { return "\(printable(history.function)) has no versions.\n" }
        var table = Table([
            Table.Column("VERSION", alignment: .right), Table.Column("SHA-256"), Table.Column("COMMIT"),
            Table.Column("TIME (UTC)"), Table.Column("SERVES", isFlexible: true),
        ])
        table.rows = history.versions.map { version in
            [
                "\(version.number)", String(version.digest.prefix(12)),
                version.commit.map { String($0.prefix(9)) + (version.isDirty ? "+dirty" : "") } ?? "-",
                version.time?.shortText ?? "-",
                version.shares.isEmpty ? "-" : version.shares.map(\.words).joined(separator: ", "),
            ]
        }
        let pushed = history.unpublishedDigest.map { digest in
            "The code is \(digest.prefix(12)), which is not a version: it was pushed.\n"
        }
        return table.rendered(traits: traits, styles: styles) + (pushed ?? "")
    }
}
