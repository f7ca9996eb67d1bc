import LambdaProtocol
import LocalEnvironment

/// Where the answer to one request goes.
protocol FrontDoorResponder: Sendable {
    /// Pauses a streamed answer while the client does not read.
    var flow: DeliveryFlow { get }
    /// Sends a complete answer.
    func send(_ response: APIResponse)
    /// Sends an answer's head; its body follows in parts.
    func begin(_ head: APIResponse)
    /// Sends a part of the body.
    func part(_ bytes: [UInt8])
    /// Ends the body.
    func end()
    /// Aborts, so that the client sees that the body is incomplete.
    func abort()
}
