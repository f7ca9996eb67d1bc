import ELF
import Host
import Model
import SystemPackage

/// Whether a sysroot has what every function is linked with, for its architecture.
struct SysrootCheck {
    let root: FilePath
    /// What the user calls it.
    let name: String
    let architecture: Architecture
    let files: any FileSystem

    /// - Throws: `ToolchainSDKError.incompleteSysroot`, `.foreignSysroot`; `FileError`.
    func verify() throws {
        var missing: [String] = []
        if glibcVersion(ofSystem: root, files: files) == nil {
            missing.append("the C library's headers (usr/include/features.h)")
        }
        let start = try startFile()
        if start == nil { missing.append("the C library's start files (crt1.o)") }
        if try !hasGCC() { missing.append("GCC's runtime (crtbeginS.o)") }
        guard missing.isEmpty, let start else {
            throw ToolchainSDKError.incompleteSysroot(name, missing: missing)
        }
        // The machine is the two bytes at 18 in every ELF file.
        let head = try files.prefix(of: start, count: 20)
        guard head.count == 20, ELFFile.isELF(head) else {
            throw ToolchainSDKError.incompleteSysroot(name, missing: ["a valid '\(start.lastComponent?.string ?? "")'"])
        }
        let machine = Machine(UInt16(head[18]) | UInt16(head[19]) << 8)
        guard machine.description == architecture.gnuName else {
            throw ToolchainSDKError.foreignSysroot(name, machine: machine.description, wanted: architecture)
        }
    }

    /// `crt1.o`, first where it belongs, then for any architecture.
    private func startFile() throws -> FilePath? {
        let libraries = root.pushing("usr/lib")
        let own = [
            root.pushing("usr/lib64"), libraries.appending("\(architecture.gnuName)-linux-gnu"), libraries,
        ]
        let others = try names(in: libraries).filter { $0.hasSuffix("-linux-gnu") }.map { libraries.appending($0) }
        return try (own + others).map { $0.appending("crt1.o") }.first {
            try files.status(of: $0, followingLinks: true)?.kind == .regular
        }
    }

    private func hasGCC() throws -> Bool {
        let gcc = root.pushing("usr/lib/gcc")
        for triple in try names(in: gcc) {
            let versions = gcc.appending(triple)
            for version in try names(in: versions) {
                let file = versions.appending(version).appending("crtbeginS.o")
                if try files.status(of: file, followingLinks: true) != nil { return true }
            }
        }
        return false
    }

    private func names(in directory: FilePath) throws -> [String] {
        guard try files.status(of: directory, followingLinks: true)?.kind == .directory else { return [] }
        return try files.names(in: directory)
    }
}
