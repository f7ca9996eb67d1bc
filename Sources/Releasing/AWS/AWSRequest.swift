/// One call of the AWS command line and its answer.
protocol AWSRequest: Sendable {
    /// What AWS answers.
    associatedtype Answer: Sendable

    /// The service and the operation, such as `["lambda", "get-alias"]`.
    static var words: [String] { get }
    /// The maximum number of bytes of its output.
    static var outputLimit: Int { get }
    /// What this call's environment differs by from that of other calls.
    static var environment: [String: String?] { get }
    /// The options of the call.
    var arguments: AWSArguments { get }
    /// The permission that the call needs.
    func permission(in place: AWSPlace) -> AWSPermission
    /// Reads the answer.
    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> Answer
    /// The answer to an error that is one of the normal results of the call.
    ///
    /// - Throws: the error, if it is not.
    func answer(to error: AWSError) throws(AWSError) -> Answer
}

extension AWSRequest {
    /// Enough for all that is not a list.
    static var outputLimit: Int { 1 << 20 }
    /// Nothing.
    static var environment: [String: String?] { [:] }

    /// Throws all errors.
    func answer(to error: AWSError) throws(AWSError) -> Answer { throw error }
}
