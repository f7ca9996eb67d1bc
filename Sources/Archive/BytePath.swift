import LibC

/// A path's bytes in an order that puts every path right after its parent.
///
/// Plain bytewise order puts `a-b` between `a` and `a/b`; here the separator comes before every other byte.
package struct BytePath: Comparable, Sendable {
    /// The path's bytes with 0 as the separator, so that paths compare as plain memory.
    private let key: [UInt8]

    /// Creates a path; trailing slashes are ignored.
    package init(_ path: some Sequence<UInt8>) {
        var key = path.map { $0 == UInt8(ascii: "/") ? 0 : $0 }
        while key.last == 0 { key.removeLast() }
        self.key = key
    }

    /// The number of its bytes.
    package var count: Int { key.count }

    /// Whether the path is below another.
    package func isBelow(_ other: BytePath) -> Bool {
        let length = other.key.count
        return key.count > length && key[length] == 0 && memcmp(key, other.key, length) == 0
    }

    /// Compares one component of the path with another.
    ///
    /// - Parameters:
    ///   - offset: where the component begins, at most one beyond the end.
    ///   - component: the bytes to compare it with, without a separator.
    /// - Returns: less than 0, 0 or more than 0 if the path's component comes before, equals or follows the other.
    package func order(ofComponentAt offset: Int, against component: ArraySlice<UInt8>) -> Int {
        let available = Swift.min(component.count, Swift.max(0, key.count - offset))
        let order = key.withUnsafeBytes { key in
            component.withUnsafeBytes { component -> CInt in
                guard available > 0, let own = key.baseAddress, let other = component.baseAddress else { return 0 }
                return memcmp(own + offset, other, available)
            }
        }
        if order != 0 { return Int(order) }
        if available < component.count { return -1 }
        let end = offset + component.count
        return end >= key.count || key[end] == 0 ? 0 : 1
    }

    /// Whether the path comes before another; paths below a path follow it directly.
    package static func < (left: BytePath, right: BytePath) -> Bool { left.key.precedes(right.key) }
}

extension [UInt8] {
    /// Whether the bytes come before others in bytewise order.
    func precedes(_ other: [UInt8]) -> Bool {
        let order = memcmp(self, other, Swift.min(count, other.count))
        return order == 0 ? count < other.count : order < 0
    }
}
