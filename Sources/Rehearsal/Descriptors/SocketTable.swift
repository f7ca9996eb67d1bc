/// The sockets of a network namespace as Linux lists them in `/proc/<pid>/net` (proc_pid_net(5)), by inode.
package struct SocketTable: Sendable, Hashable {
    /// One socket.
    package struct Entry: Sendable, Hashable {
        /// Its protocol.
        package enum Family: String, Sendable, Hashable, Codable {
            case tcp
            case udp
            case unix
        }

        /// Its protocol.
        package var family: Family
        /// The local end: `address:port`, or the path of a Unix socket.
        package var local: String
        /// The remote end, `address:port`; `nil` if there is none or it is unknown.
        package var peer: String?
        /// Whether it is connected and its local end has not closed it.
        package var isConnected: Bool
    }

    /// The sockets by inode.
    package private(set) var entries: [UInt64: Entry] = [:]

    /// Creates an empty table.
    package init() {}

    /// Adds the lines of `net/tcp`, `net/tcp6`, `net/udp` or `net/udp6`; skips unreadable ones.
    package mutating func add(_ text: String, family: Entry.Family) {
        for line in text.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            guard fields.count > 9, let local = Self.endpoint(fields[1]), let peer = Self.endpoint(fields[2]),
                let state = UInt8(fields[3], radix: 16), let inode = UInt64(fields[9]), inode != 0
            else { continue }
            entries[inode] = Entry(
                family: family, local: local.text, peer: peer.port == 0 ? nil : peer.text,
                isConnected: peer.port != 0 && !Self.finished.contains(state))
        }
    }

    /// The states of a listening or locally closed socket (include/net/tcp_states.h): FIN_WAIT1, FIN_WAIT2,
    /// TIME_WAIT, CLOSE, LAST_ACK, LISTEN and CLOSING; a UDP socket without a peer is in CLOSE.
    private static let finished: Set<UInt8> = [0x04, 0x05, 0x06, 0x07, 0x09, 0x0A, 0x0B]

    /// Adds the lines of `net/unix`; skips unreadable ones.
    package mutating func addUnix(_ text: String) {
        for line in text.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: " ", maxSplits: 7, omittingEmptySubsequences: true)
            guard fields.count > 6, let state = UInt8(fields[5], radix: 16), let inode = UInt64(fields[6]) else {
                continue
            }
            // SS_CONNECTED is 3 (include/uapi/linux/net.h); the flag __SO_ACCEPTCON marks listening sockets.
            let isListening = UInt32(fields[3], radix: 16).map { $0 & 0x10000 != 0 } ?? false
            entries[inode] = Entry(
                family: .unix, local: fields.count > 7 ? String(fields[7]) : "", peer: nil,
                isConnected: state == 3 && !isListening)
        }
    }

    /// Reads `0100007F:1F90`: the address as 32-bit words in the machine's byte order, the port as a number.
    private static func endpoint(_ field: Substring) -> (text: String, port: UInt16)? {
        let parts = field.split(separator: ":")
        guard parts.count == 2, let port = UInt16(parts[1], radix: 16), let bytes = addressBytes(parts[0]) else {
            return nil
        }
        // An IPv4 peer of a dual-stack socket shows as ::ffff:a.b.c.d.
        let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
        if bytes.count == 16, bytes.starts(with: mapped) {
            return ("\(dotted(bytes[12...])):\(port)", port)
        }
        return (bytes.count == 4 ? "\(dotted(bytes[...])):\(port)" : "[\(groups(bytes))]:\(port)", port)
    }

    private static func addressBytes(_ text: Substring) -> [UInt8]? {
        guard text.utf8.count == 8 || text.utf8.count == 32 else { return nil }
        var bytes: [UInt8] = []
        var rest = text
        while !rest.isEmpty {
            guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
            withUnsafeBytes(of: word) { bytes += Array($0) }
            rest = rest.dropFirst(8)
        }
        return bytes
    }

    private static func dotted(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { String($0) }.joined(separator: ".")
    }

    /// An IPv6 address with its longest run of zeros shortened (RFC 5952).
    private static func groups(_ bytes: [UInt8]) -> String {
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        var longest = 0..<0
        var start = 0
        while start < 8 {
            let end = groups[start...].firstIndex { $0 != 0 } ?? 8
            if end - start > max(longest.count, 1) { longest = start..<end }
            start = max(end, start) + 1
        }
        func text(_ part: ArraySlice<UInt16>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        if longest.isEmpty { return text(groups[...]) }
        return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
    }
}
