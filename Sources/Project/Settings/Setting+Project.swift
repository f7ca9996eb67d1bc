package import Model

extension Setting where Value == Architecture {
    /// `SWIFTLAMBDA_ARCH`.
    package static let architecture = Setting(
        "SWIFTLAMBDA_ARCH", expected: "an architecture: arm64 or x86_64", known: Value.allCases.map(\.rawValue)
    ) { Architecture(spelling: $0) }
}

extension Setting where Value == LambdaRuntime {
    /// `SWIFTLAMBDA_RUNTIME`.
    package static let runtime = Setting(
        "SWIFTLAMBDA_RUNTIME", expected: "a runtime: provided.al2023 or provided.al2",
        known: Value.allCases.map(\.rawValue)
    ) { LambdaRuntime(rawValue: $0) }
}

extension Setting where Value == [Region] {
    /// `SWIFTLAMBDA_REGION`: one or more, separated by commas.
    package static let regions = Setting(
        "SWIFTLAMBDA_REGION", expected: "one or more regions, separated by commas"
    ) { text, source throws(SettingError) in
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        // An empty name between commas is not a misspelt region.
        guard !names.contains("") else { return nil }
        return try names.map { name throws(SettingError) in try Region.named(name, from: source) }
    }
}

extension Setting where Value == [IncludeRule] {
    /// `SWIFTLAMBDA_INCLUDE`: one or more rules as for `--include`, separated by commas.
    package static let include = Setting(
        "SWIFTLAMBDA_INCLUDE", expected: "one or more SOURCE or SOURCE=DESTINATION, separated by commas"
    ) { text in
        let rules = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { IncludeRule(argument: String($0)) }
        return rules.contains(nil) ? nil : rules.compactMap { $0 }
    }
}

extension Setting where Value == String {
    /// `SWIFTLAMBDA_PACKAGE_PATH`.
    static let packagePath = Setting("SWIFTLAMBDA_PACKAGE_PATH", expected: "a directory") { $0 }
    /// `SWIFTLAMBDA_OUTPUT`.
    static let output = Setting("SWIFTLAMBDA_OUTPUT", expected: "a directory") { $0 }
    /// `SWIFTLAMBDA_SCRATCH_PATH`.
    static let scratchPath = Setting("SWIFTLAMBDA_SCRATCH_PATH", expected: "a directory") { $0 }
    /// `SWIFTLAMBDA_IMAGE`.
    static let image = Setting("SWIFTLAMBDA_IMAGE", expected: "an image") { $0 }
    /// `SWIFTLAMBDA_STAGE`.
    static let stage = Setting("SWIFTLAMBDA_STAGE", expected: "a stage") { $0 }
    /// `SWIFTLAMBDA_ACCOUNT`.
    package static let account = Setting("SWIFTLAMBDA_ACCOUNT", expected: "an account number of twelve digits") {
        isAccountNumber($0) ? $0 : nil
    }
}

extension Setting where Value == BuilderChoice {
    /// `SWIFTLAMBDA_BUILDER`.
    static let builder = Setting(
        "SWIFTLAMBDA_BUILDER", expected: "auto, native, sdk or container", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}

extension Setting where Value == CLibrary {
    /// `SWIFTLAMBDA_LIBC`.
    static let libc = Setting(
        "SWIFTLAMBDA_LIBC", expected: "musl or glibc", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}

extension Setting where Value == ContainerEngine {
    /// `SWIFTLAMBDA_ENGINE`.
    static let engine = Setting(
        "SWIFTLAMBDA_ENGINE", expected: "docker, podman, finch or container", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}

extension Setting where Value == [String] {
    /// `SWIFTLAMBDA_SWIFT_SDK`: one or more names, separated by commas.
    static let swiftSDK = Setting(
        "SWIFTLAMBDA_SWIFT_SDK", expected: "one or more names of Swift SDKs, separated by commas"
    ) { text in
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return names.contains("") ? nil : names
    }
}

extension Setting where Value == BundleMode {
    /// `SWIFTLAMBDA_BUNDLE`.
    static let bundle = Setting(
        "SWIFTLAMBDA_BUNDLE", expected: "auto, none, libraries or libc", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}

extension Setting where Value == Bool {
    /// `SWIFTLAMBDA_FORWARD`.
    static let forward = Setting("SWIFTLAMBDA_FORWARD", expected: "true or false", known: ["true", "false"]) {
        Value($0)
    }
}

extension Setting where Value == Optimization {
    /// `SWIFTLAMBDA_OPTIMIZE`.
    static let optimization = Setting(
        "SWIFTLAMBDA_OPTIMIZE", expected: "none, size or speed", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}
