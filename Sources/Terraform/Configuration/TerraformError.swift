package import Model

/// Why no configuration can be generated for the functions.
package struct TerraformError: DiagnosedError, Hashable {
    /// A problem that prevents it.
    package enum Problem: Sendable, Hashable {
        /// There is no function.
        case noFunctions
        /// The target of the functions is invalid.
        case place(PlaceProblem)
        /// A function's settings are invalid.
        case function(String, FunctionProblem)
        /// A function's layer does not exist, or one given by ARN does not fit.
        case layer(function: String, [Diagnostic])
        /// Statements of the user's policies can never work.
        case statements([Diagnostic])
        /// A policy document could not be written as JSON.
        case encoding(String)
        /// A policy document has a reference in it, and was asked for as JSON.
        case referenceInJSON(String)
    }

    /// What is wrong with the regions or the account.
    package enum PlaceProblem: Sendable, Hashable {
        /// No region is known, although one is needed.
        case noRegions(ConfigurationLayout)
        /// A stage has no region.
        case noRegionsOfStage(String)
        /// The regions belong to several partitions.
        case mixedPartitions([Region])
        /// The account is not twelve digits.
        case malformedAccount(String)
        /// Functions are to be taken over by a module, which cannot import.
        case adoptionInModule([String])
        /// One bucket is given for functions in several regions.
        case oneBucketForRegions(String, [Region])
    }

    /// What is wrong with a function.
    package enum FunctionProblem: Sendable, Hashable {
        /// Another function has the same name.
        case duplicate
        /// Another function's name has the same digest, so both would have the same name in Terraform.
        case sharedName(with: String)
        /// Lambda would refuse a setting.
        case violation(LambdaFunction.Violation)
        /// A policy statement, counted from 1, has no actions or no resources.
        case emptyStatement(Int)
        /// AWS refuses the tag with a key.
        case invalidTag(String)
        /// The inline policies of its role have more characters than IAM allows.
        case policiesTooLarge(Int, at: Diagnostic.Location?)
        /// It has no archive.
        case noArchive
        /// Its archive was built for another architecture.
        case architectureMismatch(wanted: Architecture, archive: ArchiveReference)
        /// A layer is given by ARN, although the function goes to several regions.
        case layerInSeveralRegions(arn: String, [Region])
        /// A setting names a resource of another region or partition than one where the function runs.
        case foreignResource(key: String, arn: ResourceARN, Region)
        /// Another function has a trigger for the same bucket.
        case sharedBucket(ResourceReference, with: String)
        /// A setting names another function, which is not among the functions.
        case lacksFunction(String, key: String)
    }

    /// The problems.
    package var problems: [Problem]

    init(_ problems: [Problem]) {
        self.problems = problems
    }

    /// One error for each problem.
    package var diagnostics: [Diagnostic] { problems.flatMap(\.diagnostics) }

    /// The input is wrong; otherwise it is an internal error.
    package var exitStatus: ExitStatus {
        let isInternal = problems.contains { if case .encoding = $0 { true } else { false } }
        return isInternal ? .internalFault : .badInput
    }
}
