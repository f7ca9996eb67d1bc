import LambdaProtocol
import NIOCore

/// What hears of the requests of processes; every call comes on the event loop of the server.
protocol APIRequestReceiver: AnyObject, Sendable {
    /// A process connected.
    func connected()
    /// A connection was dropped before a process could use it, for a reason in words.
    func dropped(reason: String)
    /// A whole request, or the beginning, a part or the end of a streamed response.
    func receive(_ input: EnvironmentInput, from channel: any Channel)
}
