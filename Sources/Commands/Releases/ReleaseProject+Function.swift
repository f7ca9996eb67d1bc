import Model
import Releasing

extension ReleaseProject {
    /// The name of one function: the one that was asked for, or else the only one.
    ///
    /// - Throws: `SelectionError`; `LocalFunctionError`.
    func name(of function: String?) throws -> String {
        let names = try names(of: function.map { [$0] } ?? [])
        guard let name = names.first, names.count == 1 else { throw LocalFunctionError.severalFunctions(names) }
        return name
    }

    /// A function as it is in a place; a place has all functions.
    func function(_ name: String, in target: ReleaseTarget) throws -> LambdaFunction {
        guard let function = target.functions.first(where: { $0.name == name }) else {
            throw ReleasedFunctionError.notDeployed(
                name, deployedName: name, region: target.region.name, stageOption: target.stageOption)
        }
        return function
    }
}

extension ReleaseProject {
    /// One place for commands that work on one: the first, with a note about others.
    func place(
        of name: String, noting console: CommandConsole
    ) throws -> (target: ReleaseTarget, function: LambdaFunction) {
        guard let target = targets.first else { throw ReleaseTargetError.regionNeeded }
        let others = targets.dropFirst().map(\.region.name)
        if !others.isEmpty {
            console.note("In \(target.region.name); for \(others.joined(separator: " or ")), add --region\n")
        }
        return (target, try function(name, in: target))
    }
}
