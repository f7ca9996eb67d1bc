import Host
import SystemPackage
import TestSupport
import Testing

@testable import Rehearsal

/// Descriptors and sockets.
@Suite
struct DescriptorTests {
    /// As the kernel of an x86_64 or arm64 machine prints them; both are little-endian.
    static let tcp = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 11 1 0000 100 0 0 10 0
           1: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 12 1 0000 20 4 30 10 -1
           2: 0200A8C0:D431 0500000A:1538 08 00000000:00000000 00:00000000 00000000  1000        0 13 1 0000 20 4 30 10 -1
        broken line
           3: 0100007F:C351 0100007F:1F90 06 00000000:00000000 03:00001770 00000000     0        0 0 3 0000
        """
    static let tcp6 = """
          sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000000000000000000001000000:D431 B80D0120000000000000000001000000:01BB 01 00000000:00000000 00:00000000 00000000     0        0 21 1 0000
           1: 0000000000000000FFFF00000100007F:D432 0000000000000000FFFF00000500000A:1538 01 00000000:00000000 00:00000000 00000000     0        0 22 1 0000
        """
    static let unix = """
        Num       RefCount Protocol Flags    Type St Inode Path
        0000000000000000: 00000002 00000000 00010000 0001 01 31 /run/postgresql/.s.PGSQL.5432
        0000000000000000: 00000003 00000000 00000000 0001 03 32 /run/postgresql/.s.PGSQL.5432
        0000000000000000: 00000003 00000000 00000000 0001 03 33
        """

    @Test func tablesOfTheKernelAreRead() {
        var table = SocketTable()
        table.add(Self.tcp, family: .tcp)
        table.add(Self.tcp6, family: .tcp)
        table.addUnix(Self.unix)
        #expect(table.entries.count == 8)
        #expect(table.entries[11]?.isConnected == false)
        #expect(table.entries[11]?.local == "127.0.0.1:8080")
        #expect(table.entries[12]?.peer == "127.0.0.1:8080")
        #expect(table.entries[13]?.peer == "10.0.0.5:5432")
        #expect(table.entries[13]?.isConnected == true)
        #expect(table.entries[21]?.peer == "[2001:db8::1]:443")
        #expect(table.entries[21]?.local == "[::1]:54321")
        #expect(table.entries[22]?.peer == "10.0.0.5:5432")
        #expect(table.entries[31]?.isConnected == false)
        #expect(table.entries[32]?.isConnected == true)
        #expect(table.entries[32]?.local == "/run/postgresql/.s.PGSQL.5432")
        #expect(table.entries[33]?.local.isEmpty == true)
    }

    @Test(arguments: [
        ("socket:[12]", DescriptorLink.socket(inode: 12)), ("pipe:[7]", .pipe(inode: 7)),
        ("anon_inode:[eventfd]", .anonymous(kind: "eventfd")), ("anon_inode:inotify", .anonymous(kind: "inotify")),
        ("/tmp/a b", .file("/tmp/a b")), ("socket:[x]", .file("socket:[x]")), ("", .file("")),
    ])
    func linksAreRead(text: String, expected: DescriptorLink) {
        #expect(DescriptorLink(text) == expected)
    }

    @Test(arguments: [
        ("0000000000004000", "0000000000000000", false, TerminationHandling.handled),
        ("0000000000000000", "0000000000004000", false, .ignored),
        ("0000000000000000", "0000000000004000", true, .handled),
        ("0000000000000440", "0000000000001000", false, .standard),
    ])
    func whatHappensAtSIGTERMIsRead(caught: String, ignored: String, descriptor: Bool, expected: TerminationHandling) {
        let status = "Name:\tbootstrap\nSigIgn:\t\(ignored)\nSigCgt:\t\(caught)\n"
        #expect(TerminationHandling(status: status, hasSignalDescriptor: descriptor) == expected)
    }

    @Test func aStatusWithoutMasksTellsNothing() {
        #expect(TerminationHandling(status: "Name:\tx\n", hasSignalDescriptor: true) == nil)
    }

    @Test func aGroupIsLookedAtThroughProc() throws {
        let scratch = try ScratchDirectory()
        for (process, group, state) in [(100, 100, "S"), (101, 100, "S"), (102, 100, "Z"), (200, 200, "S")] {
            try scratch.write("\(process) (a (b) c) \(state) 1 \(group) \(group) 0", to: "proc/\(process)/stat")
        }
        try scratch.write(Self.tcp, to: "proc/100/net/tcp")
        try scratch.write("A=1\0AWS_LAMBDA_RUNTIME_API=127.0.0.1:8080\0", to: "proc/100/environ")
        try scratch.write("SigIgn:\t0\nSigCgt:\t4000\n", to: "proc/100/status")
        let links = [
            (100, 0, "/dev/null"), (100, 3, "socket:[12]"), (100, 4, "socket:[13]"), (100, 5, "socket:[11]"),
            (101, 3, "socket:[13]"), (101, 4, "/tmp/log"), (101, 5, "socket:[99]"),
        ]
        for (process, number, target) in links {
            let directory = scratch.appending("proc/\(process)/fd")
            try scratch.files.makeDirectory(directory)
            try scratch.files.link(directory.appending("\(number)"), to: FilePath(target))
        }
        let observer = DescriptorObserver(files: scratch.files, proc: scratch.appending("proc"))
        let members = observer.members(ofGroup: 100)
        #expect(members == [100, 101])
        var memory = DescriptorMemory()
        let snapshot = try #require(observer.look(at: members, memory: &memory))
        #expect(snapshot.descriptors.count == 7)
        // Both processes have the one connection.
        #expect(snapshot.outside == [DescriptorCount(name: "tcp 10.0.0.5:5432", count: 1)])
        #expect(snapshot.handling == .handled)
        #expect(snapshot.processCount == 2)
        #expect(observer.look(at: [300], memory: &memory) == nil)
    }

    @Test func aRelayIsCalledByWhatItRelaysTo() throws {
        let scratch = try ScratchDirectory()
        try scratch.write(Self.tcp, to: "proc/100/net/tcp")
        try scratch.files.makeDirectory(scratch.appending("proc/100/fd"))
        try scratch.files.link(scratch.appending("proc/100/fd/3"), to: "socket:[12]")
        let observer = DescriptorObserver(
            files: scratch.files, peerNames: ["127.0.0.1:8080": "db:5432 (through the relay)"],
            proc: scratch.appending("proc"))
        var memory = DescriptorMemory()
        let snapshot = try #require(observer.look(at: [100], memory: &memory))
        #expect(snapshot.outside == [DescriptorCount(name: "tcp db:5432 (through the relay)", count: 1)])
    }

    private func snapshot(_ names: [String]) -> DescriptorSnapshot {
        DescriptorSnapshot(
            descriptors: names.enumerated().map {
                .init(process: 1, number: Int32($0), name: $1, isOutside: $1.hasPrefix("tcp"))
            })
    }

    @Test func whatGrowsWithEveryInvocationIsALeak() throws {
        let growth = try #require(
            DescriptorGrowth([snapshot(["a"]), snapshot(["a", "tcp b"]), snapshot(["a", "tcp b", "tcp b"])]))
        #expect(growth.totals == [1, 2, 3])
        #expect(growth.opened == [DescriptorCount(name: "tcp b", count: 2)])
    }

    @Test func whatGrowsOnceIsNone() {
        #expect(DescriptorGrowth([snapshot(["a"]), snapshot(["a", "b"]), snapshot(["a", "b"])]) == nil)
        #expect(DescriptorGrowth([snapshot(["a"]), snapshot(["a", "b"])]) == nil)
        #expect(DescriptorGrowth([]) == nil)
    }
}
