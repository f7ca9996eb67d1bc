/// What can go wrong between the function and Lambda.
public enum RuntimeError: Error {
    /// `AWS_LAMBDA_RUNTIME_API` is not set, or is not an address and a port.
    case badAddress(String)
    /// A system call failed, for a reason that the system numbers.
    case system(String, number: Int32)
    /// The other side closed the connection, or shutdown did.
    case closed
    /// The other side does not speak HTTP as it should.
    case malformedAnswer
    /// The other side refused the request with an HTTP status.
    case refused(request: String, status: Int)
}
