/// A zip file as the parser reads it: at any position, through one buffer.
struct ZipWindow {
    /// Reads bytes at an offset; fewer mean the end of the file.
    typealias Read = (_ offset: Int64, _ count: Int) throws(ArchiveError) -> [UInt8]

    /// The file's size in bytes.
    let size: Int64
    private let read: Read
    private let width: Int
    private var start: Int64 = 0
    private var buffer: [UInt8] = []

    /// Creates a window that reads at least a given number of bytes at a time.
    init(size: Int64, width: Int, read: @escaping Read) {
        self.size = size
        self.width = width
        self.read = read
    }

    /// The bytes at an offset, or `nil` unless they are all in the file.
    mutating func bytes(at offset: Int64, count: Int) throws(ArchiveError) -> [UInt8]? {
        guard offset >= 0, count >= 0, offset <= size - Int64(count) else { return nil }
        if offset < start || offset + Int64(count) > start + Int64(buffer.count) {
            buffer = try read(offset, Int(min(size - offset, Int64(max(width, count)))))
            start = offset
            guard buffer.count >= count else { return nil }
        }
        let index = Int(offset - start)
        return Array(buffer[index..<index + count])
    }
}
