#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The error number of the last failed system call.
///
/// Swift's own `errno` brings in maths functions that require glibc 2.35 when the function is built on a newer Linux
/// than Lambda's; C's does not.
var systemError: Int32 {
    #if canImport(Darwin)
    __error().pointee
    #else
    __errno_location().pointee
    #endif
}
