import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// Readers of bytes from outside, with what once made them fail and with what nobody thought of.
///
/// `SWIFTLAMBDA_FUZZ_SECONDS` says how long each is tried, and `SWIFTLAMBDA_FUZZ_SEED` where to begin; see `scripts/fuzz`.
@Suite(.serialized) struct FuzzTests {
    /// No reader may take longer for one input.
    private static let limit = Duration.seconds(5)

    private let files = LiveFileSystem()
    private let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory(isPlain: true) }

    private func seeds(of subject: Subject) throws -> [(name: String, bytes: [UInt8])] {
        let directory = FilePath(#filePath).removingLastComponent().appending("Seeds").appending(subject.rawValue)
        return try files.names(in: directory).sorted().map { name in
            (name, try files.read(directory.appending(name), limit: 1 << 20))
        }
    }

    private func expectInTime(_ subject: Subject, _ input: [UInt8], _ name: @autoclosure () -> String) throws {
        let start = ContinuousClock.now
        try subject.read(input, in: scratch.path)
        let time = ContinuousClock.now - start
        #expect(time < Self.limit, "\(subject.rawValue) took \(time) for \(name())")
    }

    /// Seeds are read or refused in time.
    @Test(arguments: Subject.allCases)
    func seeds(subject: Subject) throws {
        let seeds = try seeds(of: subject)
        try #require(!seeds.isEmpty)
        for seed in seeds {
            try expectInTime(subject, seed.bytes, seed.name)
            // What is cut off anywhere is the commonest fault of all.
            for length in stride(from: 0, to: seed.bytes.count, by: max(1, seed.bytes.count / 50)) {
                try expectInTime(subject, Array(seed.bytes.prefix(length)), "\(seed.name) cut off at \(length)")
            }
        }
    }

    /// Mutated seeds are read or refused in time, with little memory.
    @Test(arguments: Subject.allCases)
    func mutations(subject: Subject) throws {
        let seeds = try seeds(of: subject).map(\.bytes)
        let time = testEnvironment["SWIFTLAMBDA_FUZZ_SECONDS"].flatMap { Double($0) }
        let first = testEnvironment["SWIFTLAMBDA_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
        // The input is on disk before it is read, so that it is there after a crash.
        let current = testEnvironment["SWIFTLAMBDA_FUZZ_DIRECTORY"].map { FilePath($0).appending(subject.rawValue) }
        let end = ContinuousClock.now + .seconds(time ?? 60)
        var count: UInt64 = 0
        while ContinuousClock.now < end, time != nil || count < 300 {
            var mutation = Mutation(seed: first &+ count)
            let input = mutation.input(from: seeds)
            if let current { try Data(input).write(to: URL(fileURLWithPath: current.string)) }
            try expectInTime(subject, input, "seed \(first &+ count)")
            count += 1
        }
        #expect(count > 0)
        #expect(try residentBytes() < 1 << 30)
        if time != nil { print("\(subject.rawValue): \(count) inputs from seed \(first)") }
        if let current { try files.remove(current) }
    }

    private func residentBytes() throws -> Int {
        guard try files.status(of: "/proc/self/statm", followingLinks: true) != nil else { return 0 }
        let text = String(decoding: try files.read("/proc/self/statm", limit: 1 << 12), as: UTF8.self)
        return try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) }) * 4096
    }
}
