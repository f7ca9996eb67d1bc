package import Model

/// A function that does not have the code that Terraform deployed last, and whose plan leaves it as it is.
///
/// The provider compares `source_code_hash` only with the last one that it deployed, so that no plan notices a push, a
/// change in the console or a deployment that failed half way. A deployment has to bring the artifact back itself, with
/// `AWSCommandLine.restoreCode`, **before** it applies the plan: Terraform would otherwise publish
/// the foreign code as a version if it changes a setting of the same function.
package struct ForeignCode: Sendable, Hashable, Codable {
    /// The function's own name.
    package var function: String
    /// The SHA-256 in hexadecimal of the code that it has.
    package var deployed: String
    /// The SHA-256 in hexadecimal of the code that it is to have.
    package var expected: String

    /// Creates one.
    package init(function: String, deployed: String, expected: String) {
        self.function = function
        self.deployed = deployed
        self.expected = expected
    }

    /// Whether the warnings of a plan, also of one without changes, are a reason to look for foreign code in it.
    ///
    /// The configuration of a function from a bucket has a `check` block for that.
    package static func isSuspected(after warnings: [Diagnostic]) -> Bool {
        warnings.contains { $0.summary.contains("Check block assertion failed") }
    }

    /// What a deployment does, in words.
    package var words: String {
        "\(function) runs code that was not deployed (\(deployed.prefix(8))), such as that of a push; "
            + "the artifact (\(expected.prefix(8))) is put back"
    }
}

extension ForeignCode {
    /// Reads what a plan says about a function's own resource; `nil` if the plan changes the code, or need not.
    init?(_ resource: PlannedResource, function: String) {
        guard resource.action == .none || resource.action == .update, !resource.isDeposed,
            !resource.changes(at: ["source_code_hash"]),
            let deployed = FunctionSettings.digest(resource.before("code_sha256")),
            let expected = FunctionSettings.digest(resource.after("source_code_hash")), deployed != expected,
            // Whoever writes the attribute by hand may write anything that changes with the code.
            deployed.utf8.count == 64, expected.utf8.count == 64
        else { return nil }
        self.init(function: function, deployed: deployed, expected: expected)
    }
}
