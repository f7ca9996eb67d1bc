/// An internal extension that does nothing: its presence makes Lambda send SIGTERM.
///
/// Lambda kills a function without warning unless an extension is registered. The Lambda Insights layer includes one;
/// this is the way without a layer.
actor InternalExtension {
    private let thread: BlockingThread
    private let socket: Socket
    private var connection: HTTPConnection

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Connects separately, because the function's connection is busy waiting for events.
    init(address: String) throws {
        thread = try BlockingThread()
        socket = try Socket(address: address)
        connection = HTTPConnection(socket: socket, host: address)
    }

    /// Makes a waiting call end immediately.
    nonisolated func interrupt() { socket.interrupt() }

    /// Registers for no events; Lambda allows this until the function requests its first event.
    ///
    /// - Returns: the identifier to poll with.
    func register() throws -> String {
        let request = HTTPConnection.Request(
            method: "POST", path: "/2020-01-01/extension/register", headers: [("Lambda-Extension-Name", "shutdown")],
            body: Array("{\"events\": []}".utf8))
        let answer = try connection.exchange(request)
        guard answer.status == 200, let identifier = answer.headers["lambda-extension-identifier"] else {
            throw RuntimeError.refused(request: request.path, status: answer.status)
        }
        return identifier
    }

    /// Waits for an event that never comes; Init does not end before every extension waits like this.
    func poll(identifier: String) throws {
        let request = HTTPConnection.Request(
            method: "GET", path: "/2020-01-01/extension/event/next",
            headers: [("Lambda-Extension-Identifier", identifier)])
        let answer = try connection.exchange(request)
        throw RuntimeError.refused(request: request.path, status: answer.status)
    }
}
