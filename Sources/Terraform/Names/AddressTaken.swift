package import Model

/// Addresses in Terraform that were one function's and would become another's, which Terraform cannot tell from a
/// function to be replaced.
///
/// That happens only where release 0.1.0 wrote the files: its addresses depended on all functions.
package struct AddressTaken: DiagnosedError, Hashable {
    /// One address.
    package struct Change: Sendable, Hashable {
        /// The name of the resources.
        package var address: String
        /// The function that had it.
        package var former: String
        /// Where that function is now.
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
                "'\(change.new)' would take the Terraform address of '\(change.former)', which would be destroyed",
                explanation: "An earlier release gave 'aws_lambda_function.\(change.address)' to '\(change.former)'. "
                    + "It is 'aws_lambda_function.\(change.formerAddress)' now, and Terraform moves it there only while "
                    + "no other function has the old address.",
                hints: [
                    "leave '\(change.new)' out, run swiftlambda terraform and terraform apply wherever "
                        + "'\(change.former)' is deployed, then add '\(change.new)'",
                    "where '\(change.former)' is deployed nowhere: swiftlambda terraform --force",
                ])
        }
    }

    /// The input was wrong: `EX_DATAERR`.
    package var exitStatus: ExitStatus { .badInput }
}
