import ArgumentParser
import Building
import Host
import Model
import SystemPackage

/// What an SDK is made of with `--from toolchain`.
struct ToolchainSDKOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The toolchain's archive from swift.org, for --from toolchain.", valueName: "file"))
    var archive: String?

    @Option(
        help: ArgumentHelp(
            "The archive's signature; by default the file of its name with '.sig', if there is one.", valueName: "file")
    )
    var signature: String?

    @Flag(help: "Download the archive and its signature with curl.")
    var download = false

    @Option(
        help: ArgumentHelp(
            "The archive's platform, such as ubuntu22.04; by default \(ToolchainRelease.defaultPlatform), whose C library "
                + "is that of Lambda's runtime.", valueName: "platform"))
    var platform: String?

    @Option(
        help: ArgumentHelp(
            "The root directory of a system with a C library, its headers and GCC's runtime, to copy them from.",
            valueName: "directory"))
    var sysrootDirectory: String?

    @Option(
        name: .customLong("rpm"), parsing: .singleValue,
        help: ArgumentHelp(
            "An RPM package with a part of such a system; repeatable. glibc, glibc-devel, kernel-headers, gcc, libgcc, "
                + "libstdc++, libstdc++-devel and libxcrypt-devel are enough.", valueName: "file"))
    var packages: [String] = []

    @Option(help: ArgumentHelp("A container image with such a system.", valueName: "name"))
    var image: String?

    @Option(help: ArgumentHelp("The engine that has the image.", valueName: "engine"))
    var engine: ContainerEngine?

    /// Whether one of them is given.
    private var isAnyGiven: Bool {
        archive != nil || signature != nil || download || platform != nil || sysrootCount > 0 || engine != nil
    }

    private var sysrootCount: Int {
        (sysrootDirectory == nil ? 0 : 1) + (packages.isEmpty ? 0 : 1) + (image == nil ? 0 : 1)
    }

    /// - Parameter isUsed: whether the SDK is made of a toolchain's archive.
    func check(isUsed: Bool, architectures: Int) throws {
        guard isUsed else {
            guard !isAnyGiven else {
                throw ValidationError(
                    "--archive, --signature, --download, --platform, --sysroot-directory, --rpm, --image and --engine "
                        + "need --from toolchain.")
            }
            return
        }
        if let platform, !ToolchainRelease.isPlatform(platform) {
            throw ValidationError("'\(platform)' is not a platform; an example is ubuntu22.04.")
        }
        guard archive == nil || !download else { throw ValidationError("--archive and --download exclude each other.") }
        guard sysrootCount <= 1 else {
            throw ValidationError("--sysroot-directory, --rpm and --image exclude each other.")
        }
        guard sysrootCount == 1 || (archive == nil && !download) else {
            throw ValidationError("Specify what to link against: --sysroot-directory, --rpm or --image.")
        }
        guard archive != nil || download || sysrootCount == 0 else {
            throw ValidationError("Specify --archive or --download.")
        }
        guard signature == nil || archive != nil else { throw ValidationError("--signature needs --archive.") }
        guard engine == nil || image != nil else { throw ValidationError("--engine needs --image.") }
        guard architectures < 2 || (archive == nil && sysrootCount == 0) else {
            throw ValidationError("An archive and a system are for one architecture: specify --arch once.")
        }
    }

    /// The system to link against; `nil` if none is specified.
    func sysroot(on host: Host) -> ToolchainSource.Sysroot? {
        if let sysrootDirectory { return .directory(host.absolute(FilePath(sysrootDirectory))) }
        if let image { return .image(image, engine: engine) }
        return packages.isEmpty ? nil : .packages(packages.map { host.absolute(FilePath($0)) })
    }
}
