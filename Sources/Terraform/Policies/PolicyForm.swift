/// The form in which policy documents are written.
package enum PolicyForm: String, Sendable, Hashable, CaseIterable {
    /// In the `.tf` files only.
    case inline
    /// Also as JSON files, which Terraform does not read.
    case json
}
