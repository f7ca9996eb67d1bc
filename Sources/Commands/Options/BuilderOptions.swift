import ArgumentParser
import Building
import Host
package import Model
import Project
import SystemPackage

/// Options that choose what runs the build.
struct BuilderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What runs the build; by default auto: an installed Swift SDK that fits the compiler, else this machine's "
                + "Swift if it builds for the architecture, else a container engine that answers.",
            valueName: "builder"))
    var builder: BuilderChoice?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "The Swift SDK to build with, as 'swiftlambda sdk list' names it; once for each architecture if they "
                + "differ.", valueName: "id"))
    var swiftSDK: [String] = []

    @Option(
        help: ArgumentHelp(
            "The C library to build for; by default musl if a Swift SDK has it, else glibc.",
            valueName: "library"))
    var libc: CLibrary?

    @Option(
        help: ArgumentHelp(
            "Build in a container with this engine; by default the first that answers.", valueName: "engine"))
    var engine: ContainerEngine?

    @Option(
        help: ArgumentHelp(
            "Build in a container of this image, which must have Swift; by default the image of the compiler's "
                + "release for the runtime's Amazon Linux.", valueName: "reference"))
    var image: String?

    @Flag(help: "Build in a container, and pull its image even if it exists.")
    var pull = false

    @OptionGroup var store: SDKStoreOptions

    func validate() throws {
        guard builder != .native || swiftSDK.isEmpty else {
            throw ValidationError("--swift-sdk has no effect with --builder native.")
        }
        guard image != "" else { throw ValidationError("--image must not be empty.") }
        let ofContainers = [(engine != nil, "--engine"), (image != nil, "--image"), (pull, "--pull")]
        guard let option = ofContainers.first(where: \.0)?.1 else {
            guard builder != .container || swiftSDK.isEmpty else {
                throw ValidationError("--swift-sdk has no effect with --builder container.")
            }
            return
        }
        guard builder != .native, builder != .sdk else {
            throw ValidationError(
                "\(option) chooses a container, so it has no effect with --builder \(builder?.rawValue ?? "").")
        }
        guard swiftSDK.isEmpty else {
            throw ValidationError("\(option) chooses a container and --swift-sdk a Swift SDK; use only one.")
        }
        guard libc != .musl else {
            throw ValidationError("\(option) chooses a container, which has glibc; --libc musl needs a Swift SDK.")
        }
    }

    /// The builder settings of the command line.
    var settings: BuildSettings {
        BuildSettings(
            builder: builder, swiftSDK: swiftSDK.isEmpty ? nil : swiftSDK, libc: libc, engine: engine, image: image)
    }

    /// Chooses the builders.
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
            "The directory of Swift SDKs; by default SwiftPM's.", valueName: "directory"))
    var swiftSDKsPath: String?

    func store(on host: Host) throws -> SDKStore { try SDKStore.named(swiftSDKsPath, on: host) }
}

extension SDKStore {
    /// The directory of the command line, else of the environment, else SwiftPM's.
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

extension BuilderChoice: ExpressibleByArgument {}
extension CLibrary: ExpressibleByArgument {}
extension ContainerEngine: ExpressibleByArgument {}

extension Setting where Value == String {
    static let swiftSDKsPath = Setting("SWIFTLAMBDA_SWIFT_SDKS_PATH", expected: "a directory") { $0 }
}
