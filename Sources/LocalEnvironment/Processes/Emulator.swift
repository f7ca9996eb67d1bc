import Host
import Model
import SystemPackage

/// Runs programs of another architecture with QEMU's user mode.
enum Emulator {
    /// Its names in the distributions.
    static func programNames(for architecture: Architecture) -> [String] {
        let machine = architecture == .arm64 ? "aarch64" : "x86_64"
        return ["qemu-\(machine)-static", "qemu-\(machine)"]
    }

    static func locate(for architecture: Architecture, on host: Host) throws(EnvironmentError) -> FilePath {
        guard let path = Self.programNames(for: architecture).lazy.compactMap(host.processes.locate).first else {
            throw .noEmulator(architecture)
        }
        return path
    }
}
