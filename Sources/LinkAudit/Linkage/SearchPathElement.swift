import Model

/// A directory that the search path of an ELF file names (ld.so(8), "Dynamic string tokens").
package enum SearchPathElement: Hashable {
    /// A path from the directory of the file itself.
    case besideFile(String)
    /// A path of the system.
    case absolute(String)

    /// Reads an element; `nil` for one that depends on the processor or on where the program was started.
    init?(_ text: String) {
        for name in ["$ORIGIN", "${ORIGIN}"] where text.hasPrefix(name) {
            self = .besideFile(String(text.dropFirst(name.count)))
            return
        }
        // $LIB and $PLATFORM stand for directories that only the loader itself knows.
        guard text.hasPrefix("/"), !text.contains("$") else { return nil }
        self = .absolute(text)
    }

    /// Whether it can only be meant for another machine.
    static func isForeign(_ directory: String) -> Bool {
        directory.hasPrefix("/")
            && ![
                LambdaPaths.taskDirectory, LambdaPaths.layersDirectory, "/var/lang", "/var/runtime", "/lib", "/usr/lib",
            ].contains {
                directory == $0 || directory.hasPrefix($0 + "/") || directory.hasPrefix($0 + "64")
            }
    }
}
