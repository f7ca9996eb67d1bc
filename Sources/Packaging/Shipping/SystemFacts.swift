/// What is known about the packages of the operating system that bundled libraries come from.
struct SystemFacts: Sendable, Hashable {
    /// The operating system.
    var system: OperatingSystem?
    /// The licences of each package, by name.
    var licences: [String: [Licence]] = [:]
}
