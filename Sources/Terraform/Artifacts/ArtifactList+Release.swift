import Model

extension ArtifactList.Entry {
    /// The length of the longest text that is said of a release.
    package static let releaseLength = 149

    /// As much of a function's own description as Lambda has room for beside a release, which follows after a space.
    ///
    /// Lambda does not say what it counts as a character, so that the largest count is used.
    package static func shortened(description: String) -> String {
        let room = LambdaLimits.descriptionLength - releaseLength - 1
        guard description.utf16.count > room else { return description }
        var text = ""
        for character in description {
            guard text.utf16.count + character.utf16.count < room else { break }
            text.append(character)
        }
        return text + "…"
    }
}
