import Model
import Testing

@Suite
struct ProcessEndTests {
    @Test func anEndHasWordsOfOurOwnAndOfGo() {
        #expect(ProcessEnd.exited(3).inWords == "exited with status 3")
        #expect(ProcessEnd.exited(3).asGoTellsIt == "exit status 3")
        #expect(ProcessEnd.signalled(5).inWords == "was terminated by SIGTRAP")
        #expect(ProcessEnd.signalled(5).asGoTellsIt == "signal: trace/breakpoint trap")
    }

    @Test func aSignalWithoutANameHasItsNumber() {
        #expect(ProcessEnd.signalled(40).inWords == "was terminated by signal 40")
        #expect(ProcessEnd.signalled(40).asGoTellsIt == "signal: signal 40")
    }
}
