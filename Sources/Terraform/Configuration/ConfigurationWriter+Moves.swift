import HCL
import Model

extension ConfigurationWriter {
    /// Declares the new addresses of resources that release 0.1.0 named differently, so that Terraform keeps them.
    ///
    /// They have their own file, because release 0.1.0 derived an address from all functions, and a function's file
    /// should depend only on its function.
    func moves() -> [Block] {
        let former = FormerNames.identifiers(of: places.functionNames)
        // Terraform refuses to move what is still declared.
        let declared = Set(names.values.map(\.identifier))
        var blocks: [Block] = []
        // Release 0.1.0 had no stages.
        for function in places.stages.isEmpty ? places.all.first?.functions ?? [] : [] {
            guard let old = former[function.name], let new = names[function.name]?.identifier, old != new,
                !declared.contains(old)
            else { continue }
            var moves = ["aws_cloudwatch_log_group", "aws_iam_role", "aws_lambda_function"].map { type in
                (from: Expression.reference(type, old), to: Expression.reference(type, new))
            }
            moves += function.rolePolicies.map(\.name).map { policy in
                (
                    from: .reference("aws_iam_role_policy", "\(old)_\(policy)"),
                    to: .reference("aws_iam_role_policy", "\(new)_\(policy)")
                )
            }
            blocks += moves.enumerated().map { index, move in
                let comment = index == 0 ? ["Resources that swiftlambda 0.1.0 created for \(function.name)."] : []
                return Block("moved", comment: comment) {
                    Argument("from", move.from)
                    Argument("to", move.to)
                }
            }
        }
        return blocks
    }

    /// The functions whose roles release 0.1.0 named differently, alone or together with these functions.
    static func functionsWithFormerRoles(_ functions: [String], names: [String: ResourceNames]) -> Set<String> {
        let former = FormerNames.roleStems(of: functions)
        return Set(
            functions.filter { function in
                let stem = names[function]?.roleStem
                return former[function] != stem || FormerNames.roleStems(of: [function])[function] != stem
            })
    }
}
