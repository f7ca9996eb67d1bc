/// A licence that a package names.
struct Licence: Sendable, Hashable, Comparable {
    /// The name, as the package has it.
    var name: String

    /// Its identifier in the SPDX list, if the name is one of Debian's that means exactly that.
    var identifier: String? { Self.known[name] ?? Self.gnu(name) }

    static func < (left: Licence, right: Licence) -> Bool { left.name < right.name }

    private static let known = [
        "Apache-1.1": "Apache-1.1", "Apache-2.0": "Apache-2.0", "BSD-2-clause": "BSD-2-Clause",
        "BSD-3-clause": "BSD-3-Clause", "BSL-1.0": "BSL-1.0", "CC0-1.0": "CC0-1.0", "Expat": "MIT", "ISC": "ISC",
        "MPL-1.1": "MPL-1.1", "MPL-2.0": "MPL-2.0", "Zlib": "Zlib", "curl": "curl",
    ]

    /// `GPL-2+` and its relatives.
    private static func gnu(_ name: String) -> String? {
        guard let match = name.wholeMatch(of: /(GPL|LGPL|AGPL)-(\d)(\.\d)?(\+?)/) else { return nil }
        let base = "\(match.1)-\(match.2)\(match.3 ?? ".0")"
        let versions = ["GPL-1.0", "GPL-2.0", "GPL-3.0", "LGPL-2.0", "LGPL-2.1", "LGPL-3.0", "AGPL-3.0"]
        return versions.contains(base) ? base + (match.4.isEmpty ? "-only" : "-or-later") : nil
    }
}

extension Licence {
    /// Reads Debian's copyright file if it is machine-readable (DEP 5); otherwise it names none.
    ///
    /// What only covers Debian's own packaging is left out.
    static func named(inDebianCopyright text: String) -> [Licence] {
        let paragraphs = paragraphs(of: text)
        guard let format = paragraphs.first?["format"], format.contains("copyright-format") else { return [] }
        let names = paragraphs.dropFirst().compactMap { paragraph -> String? in
            guard let files = paragraph["files"], let licence = paragraph["license"] else { return nil }
            let isPackaging = files.split(whereSeparator: \.isWhitespace).allSatisfy { $0.hasPrefix("debian/") }
            return isPackaging ? nil : licence.split(whereSeparator: \.isNewline).first.map(String.init)
        }
        return Set(names.filter { !$0.isEmpty }.map { Licence(name: $0) }).sorted()
    }

    /// The fields of each paragraph, by name in lower case; continuation lines stay.
    private static func paragraphs(of text: String) -> [[String: String]] {
        var paragraphs: [[String: String]] = [[:]]
        var field = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                if paragraphs[paragraphs.count - 1].isEmpty { continue }
                paragraphs.append([:])
                field = ""
            } else if line.first?.isWhitespace == true {
                paragraphs[paragraphs.count - 1][field]?.append("\n" + line)
            } else if let colon = line.firstIndex(of: ":") {
                field = line[..<colon].lowercased()
                let value = line[line.index(after: colon)...].drop { $0 == " " }
                paragraphs[paragraphs.count - 1][field] = String(value)
            }
        }
        return paragraphs
    }
}
