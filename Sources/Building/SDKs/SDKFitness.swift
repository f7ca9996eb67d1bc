package import Model

/// Whether a compiler can use a target of an SDK.
package enum SDKFitness: Sendable, Hashable {
    /// The modules have the compiler's version.
    case exact
    /// The modules have another version and are rebuilt from their interfaces.
    case rebuilt(from: DottedVersion)
    /// The version is unknown: only a build will show.
    case unknown
    /// The compiler can't read the modules.
    case wrongVersion(DottedVersion)
    /// The bundle is not meant for this machine.
    case wrongHost([String])
    /// It lacks modules that a source file imports.
    case lacking([String], file: String)
    /// Its standard library is older than a package's tools version.
    case olderThanTools(DottedVersion, tools: DottedVersion, package: String)

    /// Evaluates a target.
    ///
    /// A compiler reads binary modules only of its own version, and interfaces of its own and older versions. The compiler is
    /// that of the SDK, if it has one.
    ///
    /// - Parameter toolchain: this machine's, which reads the packages' manifests.
    /// - Parameter needs: the requirements of the package.
    package init(_ target: SwiftSDK.Target, for toolchain: Toolchain, needs: PackageNeeds = PackageNeeds()) {
        if let hosts = target.hostTriples, !hosts.contains(where: { isSameMachine($0, toolchain.triple) }) {
            self = .wrongHost(hosts)
            return
        }
        guard let version = target.swiftVersion, let compiler = target.compilerVersion(with: toolchain) else {
            self = .unknown
            return
        }
        if version == compiler {
            self = .exact
        } else if target.isRebuildable, version < compiler {
            self = .rebuilt(from: version)
        } else {
            self = .wrongVersion(version)
            return
        }
        if let modules = target.modules(isRebuilt: version != compiler),
            let need = needs.needs.first(where: { $0.alternatives.isDisjoint(with: modules) })
        {
            self = .lacking(need.alternatives.sorted(), file: need.file)
        } else if let tools = needs.tools, tools.version > version, version != toolchain.version {
            self = .olderThanTools(version, tools: tools.version, package: tools.package)
        }
    }

    /// Whether to try a build.
    package var isUsable: Bool {
        switch self {
        case .exact, .rebuilt, .unknown: true
        case .wrongVersion, .wrongHost, .lacking, .olderThanTools: false
        }
    }

    /// Lower is better.
    var rank: Int {
        switch self {
        case .exact: 0
        case .rebuilt: 1
        case .unknown: 2
        case .lacking, .olderThanTools: 3
        case .wrongVersion: 4
        case .wrongHost: 5
        }
    }
}

/// Whether two triples have the same architecture and system, regardless of vendor and version.
private func isSameMachine(_ left: String, _ right: String) -> Bool {
    func key(_ triple: String) -> [String] {
        let parts = triple.split(separator: "-").map(String.init)
        guard parts.count >= 3 else { return parts }
        let architecture = Architecture(spelling: parts[0])?.rawValue ?? parts[0]
        return [architecture, String(parts[2].prefix { $0.isLetter })]
    }
    return key(left) == key(right)
}

extension Toolchain {
    /// The version number in the compiler's version line.
    package var version: DottedVersion? { swiftVersion(in: compilerVersion) }
}

/// The number that follows `Swift version` in a text, such as a module's header.
func swiftVersion(in text: some StringProtocol) -> DottedVersion? {
    let mark = Array("Swift version ".utf8)
    let bytes = Array(text.utf8)
    guard bytes.count > mark.count else { return nil }
    for start in 0..<(bytes.count - mark.count) where bytes[start..<(start + mark.count)].elementsEqual(mark) {
        let number = bytes[(start + mark.count)...].prefix { $0 == 0x2E || (0x30...0x39).contains($0) }
        if let version = DottedVersion(String(decoding: number, as: UTF8.self)) { return version }
    }
    return nil
}

/// The version of Swift in the name of an SDK, such as `swift-6.3.1-RELEASE_static-linux-0.1.0`.
func swiftVersion(inSDKName name: String) -> DottedVersion? {
    func version(_ text: Substring) -> DottedVersion? {
        let digits = text.prefix { $0 == "." || $0.isASCII && $0.isNumber }
        return digits.contains(".") ? DottedVersion(digits) : nil
    }
    if let mark = name.firstRange(of: "swift-"), let found = version(name[mark.upperBound...]) { return found }
    // swift-sdk-generator begins with the number: `6.0.3-RELEASE_ubuntu_jammy_aarch64`.
    return name.contains("-RELEASE") ? version(name[...]) : nil
}
