/// An error in the exchange with Lambda.
public enum RuntimeError: Error {
    /// `AWS_LAMBDA_RUNTIME_API` is not set, or is not an address with a port.
    case badAddress(String)
    /// A system call failed; the number is its `errno`.
    case system(String, number: Int32)
    /// The other side closed the connection, or shutdown did.
    case closed
    /// The other side sent invalid HTTP.
    case malformedAnswer
    /// The other side refused the request with an HTTP status.
    case refused(request: String, status: Int)
}
