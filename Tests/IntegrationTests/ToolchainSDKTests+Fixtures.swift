import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

extension ToolTests.ToolchainSDKTests {
    /// An archive with a standard library in name only.
    ///
    /// - Parameter extra: a further member, and what it links to or contains.
    func archive(_ extra: (name: String, link: String?)? = nil, version: String? = nil) async throws
        -> FilePath
    {
        let archive = scratch.appending("small.tar.gz")
        let architecture = try BuiltTool.architecture
        _ = try await python(
            """
            import io, sys, tarfile
            archive, top, version, machine, extra, link = sys.argv[1:]
            with tarfile.open(archive, "w:gz") as tar:
                def add(name, text):
                    info = tarfile.TarInfo(name)
                    info.size = len(text)
                    tar.addfile(info, io.BytesIO(text.encode()))
                for library in ["swift", "swift_static"]:
                    add(f"{top}/usr/lib/{library}/linux/Swift.swiftmodule/{machine}-unknown-linux-gnu.swiftmodule",
                        f"Swift version {version} (x)")
                add(f"{top}/usr/lib/swift/shims/module.modulemap", "x" * 100000)
                add(f"{top}/usr/lib/clang/21/include/stddef.h", "")
                if link:
                    info = tarfile.TarInfo(f"{top}/{extra}")
                    info.type, info.linkname = tarfile.SYMTYPE, link
                    tar.addfile(info)
                    add(f"{top}/{extra}/planted", "evil")
                elif extra:
                    add(f"{top}/{extra}", "evil")
            """,
            [
                archive.string, name(for: architecture, platform: "amazonlinux2023"), version ?? self.version,
                architecture.gnuName, extra?.name ?? "", extra?.link ?? "",
            ])
        return archive
    }

    /// A system with the files that `sdk make` looks for.
    func system(machine: UInt8? = nil) throws -> FilePath {
        let architecture = try BuiltTool.architecture
        try scratch.write(
            "#define __GLIBC__ 2\n#define __GLIBC_MINOR__ 34\n", to: "system/usr/include/features.h")
        try scratch.write("", to: "system/usr/lib/gcc/x86_64-amazon-linux/11/crtbeginS.o")
        // As on Amazon Linux, beside /usr.
        try scratch.write("", to: "system/lib64/libc.so.6")
        var start: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + Array(repeating: 0, count: 57)
        start[18] = machine ?? (architecture == .arm64 ? 183 : 62)
        try scratch.files.makeDirectory(scratch.appending("system/usr/lib64"))
        try scratch.files.write(
            start, to: scratch.appending("system/usr/lib64/crt1.o"), permissions: .readableByAll)
        return scratch.appending("system")
    }
}

extension ScratchDirectory {
    /// A directory that only its owner may use, as gpg wants it.
    func privateDirectory(_ name: String) throws -> String {
        try FileManager.default.createDirectory(
            atPath: appending(name).string, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return appending(name).string
    }
}
