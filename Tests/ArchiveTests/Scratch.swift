import LibC

/// A temporary directory of files that goes away with its owner.
final class Scratch {
    let path: String

    init() throws {
        var template = Array("/tmp/archive-tests-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw ScratchError(code: errno) }
        path = String(cString: made)
    }

    deinit { remove(path) }

    /// The absolute path of a name in the directory.
    func callAsFunction(_ name: String) -> String { path + "/" + name }

    /// Writes a file and gives its path.
    @discardableResult
    func file(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o644) throws -> String {
        // A new file each time: ext4 waits for the disk when a file is emptied and written again.
        unlink(self(name))
        let descriptor = open(self(name), O_WRONLY | O_CREAT | O_EXCL, mode)
        guard descriptor >= 0 else { throw ScratchError(code: errno) }
        defer { close(descriptor) }
        guard write(descriptor, bytes, bytes.count) == bytes.count else { throw ScratchError(code: errno) }
        return self(name)
    }

    /// The bytes of a file.
    func bytes(_ name: String) throws -> [UInt8] {
        let descriptor = open(self(name), O_RDONLY)
        guard descriptor >= 0 else { throw ScratchError(code: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    /// Whether something has the name.
    func has(_ name: String) -> Bool { access(self(name), F_OK) == 0 }
}

/// Removes a file, or a directory with all that is in it; links are not followed.
private func remove(_ path: String) {
    if let directory = opendir(path), unlink(path) != 0 {
        while let item = readdir(directory) {
            let name = withUnsafeBytes(of: &item.pointee.d_name) { name in
                String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != ".", name != ".." else { continue }
            if unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
        }
        closedir(directory)
        rmdir(path)
    }
}

struct ScratchError: Error {
    let code: Int32
}

/// Pseudo-random numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// That many bytes.
    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) } }
}
