/// The files of continuous integration, by the name of their service.
package let ciTemplates: [String: [UInt8]] = [
    "github": PackageResources.github_yml,
    "gitlab": PackageResources.gitlab_yml,
]
