package import Model

/// Why no configuration can be made of the functions.
package struct TerraformError: DiagnosedError, Hashable {
    /// One thing that stands in the way.
    package enum Problem: Sendable, Hashable {
        /// There is no function.
        case noFunctions
        /// Where the functions shall go cannot be.
        case place(PlaceProblem)
        /// A function cannot be as it is described.
        case function(String, FunctionProblem)
        /// There is no layer for a function as it is wanted, or one named in full does not fit.
        case layer(function: String, [Diagnostic])
        /// A policy document could not be written as JSON.
        case encoding(String)
    }

    /// What is wrong with regions or account.
    package enum PlaceProblem: Sendable, Hashable {
        /// No region is known, though one is needed.
        case noRegions(ConfigurationLayout)
        /// The regions are of several partitions.
        case mixedPartitions([Region])
        /// The account is not twelve digits.
        case malformedAccount(String)
    }

    /// What is wrong with a function.
    package enum FunctionProblem: Sendable, Hashable {
        /// Another function has the same name.
        case duplicate
        /// Another function's name has the same digest, so that both would have one name in Terraform.
        case sharedName(with: String)
        /// Lambda would refuse a setting.
        case violation(LambdaFunction.Violation)
        /// A policy statement, counted from 1, has no actions or no resources.
        case emptyStatement(Int)
        /// AWS refuses the tag with a key.
        case invalidTag(String)
        /// No archive is known for it.
        case noArchive
        /// Its archive was built for another architecture.
        case architectureMismatch(wanted: Architecture, archive: ArchiveReference)
        /// One layer is named in full, though the function goes to several regions.
        case layerInSeveralRegions(arn: String, [Region])
    }

    /// What stands in the way.
    package var problems: [Problem]

    init(_ problems: [Problem]) {
        self.problems = problems
    }

    /// One error for each problem.
    package var diagnostics: [Diagnostic] { problems.flatMap(\.diagnostics) }

    /// The input was wrong, or where it was not, the fault is ours.
    package var exitStatus: ExitStatus {
        let isInternal = problems.contains { if case .encoding = $0 { true } else { false } }
        return isInternal ? .internalFault : .badInput
    }
}
