#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The number of the last failed system call's reason.
///
/// Swift's own `errno` comes with maths functions that ask for glibc 2.35 when the function is built on a newer Linux
/// than Lambda's; C's does not.
var systemError: Int32 {
    #if canImport(Darwin)
    __error().pointee
    #else
    __errno_location().pointee
    #endif
}
