/// The environment variables that hold the address of something the function connects to.
package enum RelayVariable: Sendable, Hashable {
    /// One variable with `host:port` or a URL.
    case address(String)
    /// One for the host and one for the port.
    case pair(host: String, port: String)

    /// Reads `NAME`, or `HOSTNAME:PORTNAME`.
    package init?(argument: String) {
        let names = argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard names.allSatisfy(Self.isName) else { return nil }
        switch names.count {
        case 1: self = .address(names[0])
        case 2: self = .pair(host: names[0], port: names[1])
        default: return nil
        }
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// The form in which the user wrote it.
    package var argument: String {
        switch self {
        case .address(let name): name
        case .pair(let host, let port): "\(host):\(port)"
        }
    }
}
