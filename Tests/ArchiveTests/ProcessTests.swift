import LibC
import Testing

@testable import Archive

/// Tests that change the state of the whole process, or hand it to a child, run one after the other.
@Suite(.serialized) struct ProcessTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `time zone, locale, umask and working directory leave no trace`() throws {
        let entries = [
            ArchiveEntry("né/🎈", .bytes(Array("hello".utf8), isExecutable: true)),
            ArchiveEntry("link", .symbolicLink(target: "né/🎈")),
        ]
        let home = try #require(getcwd(nil, 0))
        defer {
            unsetenv("TZ")
            tzset()
            setlocale(LC_ALL, "C")
            umask(0o022)
            chdir(home)
            free(home)
        }
        var archives: Set<[UInt8]> = []
        var locales: Set<String> = []
        let zones = ["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu", ":/none"]
        let localeNames = ["C", "POSIX", "C.UTF-8", "de_DE.ISO-8859-1", "en_US.UTF-8"]
        for (index, (zone, locale)) in zip(zones, localeNames).enumerated() {
            setenv("TZ", zone, 1)
            tzset()
            if setlocale(LC_ALL, locale) != nil { locales.insert(locale) }
            umask(index % 2 == 0 ? 0o077 : 0)
            chdir(index % 2 == 0 ? "/" : scratch.path)
            try ArchiveWriter(level: .standard).write(entries, to: scratch("\(index).zip"))
            umask(0o022)
            archives.insert(try scratch.bytes("\(index).zip"))
        }
        #expect(locales.contains("C"))
        #expect(archives.count == 1)
        let names = try directory(of: #require(archives.first)).entries.map(\.path)
        #expect(names == ["link", "né/🎈"])
    }

    @Test(.enabled(if: Tool.exists("unzip"), "unzip is not installed"))
    func `unzip finds nothing wrong`() throws {
        let result = try Tool.run("unzip", ["-t", try tree()], scratch)
        #expect(result.status == 0)
        #expect(result.output.contains("No errors detected"))
    }

    @Test(.enabled(if: Tool.exists("python3"), "python3 is not installed"))
    func `Python reads the same modes, order, dates, names and link`() throws {
        let script = """
            import sys, zipfile
            archive = zipfile.ZipFile(sys.argv[1])
            assert archive.testzip() is None
            for entry in archive.infolist():
                year = "%d-%02d-%02d %02d:%02d:%02d" % entry.date_time
                link = archive.read(entry).decode() if entry.external_attr >> 28 == 0o12 else ""
                print(ascii(entry.filename), oct(entry.external_attr >> 16), year, link, sep="|")
            names = [entry.filename.encode() for entry in archive.infolist()]
            assert names == sorted(names)
            """
        let result = try Tool.run("python3", ["-c", script, try tree()], scratch)
        #expect(result.status == 0)
        let lines = [
            "'-dash'|0o100644", "'bootstrap'|0o100755", "'dir-x'|0o100644", "'dir/'|0o40755", "'dir/empty'|0o100644",
            "'e\\u0301'|0o100644", "'link'|0o120777",
        ].map { $0 + "|1980-01-01 00:00:00|" + ($0.hasPrefix("'link'") ? "dir/empty" : "") }
        #expect(result.output.split(separator: "\n").map(String.init) == lines)
    }

    @Test(.enabled(if: Tool.exists("bsdtar"), "bsdtar is not installed"))
    func `bsdtar lists owners that are nobody's`() throws {
        let result = try Tool.run("bsdtar", ["-tvf", try tree()], scratch)
        #expect(result.status == 0)
        let lines = result.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.count == 7)
        #expect(lines.allSatisfy { $0[2] == "0" && $0[3] == "0" })
        #expect(lines.last?.suffix(3) == ["link", "->", "dir/empty"])
    }

    private func tree() throws -> String {
        let entries = [
            ArchiveEntry("bootstrap", .bytes(Array("#!/bin/sh".utf8), isExecutable: true)),
            ArchiveEntry("dir", .directory), ArchiveEntry("link", .symbolicLink(target: "dir/empty")),
        ]
        let files = ["dir/empty", "dir-x", "-dash", "e\u{301}"].map {
            ArchiveEntry($0, .bytes([], isExecutable: false))
        }
        try ArchiveWriter(level: .standard).write(entries + files, to: scratch("tree.zip"))
        return scratch("tree.zip")
    }
}

/// Programs that read archives without any code of ours.
private enum Tool {
    static func exists(_ name: String) -> Bool {
        guard let path = getenv("PATH") else { return false }
        return String(cString: path).split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    static func run(
        _ name: String, _ arguments: [String], _ scratch: Scratch
    ) throws -> (status: Int32, output: String) {
        let words = ["sh", "-c", "exec \"$@\" > \"$0\" 2>&1", scratch("output"), name] + arguments
        var argv = words.map { strdup($0) } + [nil]
        defer { argv.forEach { free($0) } }
        var child: pid_t = 0
        let spawned = posix_spawnp(&child, "sh", nil, nil, &argv, environ)
        guard spawned == 0 else { throw ScratchError(code: spawned) }
        var status: Int32 = 0
        guard waitpid(child, &status, 0) == child else { throw ScratchError(code: errno) }
        return (status, String(decoding: try scratch.bytes("output"), as: UTF8.self))
    }
}
