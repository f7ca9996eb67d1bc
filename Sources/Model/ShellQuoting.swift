/// A word quoted for a shell.
package func shellQuoted(_ word: String) -> String {
    let plain = "-_./+,:@%=".utf8
    let isPlain =
        !word.isEmpty
        && word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: plain.contains(byte)
            }
        }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
}

/// A path quoted for a shell, which programs do not mistake for an option.
package func shellQuoted(path: String) -> String { shellQuoted(path.hasPrefix("-") ? "./" + path : path) }
