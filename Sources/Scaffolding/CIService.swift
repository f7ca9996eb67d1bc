/// A service of continuous integration that `init` has a file for.
package enum CIService: String, Sendable, Hashable, Codable, CaseIterable {
    /// GitHub Actions.
    case github
    /// GitLab CI/CD.
    case gitlab

    /// The file's path in the repository.
    package var path: String {
        switch self {
        case .github: ".github/workflows/swiftlambda.yml"
        case .gitlab: ".gitlab-ci.yml"
        }
    }

    /// The service's name for people.
    package var title: String {
        switch self {
        case .github: "GitHub"
        case .gitlab: "GitLab"
        }
    }
}
