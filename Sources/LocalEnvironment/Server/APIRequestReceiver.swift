import LambdaProtocol
import NIOCore

/// Receives the requests of processes; every call comes on the server's event loop.
protocol APIRequestReceiver: AnyObject, Sendable {
    /// A process connected.
    func connected()
    /// A connection was dropped before a process could use it; the reason is in words.
    func dropped(reason: String)
    /// A complete request, or the beginning, a part or the end of a streamed response.
    func receive(_ input: EnvironmentInput, from channel: any Channel)
}
