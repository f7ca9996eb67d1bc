import LambdaProtocol
import Testing

@testable import LocalEnvironment

@Suite
struct PeakMemoryTests {
    @Test func theHighWaterMarkIsRoundedUpToMegabytes() {
        #expect(PeakMemory.megabytes(inStatus: "Name:\tbootstrap\nVmHWM:\t    6145 kB\nVmRSS:\t 10 kB\n") == 7)
        #expect(PeakMemory.megabytes(inStatus: "Name:\tbootstrap\n") == nil)
        #expect(PeakMemory.megabytes(inStatus: "VmHWM:\t many kB\n") == nil)
    }

    @Test func itStandsBehindTheMemoryThatTheFunctionHas() {
        let line = "REPORT RequestId: 1\tDuration: 1.00 ms\tMemory Size: 128 MB\tInit Duration: 2.00 ms"
        #expect(
            ReportLine.adding(7, toReport: line)
                == "REPORT RequestId: 1\tDuration: 1.00 ms\tMemory Size: 128 MB\tMax Memory Used: 7 MB"
                + "\tInit Duration: 2.00 ms")
        #expect(ReportLine.adding(7, toReport: "REPORT RequestId: 1") == "REPORT RequestId: 1")
    }
}
