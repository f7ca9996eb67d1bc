public import ArgumentParser
public import Building
import Host
import Model
import Project
import SystemPackage

/// Options that say what runs the build.
struct BuilderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What runs the build: auto, native or sdk. auto takes an installed Swift SDK that fits the compiler, else "
                + "the machine's own Swift where the architecture is the machine's.", valueName: "builder"))
    var builder: BuilderChoice?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A Swift SDK to build with, by the name that 'swiftlambda sdk list' shows; once for each architecture "
                + "where they differ.", valueName: "id"))
    var swiftSDK: [String] = []

    @OptionGroup var store: SDKStoreOptions

    func validate() throws {
        guard builder != .native || swiftSDK.isEmpty else {
            throw ValidationError("--swift-sdk names what --builder native does not use.")
        }
    }

    /// Decides for each architecture, all before anything is built.
    func decide(_ architectures: [Architecture], on host: Host) async throws -> [BuilderDecision] {
        let preference = BuilderSelection.Preference(
            choice: try SettingVariable.builder.resolve(flag: builder, in: host.environment) ?? .auto,
            sdks: try SettingVariable.swiftSDK.resolve(flag: swiftSDK.isEmpty ? nil : swiftSDK, in: host.environment)
                ?? [])
        let store = try store.store(on: host)
        let contents = try store.contents()
        let machine = BuilderSelection.Machine.current(files: host.files)
        if contents.sdks.isEmpty, preference.isEmpty, architectures.allSatisfy({ $0 == machine.nativeArchitecture }) {
            // The compiler need not be asked for its version where there is nothing to compare it to.
            return architectures.map { .onlyNative($0) }
        }
        let toolchain = try await Toolchain.describe(swift: try Toolchain.locateSwift(on: host), on: host)
        let selection = BuilderSelection(
            preference: preference, machine: machine, store: store, contents: contents, toolchain: toolchain)
        return try architectures.map(selection.decide)
    }
}

/// Where SwiftPM keeps Swift SDKs.
struct SDKStoreOptions: ParsableArguments {
    @Option(
        name: .customLong("swift-sdks-path"),
        help: ArgumentHelp(
            "Where Swift SDKs are installed; by default where SwiftPM keeps them.", valueName: "directory"))
    var swiftSDKsPath: String?

    func store(on host: Host) throws -> SDKStore {
        let path = try SettingVariable.swiftSDKsPath.resolve(flag: swiftSDKsPath, in: host.environment)
        let home = host.environment["HOME"].map { FilePath($0) } ?? "/"
        return SDKStore(
            directory: path.map { host.absolute(FilePath($0)) }
                ?? SDKStore.defaultDirectory(environment: host.environment, home: Host.accountHome() ?? home),
            files: host.files)
    }
}

extension BuilderChoice: ExpressibleByArgument {}

extension SettingVariable where Value == BuilderChoice {
    static let builder = SettingVariable(
        "SWIFTLAMBDA_BUILDER", expected: "auto, native or sdk", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}

extension SettingVariable where Value == [String] {
    static let swiftSDK = SettingVariable(
        "SWIFTLAMBDA_SWIFT_SDK", expected: "one or more names of Swift SDKs, with commas between"
    ) { text in
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return names.contains("") ? nil : names
    }
}

extension SettingVariable where Value == String {
    static let swiftSDKsPath = SettingVariable("SWIFTLAMBDA_SWIFT_SDKS_PATH", expected: "a directory") { $0 }
}
