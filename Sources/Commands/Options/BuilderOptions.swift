import ArgumentParser
import Building
import Host
package import Model
import Project
import SystemPackage

/// Options that say what runs the build.
struct BuilderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What runs the build; by default auto: an installed Swift SDK that fits the compiler, else the machine's "
                + "own Swift if it builds for the architecture, else a container engine that answers.",
            valueName: "builder"))
    var builder: BuilderChoice?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A Swift SDK to build with, by the name that 'swiftlambda sdk list' shows; once for each architecture "
                + "where they differ.", valueName: "id"))
    var swiftSDK: [String] = []

    @Option(
        help: ArgumentHelp(
            "The C library to build for; by default either, musl first, which needs a Swift SDK.",
            valueName: "library"))
    var libc: CLibrary?

    @Option(
        help: ArgumentHelp(
            "Build in a container with this engine; by default the first that answers.", valueName: "engine"))
    var engine: ContainerEngine?

    @Option(
        help: ArgumentHelp(
            "Build in a container of this image, which has Swift; by default that of the compiler's release for the "
                + "runtime's Amazon Linux.", valueName: "reference"))
    var image: String?

    @Flag(help: "Build in a container, and pull its image even where it is there.")
    var pull = false

    @OptionGroup var store: SDKStoreOptions

    func validate() throws {
        guard builder != .native || swiftSDK.isEmpty else {
            throw ValidationError("--swift-sdk names what --builder native does not use.")
        }
        guard image != "" else { throw ValidationError("--image names no image.") }
        let ofContainers = [(engine != nil, "--engine"), (image != nil, "--image"), (pull, "--pull")]
        guard let option = ofContainers.first(where: \.0)?.1 else {
            guard builder != .container || swiftSDK.isEmpty else {
                throw ValidationError("--swift-sdk names what --builder container does not use.")
            }
            return
        }
        guard builder != .native, builder != .sdk else {
            throw ValidationError(
                "\(option) asks for a container, which --builder \(builder?.rawValue ?? "") does not use.")
        }
        guard swiftSDK.isEmpty else {
            throw ValidationError("\(option) asks for a container, and --swift-sdk for a Swift SDK.")
        }
        guard libc != .musl else {
            throw ValidationError("\(option) asks for a container, which has glibc; --libc musl needs a Swift SDK.")
        }
    }

    /// What the command line says of builders.
    var settings: BuildSettings {
        BuildSettings(
            builder: builder, swiftSDK: swiftSDK.isEmpty ? nil : swiftSDK, libc: libc, engine: engine, image: image)
    }

    /// What chooses the builders.
    ///
    /// - Parameter scratch: where containers keep dependencies if there is no cache directory.
    func chooser(on host: Host, scratch: FilePath) throws -> BuilderChooser {
        BuilderChooser(try store.store(on: host), scratch: scratch, on: host)
    }
}

/// Where SwiftPM keeps Swift SDKs.
struct SDKStoreOptions: ParsableArguments {
    @Option(
        name: .customLong("swift-sdks-path"),
        help: ArgumentHelp(
            "Where Swift SDKs are installed; by default where SwiftPM keeps them.", valueName: "directory"))
    var swiftSDKsPath: String?

    func store(on host: Host) throws -> SDKStore { try SDKStore.named(swiftSDKsPath, on: host) }
}

extension SDKStore {
    /// The directory that the command line names, or else the environment, or else SwiftPM's.
    static func named(_ path: String? = nil, on host: Host) throws -> SDKStore {
        let path = try Setting.swiftSDKsPath.resolve(flag: path, in: host.environment)
        let home = host.environment["HOME"].map { FilePath($0) } ?? "/"
        return SDKStore(
            directory: path.map { host.absolute(FilePath($0)) }
                ?? SDKStore.defaultDirectory(environment: host.environment, home: Host.accountHome() ?? home),
            files: host.files)
    }
}

extension BuilderChooser {
    /// Creates a chooser for this machine and user.
    ///
    /// - Parameter scratch: where containers keep dependencies if there is no cache directory.
    init(_ store: SDKStore, scratch: FilePath, on host: Host) {
        self.init(
            host: host, store: store, machine: .current(files: host.files), user: .current,
            cache: (host.cacheDirectory ?? scratch).appending("swiftpm"))
    }
}

extension Host {
    /// Where downloads are kept, by the XDG Base Directory Specification; `nil` where there is no home directory.
    var cacheDirectory: FilePath? {
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            return FilePath(cache).appending("swiftlambda")
        }
        let home = environment["HOME"].map { FilePath($0) } ?? Host.accountHome()
        return home?.appending(".cache").appending("swiftlambda")
    }
}

extension BuilderChoice: ExpressibleByArgument {}
extension CLibrary: ExpressibleByArgument {}
extension ContainerEngine: ExpressibleByArgument {}

extension Setting where Value == String {
    static let swiftSDKsPath = Setting("SWIFTLAMBDA_SWIFT_SDKS_PATH", expected: "a directory") { $0 }
}
