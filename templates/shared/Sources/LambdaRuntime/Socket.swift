#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A TCP connection to an address on this machine.
final class Socket: Sendable {
    // A closed peer should cause an error, not a fatal SIGPIPE.
    #if canImport(Darwin)
    private static let sendFlags: Int32 = 0
    #else
    private static let sendFlags = Int32(MSG_NOSIGNAL)
    #endif

    private let descriptor: Int32

    /// Connects.
    ///
    /// - Parameter address: an IPv4 address or `localhost`, and a port, as in `AWS_LAMBDA_RUNTIME_API`.
    init(address: String) throws {
        let parts = address.split(separator: ":")
        guard parts.count == 2, let port = UInt16(parts[1]) else { throw RuntimeError.badAddress(address) }
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = port.bigEndian
        guard inet_pton(AF_INET, parts[0] == "localhost" ? "127.0.0.1" : String(parts[0]), &target.sin_addr) == 1 else {
            throw RuntimeError.badAddress(address)
        }
        #if canImport(Glibc)
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { throw RuntimeError.system("socket", number: systemError) }
        let status = withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            let number = systemError
            close(descriptor)
            throw RuntimeError.system("connect to \(address)", number: number)
        }
    }

    deinit {
        close(descriptor)
    }

    /// Makes every call that waits for the other side return immediately, from any thread.
    func interrupt() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Sends all bytes, in as many parts as necessary.
    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { buffer in
                systemSend(descriptor, buffer.baseAddress, buffer.count, Self.sendFlags)
            }
            if count < 0 && systemError == EINTR { continue }
            guard count > 0 else { throw RuntimeError.system("send", number: systemError) }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits for bytes, and returns the available ones.
    func receive() throws -> ArraySlice<UInt8> {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0 && systemError == EINTR { continue }
            guard count >= 0 else { throw RuntimeError.system("recv", number: systemError) }
            guard count > 0 else { throw RuntimeError.closed }
            return buffer[..<count]
        }
    }
}

/// The C function, which `Socket.send` hides.
private let systemSend = send(_:_:_:_:)
