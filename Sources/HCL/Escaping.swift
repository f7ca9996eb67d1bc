/// The only place that writes strings as HCL.
///
/// Terraform stores every string in Unicode's composed form (NFC), whatever form it is written in.
enum Escaping {
    /// A quoted string whose value is the text.
    static func quoted(_ text: String) -> String { "\"" + escaped(text) + "\"" }

    /// The text as written between quotes.
    ///
    /// - Parameter beforeInterpolation: whether `${` follows, which would turn a final `$` into an escape.
    static func escaped(_ text: String, beforeInterpolation: Bool = false) -> String {
        var output = ""
        let scalars = Array(text.unicodeScalars)
        for (position, scalar) in scalars.enumerated() {
            let next = position + 1 < scalars.count ? scalars[position + 1] : nil
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case "$" where next == "{": output += "$$"
            case "%" where next == "{": output += "%%"
            case "$" where next == nil && beforeInterpolation: output += codePoint(scalar)
            case _ where isInvisible(scalar): output += codePoint(scalar)
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    /// An object's key: bare if it is a plain identifier, otherwise quoted.
    static func key(_ text: String) -> String {
        guard !isPlainIdentifier(text) || keywords.contains(text) else { return text }
        // `terraform fmt` aligns by grapheme clusters of the Unicode version it was built with. Marks and joiners are
        // escaped, so that every character of the source text is a cluster in any version.
        var output = "\""
        for scalar in escaped(text).unicodeScalars {
            if joinsOthers(scalar) {
                output += codePoint(scalar)
            } else {
                output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }

    /// A comment's text on one line.
    static func comment(_ line: String) -> String {
        var output = ""
        for scalar in line.unicodeScalars {
            if isInvisible(scalar) {
                output += codePoint(scalar)
            } else {
                output.unicodeScalars.append(scalar)
            }
        }
        return output.isEmpty ? "#" : "# " + output
    }

    /// Whether the text is an identifier of ASCII letters, digits and underscores.
    static func isPlainIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
            default: false
            }
        }
    }

    /// Words that would mean something other than a key.
    private static let keywords: Set<String> = ["for", "in", "if", "else", "endfor", "endif", "true", "false", "null"]

    /// Control characters, line separators, and marks that change the direction of the text around them.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    private static func joinsOthers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .format, .modifierSymbol, .unassigned, .privateUse: true
        default: false
        }
    }

    private static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return scalar.value <= 0xFFFF
            ? "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            : "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}
