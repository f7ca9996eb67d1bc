import Model
import SystemPackage
import Testing

@testable import LocalEnvironment

/// Programs that cannot be started.
@Suite
struct LaunchRefusalTests {
    private func words(
        _ reason: Errno, head: [UInt8]?, mode: CInterop.Mode = 0o755, isPrefixed: Bool = false
    ) -> String {
        LaunchRefusal(
            path: "/var/task/bootstrap", reason: (isPrefixed ? "/var/task/bootstrap: " : "") + "\(reason)", head: head,
            permissions: FilePermissions(rawValue: mode), architecture: .x86_64
        ).inWords
    }

    @Test func theReasonNamesWhatIsMissing() {
        let script = Array("#!/no/such/interpreter -u\nhello\n".utf8)
        #expect(
            words(.noSuchFileOrDirectory, head: script, isPrefixed: true)
                == "/var/task/bootstrap: No such file or directory; the file exists, but its interpreter "
                + "'/no/such/interpreter' does not")
        #expect(
            words(.permissionDenied, head: script, mode: 0o644)
                == "/var/task/bootstrap: Permission denied; its mode 0644 allows nobody to execute it")
        #expect(words(.permissionDenied, head: script).contains("or its interpreter '/no/such/interpreter'"))
        #expect(
            words(.execFormatError, head: Array("hello".utf8)).hasSuffix(
                "neither an ELF program nor a script that begins with #!"))
        #expect(words(.noSuchFileOrDirectory, head: nil) == "/var/task/bootstrap: No such file or directory")
    }

    @Test func anotherMachineIsNamed() {
        // The head of an ELF file for aarch64 (machine 183) without program headers.
        var head: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + Array(repeating: 0, count: 57)
        (head[16], head[18], head[20], head[52], head[54]) = (2, 183, 1, 64, 56)
        #expect(words(.execFormatError, head: head).hasSuffix("it is built for aarch64, the function for x86_64"))
    }
}
