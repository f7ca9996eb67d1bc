import LambdaProtocol
import LocalEnvironment

/// Where the answer to one request through the front door goes.
protocol FrontDoorResponder: Sendable {
    /// What stops a streamed answer while the client does not read.
    var flow: DeliveryFlow { get }
    /// Sends a whole answer.
    func send(_ response: APIResponse)
    /// Sends an answer's head; its body follows in parts.
    func begin(_ head: APIResponse)
    /// Sends a part of the body.
    func part(_ bytes: [UInt8])
    /// Ends the body.
    func end()
    /// Breaks off, so that the client sees that the body is not whole.
    func abort()
}
