import LibC
package import SystemPackage

extension Host {
    /// The home directory of the user's account, regardless of `HOME`; `nil` if there is none.
    package static func accountHome() -> FilePath? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16 << 10) { buffer in
            var record = passwd()
            var found: UnsafeMutablePointer<passwd>?
            guard let start = buffer.baseAddress,
                getpwuid_r(getuid(), &record, start, buffer.count, &found) == 0, found != nil,
                let directory = record.pw_dir
            else { return nil }
            return FilePath(platformString: directory)
        }
    }
}
