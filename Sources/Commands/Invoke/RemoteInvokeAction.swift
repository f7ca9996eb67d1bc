import ArgumentParser
import Console
import Host
import Model
import Releasing

/// Invokes a function on Lambda once.
struct RemoteInvokeAction {
    let release: ReleaseProject
    /// The function, or `nil` for the only one.
    let function: String?
    /// A version or an alias.
    let qualifier: String?
    let event: [UInt8]
    let host: Host
    let console: CommandConsole

    /// Invokes, and prints the response.
    func run() async throws -> CommandResult {
        let name = try release.name(of: function)
        let (target, function) = try release.place(of: name, noting: console)
        let aws = try await AWSCommandLine.find(on: host, region: target.region)
        let answer = try await console.keepingAlive {
            console.begin("Invoking \(function.deployedName) in \(target.region.name)")
            return try await RemoteInvocation.invoke(
                function, in: target, qualifier: qualifier, event: event, with: aws)
        }
        console.finish()
        for line in answer.logTail.split(whereSeparator: \.isNewline) {
            console.note(printable(line, keepingTabs: true) + "\n")
        }
        if let alias = function.surroundings.alias, qualifier == nil {
            console.note("This was $LATEST; callers use the alias '\(alias)': --qualifier \(alias)\n")
        }
        let outcome = InvokeOutcome(answer)
        if console.format == .text { try host.standardOutput.write(outcome.printed) }
        return outcome.result(
            executedVersion: answer.version,
            hint: "see its log: swiftlambda logs \(name)\(target.stageOption)")
    }
}

extension InvokeCommand {
    /// Checks the options that need or exclude `--remote`.
    func validateRemote() throws {
        guard remote else {
            guard qualifier == nil else {
                throw ValidationError("--qualifier chooses a version on Lambda: add --remote.")
            }
            return
        }
        if let qualifier, !Self.isQualifier(qualifier) {
            throw ValidationError("--qualifier must be a version, an alias or $LATEST, not '\(qualifier)'.")
        }
        let ofThisMachine = [
            (url != nil, "--url"), (standIn != nil, "--extension"), (tenant != nil, "--tenant"),
            (!local.env.isEmpty, "--env"), (!local.envFile.isEmpty, "--env-file"), (!local.layer.isEmpty, "--layer"),
            (local.timeout != nil, "--timeout"), (local.memory != nil, "--memory"), (local.arch != nil, "--arch"),
            (local.isolation != nil, "--isolation"), (local.archives != nil, "--archives"),
        ]
        if let option = ofThisMachine.first(where: \.0)?.1 {
            throw ValidationError(
                "\(option) works only on this machine: with --remote, the function is as it is deployed.")
        }
        if let function, LocalFunctionFinder.isPath(function) {
            throw ValidationError("--remote needs the name of a function, not the path '\(function)'.")
        }
    }

    /// Whether Lambda may have a version or an alias of this name (API reference, "Invoke").
    private static func isQualifier(_ text: String) -> Bool {
        text == "$LATEST" || (text.utf8.count <= 128 && LambdaFunction.isName(text))
    }
}
