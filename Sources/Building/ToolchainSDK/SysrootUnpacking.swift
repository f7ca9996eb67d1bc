import Host
import Model
import SystemPackage

/// Fills a sysroot with the C library, headers and GCC's runtime of a system.
struct SysrootUnpacking: Sendable {
    let source: ToolchainSource.Sysroot
    let architecture: Architecture
    /// The SDK's name, which also names its container.
    let id: String
    let host: Host

    /// Unpacks the system.
    ///
    /// - Parameter staging: a directory for packages, on the same disk.
    /// - Throws: `ToolchainSDKError`, `SDKMakeError.unpack`, `ContainerError`, `FileError`, `ProcessError`.
    func unpack(to sysroot: FilePath, staging: FilePath) async throws {
        switch source {
        case .directory(let directory): try await copy(directory, to: sysroot)
        case .packages(let packages):
            try host.files.makeDirectory(staging)
            for package in packages { try await unpack(package, to: staging) }
            try await copy(staging, to: sysroot)
            try host.files.remove(staging)
        case .image(let image, let engine):
            let engine = try await EngineSearch(host: host).find(engine)
            try await export(image, with: engine, to: sysroot)
        }
    }

    /// The directory and everything that is linked in it, through one pipe; its links are copied as links.
    static func copyCommand(_ directory: FilePath, patterns: [String], to sysroot: FilePath) -> Command {
        Command(
            "bash",
            [
                "-c",
                #"""
                set -o pipefail
                shopt -s nullglob
                cd -- "$1" || exit
                IFS=
                for pattern in "${@:4}"; do
                    for file in $pattern; do
                        if [ -e "$file" ] || [ -L "$file" ]; then printf '%s\0' "$file"; fi
                    done
                done | tar --create --null --files-from=- |
                    tar --extract --directory "$2" --no-same-owner --transform "$3"
                """#,
                "bash", directory.string, sysroot.string, SysrootMembers.move,
            ] + patterns, environment: ["LC_ALL": "C"])
    }

    private func copy(_ directory: FilePath, to sysroot: FilePath) async throws {
        // An error of the system is better reported by its name than by bash.
        _ = try host.files.names(in: directory)
        // A link is not followed: its destination has the same files.
        let libraries = try SysrootMembers.libraryDirectories.filter {
            try host.files.status(of: directory.pushing(FilePath($0)), followingLinks: false)?.kind == .directory
        }
        let patterns = SysrootMembers.patterns(in: libraries)
        let result = try await host.processes.collect(
            Self.copyCommand(directory, patterns: patterns, to: sysroot), limit: 4 << 20)
        guard result.end.isSuccess else {
            throw ToolchainSDKError.unreadableSysroot(
                directory.string, message: ToolchainArchive.text(result.error))
        }
    }

    // MARK: RPM packages

    /// The first bytes of an RPM package.
    private static let magic: [UInt8] = [0xED, 0xAB, 0xEE, 0xDB]

    /// The command that unpacks a package, with directories that the user can write to.
    static func packageCommand(_ package: FilePath, to staging: FilePath, withBsdtar: Bool) -> Command {
        let script =
            withBsdtar
            ? #"bsdtar --extract --no-same-owner --file "$1" --directory "$2" && chmod -R u+w "$2""#
            : #"""
            set -o pipefail
            rpm2cpio "$1" | (cd "$2" && cpio --extract --make-directories --no-absolute-filenames --unconditional --quiet) &&
                chmod -R u+w "$2"
            """#
        return Command(
            "bash", ["-c", script, "bash", package.string, staging.string], environment: ["LC_ALL": "C"])
    }

    private func unpack(_ package: FilePath, to staging: FilePath) async throws {
        guard try host.files.prefix(of: package, count: Self.magic.count) == Self.magic else {
            throw ToolchainSDKError.notRPM(package)
        }
        let hasBsdtar = host.processes.locate("bsdtar") != nil
        guard hasBsdtar || ["rpm2cpio", "cpio"].allSatisfy({ host.processes.locate($0) != nil }) else {
            throw ToolchainSDKError.noTool("bsdtar", package: "libarchive-tools")
        }
        let result = try await host.processes.collect(
            Self.packageCommand(package, to: staging, withBsdtar: hasBsdtar), limit: 1 << 20)
        guard result.end.isSuccess else {
            throw SDKMakeError.unpack(
                package: package.lastComponent?.string ?? package.string,
                message: ToolchainArchive.text(result.error))
        }
    }

    // MARK: Images

    private func export(_ image: String, with engine: AnsweringEngine, to sysroot: FilePath) async throws {
        let driver = engine.engine.driver
        let name = "swiftlambda-\(id)"
        let remove = driver.removeCommand(engine.program, container: name)
        // A killed run may have left it; most often there is none.
        _ = try await host.processes.collect(remove, limit: 1 << 20)
        do {
            let created = try await host.processes.collect(
                driver.createCommand(engine.program, container: name, image: image, architecture), limit: 1 << 20)
            guard created.end.isSuccess else {
                throw ToolchainSDKError.noImage(
                    image, engine.engine, architecture, message: ToolchainArchive.text(created.error))
            }
            try await export(driver.exportCommand(engine.program, container: name), of: image, to: sysroot)
        } catch {
            // This task may be cancelled, so that it can't run anything any more.
            await Task { _ = try? await host.processes.collect(remove, limit: 1 << 20) }.value
            throw error
        }
        _ = try await host.processes.collect(remove, limit: 1 << 20)
    }

    private func export(_ command: Command, of image: String, to sysroot: FilePath) async throws {
        let result = try await host.processes.collect(
            Self.exportCommand(command, to: sysroot), limit: 4 << 20)
        guard !result.end.isSuccess else { return }
        let unpacking = Unpacking(message: ToolchainArchive.text(result.error))
        // No system has all places of libraries; whether it has enough is checked afterwards.
        guard result.end == .exited(2), unpacking.problems.isEmpty else {
            throw ToolchainSDKError.unreadableSysroot(image, message: unpacking.problems)
        }
    }

    /// The engine and tar in one pipe; the status is 2 if tar found only some of the patterns.
    static func exportCommand(_ export: Command, to sysroot: FilePath) -> Command {
        Command(
            "bash",
            [
                "-c",
                #"""
                "$1" "${@:5:$4}" | tar --extract --directory "$2" --no-same-owner --transform "$3" \
                    --wildcards --no-wildcards-match-slash -- "${@:5+$4}"
                status=("${PIPESTATUS[@]}")
                [ "${status[0]}" = 0 ] || exit 1
                exit "${status[1]}"
                """#,
                "bash", export.executable, sysroot.string, SysrootMembers.move, String(export.arguments.count),
            ] + export.arguments + SysrootMembers.patterns(), environment: ["LC_ALL": "C"])
    }
}
