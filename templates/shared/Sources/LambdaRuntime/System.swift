#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The value of an environment variable.
public func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

/// Writes a line to standard error, which Lambda sends to CloudWatch Logs.
public func log(_ line: String) {
    var bytes = Array((line + "\n").utf8)[...]
    while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        if count < 0 && systemError == EINTR { continue }
        // There is nowhere else to report it.
        guard count > 0 else { return }
        bytes = bytes.dropFirst(count)
    }
}

/// The error number of the last failed system call.
///
/// Swift's own `errno` brings in maths functions that require glibc 2.35 when the function is built on a newer Linux
/// than Lambda's; C's does not.
public var systemError: Int32 {
    get { systemErrorLocation.pointee }
    set { systemErrorLocation.pointee = newValue }
}

private var systemErrorLocation: UnsafeMutablePointer<Int32> {
    #if canImport(Darwin)
    __error()
    #else
    __errno_location()
    #endif
}
