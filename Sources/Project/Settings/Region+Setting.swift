package import Model

extension Region {
    /// The region of a name that the user gave.
    ///
    /// - Throws: the same error for every source, with the source's name or location.
    package static func named(_ name: String, from source: SettingSource) throws(SettingError) -> Region {
        guard let region = Region(name) else { throw SettingError(unknownRegion: name, from: source) }
        return region
    }
}
