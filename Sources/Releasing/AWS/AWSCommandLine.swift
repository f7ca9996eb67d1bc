package import Host
package import Model
import SystemPackage

/// The AWS command line of this machine, in one region.
///
/// It brings the user's profiles, single sign-on, MFA sessions and endpoints (`AWS_ENDPOINT_URL`), because it gets the
/// user's environment. A signal to this program ends a running call with it.
package struct AWSCommandLine: Sendable {
    /// The machine.
    let host: Host
    /// The path of `aws`.
    let program: FilePath
    /// Its version.
    let version: AWSCLIVersion
    /// The region of all calls; `nil` means the user's own.
    var region: Region?
    /// What its environment differs by from this program's.
    let environment: [String: String?]

    /// Finds `aws` in `PATH` and checks its version.
    ///
    /// - Throws: `AWSProgramError`; `ProcessError`; `CancellationError`.
    package static func find(on host: Host, region: Region?) async throws -> AWSCommandLine {
        guard let program = host.processes.locate("aws") else { throw AWSProgramError.missing }
        let environment = AWSEnvironment.changes(on: host)
        let command = Command(program.string, ["--version"], environment: environment)
        let result = try await host.processes.collect(command, limit: 1 << 16)
        // Version 1 on old Pythons writes its version to standard error.
        let text = String(decoding: result.output + result.error, as: UTF8.self)
        guard result.end.isSuccess, let version = AWSCLIVersion(output: text) else {
            throw AWSProgramError.noAnswer(program, message: AWSComplaint(standardError: text).message)
        }
        guard version.isSupported else { throw AWSProgramError.tooOld(program, version) }
        return AWSCommandLine(
            host: host, program: program, version: version, region: region, environment: environment)
    }

    /// The same program for another region.
    package func inRegion(_ region: Region) -> AWSCommandLine {
        var other = self
        other.region = region
        return other
    }

    /// The command of a call.
    func command(for request: some AWSRequest) -> Command {
        let arguments = request.arguments
        var words = type(of: request).words + arguments.words
        if let region { words += ["--region", region.name] }
        return Command(
            program.string, words + ["--output", "json"], workingDirectory: arguments.workingDirectory,
            environment: environment.merging(type(of: request).environment) { $1 })
    }

    /// Makes a call.
    ///
    /// - Throws: `AWSError`; `ProcessError`; `CancellationError`.
    func call<Request: AWSRequest>(_ request: Request) async throws -> Request.Answer {
        if let value = request.arguments.references.first {
            throw makeError(.reference, of: Request.self, message: value)
        }
        let result = try await host.processes.collect(command(for: request), limit: Request.outputLimit)
        guard result.end.isSuccess else {
            return try request.answer(to: failure(of: request, result))
        }
        do throws(AWSAnswerFault) {
            return try request.answer(reading: AWSAnswer(output: result.output))
        } catch {
            // The output itself may hold secrets, so the error doesn't quote it.
            throw makeError(.unreadableAnswer, of: Request.self, message: error.summary)
        }
    }

    private func failure<Request: AWSRequest>(of request: Request, _ result: ProcessResult) -> AWSError {
        if case .signalled = result.end {
            return makeError(.other, of: Request.self, message: "aws \(result.end.inWords)")
        }
        let complaint = AWSComplaint(standardError: String(decoding: result.error, as: UTF8.self))
        let permission = request.permission(in: AWSPlace(region: region))
        var error = makeError(complaint.reason(needing: permission), of: Request.self, message: complaint.message)
        error.code = complaint.code
        error.operation = complaint.operation
        if error.message.isEmpty { error.message = "aws \(result.end.inWords)" }
        return error
    }

    private func makeError<Request: AWSRequest>(
        _ reason: AWSError.Reason, of request: Request.Type, message: String
    ) -> AWSError {
        AWSError(
            reason: reason, call: request.words.joined(separator: " "), message: message,
            profile: AWSEnvironment.profile(in: host.environment), region: region?.name)
    }
}
