package import Model

extension Region {
    /// The region of a name that the user gave, which may be newer than this release.
    ///
    /// - Throws: the same error for every source, with the source's name or location.
    package static func named(_ name: String, from source: SettingSource) throws(SettingError) -> Region {
        guard let region = Region(form: name) else { throw SettingError(unknownRegion: name, from: source) }
        return region
    }

    /// The region of a name that the user gave, if this release knows it.
    ///
    /// - Throws: the same error for every source, with the source's name or location.
    package static func known(_ name: String, from source: SettingSource) throws(SettingError) -> Region {
        guard let region = Region(name) else { throw SettingError(unknownRegion: name, from: source) }
        return region
    }

    /// A warning about a region that this release does not know; `nil` for others.
    func warning(at location: Diagnostic.Location?) -> Diagnostic? {
        guard !isKnown else { return nil }
        let nearest = nearestName(to: name, among: Region.all.map(\.name))
        return .warning(
            "config.unknown-region", "'\(name)' is not an AWS region that this release knows",
            explanation: "Its name has the form of a region's, so it is used. This release has no layers of Lambda "
                + "Insights for it.",
            location: location,
            hints: (nearest.map { ["did you mean \($0)?"] } ?? []) + [
                "if the region is new, a newer release of swiftlambda may know it"
            ])
    }
}
