/// The names of header fields and trailers in the Runtime API.
package enum RuntimeField {
    /// The type of a body.
    package static let contentType = "Content-Type"
    static let errorType = "Lambda-Runtime-Function-Error-Type"
    static let errorBody = "Lambda-Runtime-Function-Error-Body"
    static let responseMode = "Lambda-Runtime-Function-Response-Mode"
}
