package import Model

/// Terraform addresses that belonged to one function and would now go to another, which Terraform cannot tell from
/// replacing the function.
///
/// This happens only with files written by release 0.1.0, whose addresses depended on all functions.
package struct AddressTaken: DiagnosedError, Hashable {
    /// One address.
    package struct Change: Sendable, Hashable {
        /// The name of the resources.
        package var address: String
        /// The function that had it.
        package var former: String
        /// That function's address now.
        package var formerAddress: String
        /// The function that would get it.
        package var new: String
    }

    /// The addresses, by name.
    package var changes: [Change]

    /// One error for each address.
    package var diagnostics: [Diagnostic] {
        changes.map { change in
            .error(
                "terraform.address-taken",
                "'\(change.new)' would take the Terraform address of '\(change.former)', which Terraform would destroy",
                explanation: "An earlier release gave 'aws_lambda_function.\(change.address)' to '\(change.former)'. "
                    + "It is 'aws_lambda_function.\(change.formerAddress)' now, and Terraform moves it there only while "
                    + "no other function has the old address.",
                hints: [
                    "leave out '\(change.new)', run swiftlambda terraform and terraform apply wherever "
                        + "'\(change.former)' is deployed, then add '\(change.new)'",
                    "if '\(change.former)' is not deployed anywhere: swiftlambda terraform --force",
                ])
        }
    }

    /// The input is wrong: `EX_DATAERR`.
    package var exitStatus: ExitStatus { .badInput }
}
