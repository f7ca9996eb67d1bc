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

/// The content of a text file; a relative path starts from the working directory, `/var/task` on Lambda.
public func readText(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw HTTPError.system("open \(path)", number: systemError) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        guard count > 0 else { break }
        bytes += buffer[..<count]
    }
    guard ferror(file) == 0 else { throw HTTPError.system("read \(path)", number: systemError) }
    return String(decoding: bytes, as: UTF8.self)
}
