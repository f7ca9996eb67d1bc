#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A path's bytes in an order that puts every path right behind the one it lies below.
///
/// Plain bytewise order puts `a-b` between `a` and `a/b`; here the separator comes before every other byte.
struct BytePath: Comparable {
    /// The path's bytes with 0 for the separator, so that two compare as plain memory.
    private let key: [UInt8]

    /// Creates a path; slashes at its end do not count.
    init(_ path: some Sequence<UInt8>) {
        var key = path.map { $0 == UInt8(ascii: "/") ? 0 : $0 }
        while key.last == 0 { key.removeLast() }
        self.key = key
    }

    /// Whether the path lies below another.
    func isBelow(_ other: BytePath) -> Bool {
        let length = other.key.count
        return key.count > length && key[length] == 0 && memcmp(key, other.key, length) == 0
    }

    static func < (left: BytePath, right: BytePath) -> Bool { left.key.precedes(right.key) }
}

extension [UInt8] {
    /// Whether the bytes come before others in bytewise order.
    func precedes(_ other: [UInt8]) -> Bool {
        let order = memcmp(self, other, Swift.min(count, other.count))
        return order == 0 ? count < other.count : order < 0
    }
}
