package import Host
package import JSON
package import Model
import Synchronization
package import SystemPackage

/// The `terraform` or `tofu` of this machine.
package struct TerraformCommandLine: Sendable {
    /// The most bytes that a plan's or an output's JSON may have.
    static let largestOutput = PlanReader.largest
    private static let largestList = 1 << 20
    /// What Terraform warns of with each change of a function that has a `check`, and nobody can act on.
    private static let unknownCheck = "Check block assertion known after apply"

    /// Which program.
    package let program: TerraformProgram
    /// Where it is.
    package let executable: FilePath
    /// Its version, as it says it.
    package let version: String
    /// How many seconds to wait for a locked state.
    package var lockTimeout = 60
    private let processes: any ProcessRunner

    /// Finds the program in `PATH`, and checks its version.
    ///
    /// - Throws: ``TerraformSetupError``, `ProcessError`, `CancellationError`.
    package static func find(_ program: TerraformProgram, on host: Host) async throws -> TerraformCommandLine {
        guard let executable = host.processes.locate(program.rawValue) else {
            let otherExists = host.processes.locate(program.other.rawValue) != nil
            throw TerraformSetupError.notFound(program, otherExists: otherExists)
        }
        let place = TerraformPlace(directory: host.workingDirectory)
        let command = TerraformInvocation.version.command(executable, in: place)
        let result = try await host.processes.collect(command, limit: largestList)
        guard result.end.isSuccess else {
            let words = String(decoding: result.error, as: UTF8.self)
            throw TerraformSetupError.unreadableVersion(program, reason: "It \(result.end.inWords). \(words)")
        }
        let version = try readVersion(result.output, of: program)
        return TerraformCommandLine(
            program: program, executable: executable, version: version, processes: host.processes)
    }

    /// The version in the output of `version -json`.
    ///
    /// - Throws: if it cannot be read, or is too old.
    static func readVersion(_ output: [UInt8], of program: TerraformProgram) throws(TerraformSetupError) -> String {
        // OpenTofu uses the same key.
        guard let value = try? JSONValue(parsing: output), let text = value["terraform_version"]?.string,
            let version = DottedVersion(text.prefix { $0 != "-" && $0 != "+" }),
            let oldest = DottedVersion(program.oldestVersion)
        else { throw .unreadableVersion(program, reason: "Its output has no version that can be read.") }
        guard version >= oldest else { throw .tooOld(program, version: text) }
        return text
    }

    private init(
        program: TerraformProgram, executable: FilePath, version: String, processes: any ProcessRunner
    ) {
        self.program = program
        self.executable = executable
        self.version = version
        self.processes = processes
    }

    /// Installs the providers and connects the backend.
    ///
    /// - Parameter onProgress: gets each line to show.
    /// - Throws: ``TerraformFailure``, `ProcessError`.
    package func initialize(
        _ place: TerraformPlace, onProgress: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws {
        _ = try await stream(.initialize, in: place, onProgress: onProgress)
    }

    /// Creates the workspace of a place if it is missing; the workspace that the user selected stays selected.
    ///
    /// - Throws: ``TerraformFailure``, `ProcessError`.
    package func createWorkspace(of place: TerraformPlace) async throws {
        guard let wanted = place.workspace else { return }
        let workspaces = try await workspaces(of: place)
        guard !workspaces.names.contains(wanted) else { return }
        do {
            _ = try await stream(.createWorkspace(wanted), in: place) { _ in }
        } catch let failure as TerraformFailure {
            // Another run may have created it meanwhile.
            guard failure.cause == .other, try await self.workspaces(of: place).names.contains(wanted) else {
                throw failure
            }
        }
        guard let selected = workspaces.selected else { return }
        _ = try await collect(.selectWorkspace(selected), in: place, limit: Self.largestList)
    }

    /// Writes a plan to a file.
    ///
    /// The file has secrets in it: its directory must be closed to others.
    ///
    /// - Parameter onProgress: gets each line to show.
    /// - Returns: whether the plan changes anything, and the warnings.
    /// - Throws: ``TerraformFailure``, `ProcessError`.
    package func plan(
        _ place: TerraformPlace, to file: FilePath, onProgress: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> (hasChanges: Bool, warnings: [Diagnostic]) {
        let (end, transcript) = try await stream(
            .plan(to: file), in: place, accepted: [.exited(0), .exited(2)], onProgress: onProgress)
        return (end == .exited(2), warnings(of: transcript))
    }

    /// A plan as JSON.
    ///
    /// - Throws: ``TerraformFailure``, `ProcessError`.
    package func show(plan: FilePath, in place: TerraformPlace) async throws -> [UInt8] {
        try await collect(.show(plan: plan), in: place, limit: Self.largestOutput)
    }

    /// Applies exactly a plan.
    ///
    /// - Parameter onProgress: gets each line to show.
    /// - Returns: what was done, and the warnings.
    /// - Throws: ``TerraformFailure``, which knows what was done before, also if the calling task is cancelled;
    ///   `ProcessError`.
    package func apply(
        plan: FilePath, in place: TerraformPlace, onProgress: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> (progress: ApplyProgress, warnings: [Diagnostic]) {
        let (_, transcript) = try await stream(.apply(plan: plan), in: place, onProgress: onProgress)
        return (transcript.progress, warnings(of: transcript))
    }

    /// The outputs of a place; those that are sensitive are left out.
    ///
    /// - Throws: ``TerraformFailure``, `ProcessError`.
    package func outputs(of place: TerraformPlace) async throws -> [String: JSONValue] {
        let bytes = try await collect(.outputs, in: place, limit: Self.largestOutput)
        guard let members = try? JSONValue(parsing: bytes).members else { return [:] }
        var outputs: [String: JSONValue] = [:]
        for member in members where member.value["sensitive"] != .bool(true) {
            outputs[member.name] = member.value["value"]
        }
        return outputs
    }

    private func warnings(of transcript: TerraformTranscript) -> [Diagnostic] {
        transcript.diagnostics.filter { $0.severity == .warning && !$0.text.contains(Self.unknownCheck) }.map {
            $0.diagnostic(from: program)
        }
    }
}

extension TerraformCommandLine {
    private func stream(
        _ invocation: TerraformInvocation, in place: TerraformPlace, accepted: [ProcessEnd] = [.exited(0)],
        onProgress: @escaping @Sendable (String) -> Void
    ) async throws -> (ProcessEnd, TerraformTranscript) {
        let transcript = Mutex(TerraformTranscript())
        let command = invocation.command(executable, in: place, lockTimeout: lockTimeout)
        do {
            let end = try await processes.stream(command) { line in
                let message = TerraformMessage(line: line)
                transcript.withLock { $0.add(message) }
                if let progress = message.progress { onProgress(progress) }
            }
            let all = transcript.withLock { $0 }
            guard accepted.contains(end) else {
                throw TerraformFailure(program, invocation, in: place, end: end, transcript: all)
            }
            return (end, all)
        } catch is CancellationError {
            // The end of a cancelled run is not known; what it reported is.
            throw TerraformFailure(
                program, invocation, in: place, end: .exited(1), transcript: transcript.withLock { $0 },
                cause: .interrupted)
        }
    }

    private func workspaces(of place: TerraformPlace) async throws -> WorkspaceList {
        let list = try await collect(.listWorkspaces, in: place, limit: Self.largestList)
        return WorkspaceList(String(decoding: list, as: UTF8.self))
    }

    private func collect(
        _ invocation: TerraformInvocation, in place: TerraformPlace, limit: Int
    ) async throws -> [UInt8] {
        let command = invocation.command(executable, in: place, lockTimeout: lockTimeout)
        let result = try await processes.collect(command, limit: limit)
        guard result.end.isSuccess else {
            var transcript = TerraformTranscript()
            for line in String(decoding: result.error, as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: false)
            {
                transcript.add(.text(String(line)))
            }
            throw TerraformFailure(program, invocation, in: place, end: result.end, transcript: transcript)
        }
        return result.output
    }
}
