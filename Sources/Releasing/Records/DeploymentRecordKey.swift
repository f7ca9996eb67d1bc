package import Model

/// The name of a record's object, by which a listing has the newest first.
///
/// S3 lists keys in ascending order, and a page has at most 1,000 of them: the name begins with the seconds that are left
/// until a time in the far future. The time itself and the id follow, for people.
package struct DeploymentRecordKey: Sendable, Hashable {
    /// When the run began.
    package var began: RecordTime
    /// Eight hexadecimal digits.
    package var id: String

    /// In the year 2286, a second count has eleven digits.
    private static let future = 9_999_999_999
    private static let ending = ".json"
    /// No stage has this name, since those begin with a letter.
    private static let noStage = "_"

    /// Creates a key.
    package init(began: RecordTime, id: String) {
        self.began = began
        self.id = id
    }

    /// Reads the key of an object, with or without its directory; `nil` if it is not that of a record.
    package init?(_ key: String) {
        let name = key.split(separator: "/").last ?? ""
        guard name.hasSuffix(Self.ending) else { return nil }
        let parts = name.dropLast(Self.ending.count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 10, let left = Int(parts[0]), parts[2].count == 8,
            parts[2].allSatisfy({ $0.isHexDigit && !$0.isUppercase })
        else { return nil }
        self.init(began: RecordTime(secondsSince1970: Double(Self.future - left)), id: String(parts[2]))
        guard fileName == name else { return nil }
    }

    /// The directory of the records of a place, with `/` at its end.
    ///
    /// An archive's key has one part less, so that even a function named `deployments` has other keys.
    package static func directory(in store: ArtifactStore, stage: String?, region: String) -> String {
        "\(store.prefix)/deployments/\(stage ?? noStage)/\(region)/"
    }

    /// The name of the object.
    package var fileName: String {
        let digits = String(max(0, Self.future - began.secondsSince1970))
        let padding = String(repeating: "0", count: max(0, 10 - digits.count))
        let time = began.text.filter { $0 != "-" && $0 != ":" }
        return "\(padding)\(digits)-\(time)-\(id)\(Self.ending)"
    }
}
