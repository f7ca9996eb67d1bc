import ELF

/// The C library that a program runs on.
package struct LibcInfo: Sendable, Hashable, Codable {
    /// Where it comes from.
    package enum Origin: String, Sendable, Hashable, Codable {
        /// The runtime has it.
        case runtime
        /// The archive contains it.
        case archive
        /// It is a part of the program, or the program needs none.
        case program
    }

    /// Where it comes from.
    package var origin: Origin
    /// Its name and version, such as `glibc 2.36`, if known.
    package var name: String?
    /// Its build, such as `Debian GLIBC 2.36-9+deb12u14`.
    package var build: String?

    /// Reads the version that the archive's library reports, `GNU C Library (BUILD) stable release version 2.36`.
    init(ownLibrary file: ELFFile) throws(ELFError) {
        origin = .archive
        guard let text = try file.text(from: "GNU C Library (", longest: 256) else { return }
        build = text.firstIndex(of: ")").map { String(text[..<$0].drop { $0 != "(" }.dropFirst()) }
        if let mark = text.firstRange(of: "version ") {
            var version = text[mark.upperBound...].prefix { $0.isNumber || $0 == "." }
            while version.last == "." { version.removeLast() }
            name = "glibc \(version)"
        }
    }

    init(_ origin: Origin, name: String? = nil) {
        self.origin = origin
        self.name = name
    }
}
