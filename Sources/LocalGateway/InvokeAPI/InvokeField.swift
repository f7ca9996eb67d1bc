/// The names of header fields in the Invoke API.
package enum InvokeField {
    /// The event's tenant.
    package static let tenantID = "X-Amz-Tenant-Id"
}
