import Host
import SystemPackage
import Testing

@testable import LocalEnvironment

@Suite
struct SupervisedStartTests {
    @Test(arguments: [IsolationLevel.full, .files, .machine])
    func whatIsWrittenOnTheCommandLineIsReadBack(_ isolation: IsolationLevel) throws {
        let arguments = [
            isolation.rawValue, "/w/root", "/w/task", "/w/opt", "/w/tmp", "/sdk/sysroot", "/usr/bin/qemu",
            "/var/task/bootstrap",
        ]
        let start = try #require(SupervisedStart(arguments: arguments))
        #expect(start.isolation == isolation)
        #expect(start.emulatedSystem == "/sdk/sysroot")
        #expect(start.command == ["/usr/bin/qemu", "/var/task/bootstrap"])
        let launch = start.launch(by: "/bin/swiftlambda", environment: ["LD_PRELOAD": "x"])
        #expect(launch.arguments == [SupervisedStart.mark] + arguments)
        // A variable that means something to a loader must not reach this program's own.
        #expect(launch.environment == ["+LD_PRELOAD": "x"])
        #expect(launch.isSupervisor)
        #expect(SupervisedStart(arguments: Array(arguments.prefix(6))) == nil)
        #expect(SupervisedStart(arguments: ["some"] + arguments.dropFirst()) == nil)
    }

    @Test func aMachineThatAllowsNothingIsToldFromAProgramThatIsNone() {
        for failure in [SupervisedStartFailure.notAllowed("unshare: no"), .notStarted("/var/task/bootstrap: bad")] {
            #expect(SupervisedStartFailure(message: failure.message) == failure)
        }
    }

    #if os(Linux)
    @Test func aMountIsReadWithItsFlagsAndItsOddName() throws {
        let line = "36 35 98:0 /sub /mnt/a\\040b\\134 ro,nosuid,noatime master:1 shared:2 - ext3 /dev/r rw"
        let place = try #require(MountedPlace(line: line))
        #expect(place.path == "/mnt/a b\\")
        #expect(place.root == "/sub")
        #expect(place.type == "ext3")
        #expect(place.isReadOnly)
        #expect(place.keptFlags == 2)
        #expect(MountedPlace(line: "36 35 98:0 /") == nil)
        #expect(MountedPlace(line: "36 35 98:0 / / rw 1 2 3 4") == nil)
    }
    #endif
}
