/// The names of header fields in the Invoke API.
package enum InvokeField {
    /// The tenant that an event belongs to.
    package static let tenantID = "X-Amz-Tenant-Id"
}
