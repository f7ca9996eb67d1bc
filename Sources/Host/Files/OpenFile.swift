import LibC
import SystemPackage

/// A file descriptor that closes with its owner, and that child processes do not inherit.
struct OpenFile: ~Copyable, Sendable {
    let descriptor: CInt

    init(_ path: FilePath, _ flags: CInt, mode: mode_t = 0) throws(Errno) {
        descriptor = try retryingInterrupts { path.withPlatformString { open($0, flags | O_CLOEXEC, mode) } }
    }

    init(adopting descriptor: CInt) {
        self.descriptor = descriptor
    }

    deinit {
        _ = systemClose(descriptor)
    }

    /// Closes the file and reports errors of delayed writes.
    consuming func close() throws(Errno) {
        let descriptor = self.descriptor
        discard self
        // Linux frees the descriptor even if a signal interrupts close(2), so never retry.
        guard systemClose(descriptor) == 0 else { throw Errno(rawValue: errno) }
    }

    /// Gives the descriptor to code that closes it.
    consuming func release() -> CInt {
        let descriptor = self.descriptor
        discard self
        return descriptor
    }

    func status() throws(Errno) -> stat {
        var status = stat()
        _ = try retryingInterrupts { fstat(descriptor, &status) }
        return status
    }

    func setPermissions(_ permissions: FilePermissions) throws(Errno) {
        _ = try retryingInterrupts { fchmod(descriptor, permissions.rawValue) }
    }

    /// Reads once, into an array.
    ///
    /// - Returns: the number of bytes; 0 at the end of the file.
    func read(into bytes: inout [UInt8]) throws(Errno) -> Int {
        try retryingInterrupts {
            bytes.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
        }
    }

    /// Reads once, into a buffer from an index.
    ///
    /// - Returns: the number of bytes; 0 at the end of the file.
    func read(into buffer: UnsafeMutableBufferPointer<UInt8>, from start: Int) throws(Errno) -> Int {
        try retryingInterrupts {
            systemRead(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
        }
    }

    /// Writes all bytes, with as many calls as needed.
    func write(_ bytes: ArraySlice<UInt8>) throws(Errno) {
        var rest = bytes
        while !rest.isEmpty {
            let count = try retryingInterrupts {
                rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Tries to take the advisory lock of the file without waiting.
    ///
    /// - Returns: whether the lock was free. It is released when the file is closed or the process ends.
    func lock() throws(Errno) -> Bool {
        do {
            _ = try retryingInterrupts { flock(descriptor, LOCK_EX | LOCK_NB) }
            return true
        } catch .wouldBlock {
            return false
        }
    }

    /// Releases the lock, even if a child that has not reached its `exec` holds a copy of the descriptor.
    func unlock() {
        // Closing the file follows and unlocks as well, so a failure here does not matter.
        _ = flock(descriptor, LOCK_UN)
    }
}

/// Repeats a system call while signals interrupt it.
func retryingInterrupts<Value: SignedInteger>(_ call: () -> Value) throws(Errno) -> Value {
    while true {
        let value = call()
        if value != -1 { return value }
        let reason = Errno(rawValue: errno)
        if reason != .interrupted { throw reason }
    }
}

// Inside `OpenFile` its own methods hide the C functions of the same names.
private func systemClose(_ descriptor: CInt) -> CInt { close(descriptor) }
private func systemRead(_ descriptor: CInt, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, start, count)
}
private func systemWrite(_ descriptor: CInt, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, start, count)
}
