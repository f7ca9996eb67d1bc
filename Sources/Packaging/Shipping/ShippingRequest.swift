/// The documents to write beside each archive.
package struct ShippingRequest: Sendable, Hashable {
    /// Whether to write a software bill of materials.
    package var softwareBill: Bool
    /// Whether to write a provenance.
    package var provenance: Bool
    /// The time to record, in seconds since 1970, if any.
    package var sourceDate: Int?

    /// Creates a request.
    package init(softwareBill: Bool = false, provenance: Bool = false, sourceDate: Int? = nil) {
        self.softwareBill = softwareBill
        self.provenance = provenance
        self.sourceDate = sourceDate
    }

    /// Whether there is nothing to write.
    package var isEmpty: Bool { !softwareBill && !provenance }
}
