import Host
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Releasing

/// An AWS command line with scripted answers.
struct AWSSample {
    /// What `aws --version` writes in the first and in the second generation.
    static let versions = [
        "aws-cli/1.45.11 Python/3.11.7 Linux/6.8.0 botocore/1.43.11\n",
        "aws-cli/2.31.0 Python/3.13.7 Linux/6.8.0 exe/x86_64.ubuntu.24\n",
    ]

    /// What runs instead of `aws`.
    let processes = ScriptedProcessRunner()
    /// The time.
    let clock = FixedClock()
    /// The command line.
    let aws: AWSCommandLine

    /// Finds the scripted program.
    init(
        region: String? = "eu-west-1", environment: [String: String] = [:], version: String = AWSSample.versions[1],
        files: any FileSystem = UnusableFileSystem()
    ) async throws {
        processes.answer("aws", ["--version"], output: version)
        let host = Host.testing(environment: environment, files: files, processes: processes, clock: clock)
        aws = try await AWSCommandLine.find(on: host, region: region.flatMap { Region($0) })
    }

    /// The words of a call after the program's name.
    func words(of request: some AWSRequest) -> [String] { aws.command(for: request).arguments }

    /// Answers calls with one text after another, the last one again and again.
    func answer(_ words: [String], with texts: [String]) {
        let next = Mutex(0)
        processes.answer("aws", words) { _ in
            let text = next.withLock { index in
                defer { index += 1 }
                return texts[min(index, texts.count - 1)]
            }
            return ProcessResult(end: .exited(0), output: Array(text.utf8))
        }
    }

    /// The calls so far, each by its operation, such as `get-alias`.
    var operations: [String] { processes.commands.compactMap { $0.arguments.dropFirst().first } }

    /// The error of a call that ends with this on standard error.
    func error(_ text: String, of request: some AWSRequest, status: Int32 = 254) async throws -> AWSError {
        processes.answer("aws", type(of: request).words, error: text, status: status)
        var caught: AWSError?
        do {
            _ = try await aws.call(request)
        } catch let error as AWSError {
            caught = error
        }
        return try #require(caught)
    }
}

/// The end that all calls have.
let commonWords = ["--region", "eu-west-1", "--output", "json"]
