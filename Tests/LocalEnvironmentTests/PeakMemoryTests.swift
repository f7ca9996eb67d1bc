import Testing

@testable import LocalEnvironment

@Suite
struct PeakMemoryTests {
    @Test func theHighWaterMarkIsRoundedUpToMegabytes() {
        #expect(PeakMemory.megabytes(inStatus: "Name:\tbootstrap\nVmHWM:\t    6145 kB\nVmRSS:\t 10 kB\n") == 7)
        #expect(PeakMemory.megabytes(inStatus: "Name:\tbootstrap\n") == nil)
        #expect(PeakMemory.megabytes(inStatus: "VmHWM:\t many kB\n") == nil)
    }
}
