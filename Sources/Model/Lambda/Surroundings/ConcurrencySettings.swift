/// How many environments a function may have, and how many are kept ready.
package struct ConcurrencySettings: Sendable, Hashable {
    /// The most environments at the same time, reserved from the account's; 0 stops the function.
    package var reserved: Int?
    /// How many environments of the alias are kept initialized.
    package var provisioned: Int?

    /// Creates settings.
    package init(reserved: Int? = nil, provisioned: Int? = nil) {
        self.reserved = reserved
        self.provisioned = provisioned
    }
}
