import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Bundling

@Suite struct PackageOwnersTests {
    private func owners(_ processes: ScriptedProcessRunner, on machine: OriginTree) -> PackageOwners {
        PackageOwners(host: .testing(files: machine.files, processes: processes), origin: machine.origin)
    }

    private func debianMachine() throws -> OriginTree {
        let machine = try OriginTree()
        try machine.write([], to: "var/lib/dpkg/status")
        return machine
    }

    @Test func debianPackagesAreFoundUnderEitherSpelling() async throws {
        let processes = ScriptedProcessRunner()
        processes.answer(
            "dpkg-query",
            output: """
                libc6:amd64: /lib/x86_64-linux-gnu/libc.so.6
                libfoo1, libfoo1-udeb: /usr/lib/libfoo.so.1

                """, status: 1)
        let machine = try debianMachine()
        processes.answer(
            "dpkg-query", ["--admindir", machine.place("var/lib/dpkg").string, "--show"],
            output: "libc6:amd64\tlibc6\t2.36-9+deb12u14\nlibfoo1:amd64\tlibfoo1\t1:1.0\n")
        let packages = try await owners(processes, on: machine).packages(
            of: ["usr/lib/x86_64-linux-gnu/libc.so.6", "usr/lib/libfoo.so.1", "opt/libown.so"].map(machine.place))
        #expect(
            packages == [
                OwnerPackage(name: "libc6", version: "2.36-9+deb12u14"),
                OwnerPackage(name: "libfoo1", version: "1:1.0"),
                nil,
            ])
        #expect(processes.commands.first?.arguments.contains("/lib/x86_64-linux-gnu/libc.so.6") == true)
    }

    @Test func rpmIsAskedWhereThereIsNoDebianDatabase() async throws {
        let processes = ScriptedProcessRunner()
        processes.answer("dpkg-query")
        processes.answer("rpm") { command in
            let isKnown = command.arguments.last == "/lib64/libc.so.6"
            return ProcessResult(
                end: .exited(isKnown ? 0 : 1), output: Array((isKnown ? "glibc\t2.34-231\n" : "not owned\n").utf8))
        }
        let machine = try OriginTree()
        let packages = try await owners(processes, on: machine)
            .packages(of: ["lib64/libc.so.6", "opt/libown.so"].map(machine.place))
        #expect(packages == [OwnerPackage(name: "glibc", version: "2.34-231"), nil])
    }

    @Test func noPackageManagerMeansNoPackages() async throws {
        let machine = try debianMachine()
        let owners = owners(ScriptedProcessRunner(), on: machine)
        #expect(try await owners.packages(of: [machine.place("lib/libc.so.6")]) == [nil])
        #expect(try await owners.packages(of: []).isEmpty)
    }
}
