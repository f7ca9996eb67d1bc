import Host
import Model
import SystemPackage

/// An object file with functions that Swift's libraries of a newer system call, and that the C library of an older one lacks.
struct CompatibilityObject {
    let triple: String
    let toolchain: Toolchain
    let host: Host

    /// All functions: an SDK's libraries and those of the system that it targets differ in more than versions.
    static var source: String {
        CompatibilitySource.text(defining: CompatibilitySource.definable) + webSockets
    }

    /// What FoundationNetworking calls of a libcurl that has WebSockets, which those of Debian 11 and 12 do not have: its answer for
    /// what is not built in, `CURLE_NOT_BUILT_IN`.
    private static let webSockets = """

        #define NO_WEB_SOCKETS __attribute__((weak, visibility("hidden")))
        NO_WEB_SOCKETS int curl_ws_recv(void *curl, void *bytes, __SIZE_TYPE__ size, __SIZE_TYPE__ *received, void **meta) {
            return 4;
        }
        NO_WEB_SOCKETS int curl_ws_send(
            void *curl, const void *bytes, __SIZE_TYPE__ size, __SIZE_TYPE__ *sent, long rest, unsigned flags) {
            return 4;
        }
        NO_WEB_SOCKETS const void *curl_ws_meta(void *curl) { return 0; }

        """

    /// Compiles it with this machine's clang.
    ///
    /// - Throws: `SDKMakeError.compatibility`.
    func make(at object: FilePath) async throws {
        let source = object.removingLastComponent().appending("compatibility.c")
        try host.files.write(Array(Self.source.utf8), to: source, permissions: .readableByAll)
        let command = Command(
            toolchain.programsDirectory.appending("clang").string,
            [
                "--target=\(triple)", "-std=c17", "-O2", "-fPIC", "-ffreestanding", "-ffunction-sections", "-c",
                source.string,
                "-o", object.string,
            ], environment: ["LC_ALL": "C"])
        let result = try await host.processes.collect(command, limit: 1 << 20)
        guard result.end.isSuccess else {
            throw SDKMakeError.compatibility(message: String(decoding: result.error, as: UTF8.self))
        }
    }
}
