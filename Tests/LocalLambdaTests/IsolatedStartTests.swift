import Host
import SystemPackage
import Testing

@testable import LocalLambda

@Suite
struct IsolatedStartTests {
    @Test func whatIsWrittenOnTheCommandLineIsReadBack() throws {
        let arguments = ["/w/root", "/w/task", "/w/opt", "/w/tmp", "/sysroot", "/usr/bin/qemu", "/var/task/bootstrap"]
        let start = try #require(IsolatedStart(arguments: arguments))
        #expect(start.command == ["/usr/bin/qemu", "/var/task/bootstrap"])
        #expect(start.extra == "/sysroot")
        let launch = start.launch(by: "/bin/swiftlambda", environment: ["LD_PRELOAD": "x"])
        #expect(launch.arguments == [IsolatedStart.mark] + arguments)
        // A variable that means something to a loader must not reach this program's own.
        #expect(launch.environment == ["+LD_PRELOAD": "x"])
        #expect(launch.isPreparation)
        #expect(IsolatedStart(arguments: Array(arguments.prefix(5))) == nil)
    }

    @Test func aMachineThatAllowsNothingIsToldFromAProgramThatIsNone() {
        for failure in [IsolatedStartFailure.notAllowed("unshare: no"), .notStarted("/var/task/bootstrap: bad")] {
            #expect(IsolatedStartFailure(message: failure.message) == failure)
        }
    }
}
