/// A piece of a page; text and attributes are escaped when rendered, and nowhere else.
indirect enum HTML: Sendable, Hashable {
    /// An element with its attributes, in order.
    case element(String, [Attribute], [HTML])
    /// Text from anywhere.
    case text(String)
    /// This program's own text that must not be escaped: a style sheet.
    case verbatim(String)

    /// An attribute of an element.
    struct Attribute: Sendable, Hashable {
        var name: String
        var value: String

        init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The elements that have no end tag (HTML, section 13.1.2).
    private static let void: Set<String> = ["br", "hr", "link", "meta"]
    /// The elements whose children go on lines of their own.
    private static let blocks: Set<String> = [
        "html", "head", "body", "main", "header", "footer", "section", "svg", "g", "table", "thead", "tbody", "dl",
        "details", "ul", "ol", "div",
    ]

    /// The piece as HTML.
    var rendered: String {
        var text = ""
        render(into: &text, depth: 0)
        return text
    }

    /// The piece with a prefix on the identifier of every element.
    func prefixingIdentifiers(_ prefix: String) -> HTML {
        guard case .element(let name, let attributes, let children) = self else { return self }
        return .element(
            name, attributes.map { $0.name == "id" ? Attribute("id", prefix + $0.value) : $0 },
            children.map { $0.prefixingIdentifiers(prefix) })
    }

    private func render(into result: inout String, depth: Int) {
        switch self {
        case .text(let text): result += Self.escaped(text)
        case .verbatim(let text): result += text
        case .element(let name, let attributes, let children):
            result += "<\(name)"
            for attribute in attributes { result += " \(attribute.name)=\"\(Self.escaped(attribute.value))\"" }
            result += ">"
            if Self.void.contains(name) { return }
            let isBlock = Self.blocks.contains(name) && !children.isEmpty
            for child in children {
                if isBlock { result += "\n" + String(repeating: " ", count: depth + 1) }
                child.render(into: &result, depth: depth + 1)
            }
            if isBlock { result += "\n" + String(repeating: " ", count: depth) }
            result += "</\(name)>"
        }
    }

    /// Escapes characters with a meaning in text or quoted attributes, and makes invisible ones visible.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case _ where isHidden(scalar): result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Whether a character is forbidden in HTML, or changes the display order of others.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        case 0xFDD0...0xFDEF: true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }
}

extension HTML: ExpressibleByStringInterpolation {
    /// Text.
    init(stringLiteral value: String) {
        self = .text(value)
    }
}

/// An element.
///
/// - Parameters:
///   - name: its tag.
///   - attributes: names and values, in order.
///   - children: its content.
func tag(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [HTML] = []) -> HTML {
    .element(name, attributes.map { HTML.Attribute($0.key, $0.value) }, children)
}

/// An element that holds text.
func tag(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) -> HTML {
    tag(name, attributes, [.text(text)])
}
