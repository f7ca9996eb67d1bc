import Model

/// A directory in the search path of an ELF file (ld.so(8), "Dynamic string tokens").
package enum SearchPathElement: Hashable {
    /// A path relative to the file's directory.
    case besideFile(String)
    /// An absolute path.
    case absolute(String)

    /// Reads an element; `nil` for one that depends on the processor or on the directory in which the program was
    /// started.
    init?(_ text: String) {
        for name in ["$ORIGIN", "${ORIGIN}"] where text.hasPrefix(name) {
            self = .besideFile(String(text.dropFirst(name.count)))
            return
        }
        // $LIB and $PLATFORM stand for directories that only the loader itself knows.
        guard text.hasPrefix("/"), !text.contains("$") else { return nil }
        self = .absolute(text)
    }

    /// Whether it only makes sense on another machine.
    static func isForeign(_ directory: String) -> Bool {
        directory.hasPrefix("/")
            && ![
                LambdaPaths.taskDirectory, LambdaPaths.layersDirectory, "/var/lang", "/var/runtime", "/lib", "/usr/lib",
            ].contains {
                directory == $0 || directory.hasPrefix($0 + "/") || directory.hasPrefix($0 + "64")
            }
    }
}
