/// Reads the beginning of mangled Swift names: enough to find the module of a symbol.
///
/// Grammar: `docs/ABI/Mangling.rst` of the Swift compiler. A name begins with the context of what it names, so the
/// first module is the declaration's own, unless the declaration is in an extension: then it is the module after
/// the extended type. A conformance's or specialization's own module comes too late in the name to be read without
/// the whole grammar, so these count for the first type's module.
struct SwiftMangling {
    /// The module of the Swift standard library, which also stands for names without a module.
    static let standardLibrary = Array("Swift".utf8)
    /// The module of declarations imported from C or Objective-C.
    static let imported = Array("__C".utf8)
    /// The module of what the compiler generates for imported declarations.
    static let synthesized = Array("__C_Synthesized".utf8)

    private let text: UnsafeRawBufferPointer
    private var position = 0
    /// The words that later identifiers can refer to by letter.
    private var words: [Range<Int>] = []
    /// The module of each context that later parts can refer to; `nil` for a type.
    private var substitutions: [[UInt8]?] = []

    /// Reads a name without its prefix.
    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    /// The module of the named declaration.
    mutating func module() -> [UInt8] {
        guard var module = leadingModule() else { return Self.standardLibrary }
        while let next = peek() {
            switch next {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                switch contextPart() {
                case .type: continue
                case .extensionModule(let name): module = name
                case .constrainedExtensionModule(let name): return name
                case nil: return module
                }
            case UInt8(ascii: "A"):
                guard let name = substitutedExtensionModule() else { return module }
                module = name
            case UInt8(ascii: "s"):
                position += 1
                guard skip("E") else { return module }
                module = Self.standardLibrary
            default:
                return module
            }
        }
        return module
    }

    private mutating func leadingModule() -> [UInt8]? {
        // The descriptor of an associated type has the type's name before its protocol.
        if hasSuffix("Tl") { _ = identifier() }
        guard let first = peek() else { return nil }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard let name = identifier(), let next = peek() else { return nil }
            // Members of a module have a name, and `M` ends the name of a module's own descriptor. Anything else
            // follows the name of an associated type, and its protocol may have a module.
            guard isDigit(next) || next == UInt8(ascii: "M") else { return leadingModule() }
            substitutions.append(name)
            return name
        case UInt8(ascii: "S"):
            position += 1
            return knownModule()
        default:
            position += 1
            return first == UInt8(ascii: "s") ? Self.standardLibrary : nil
        }
    }

    /// The module of a type or module with its own mangling, such as `SS` for `Swift.String`.
    private mutating func knownModule() -> [UInt8]? {
        guard let letter = peek() else { return nil }
        position += 1
        switch letter {
        case UInt8(ascii: "o"): return Self.imported
        case UInt8(ascii: "C"): return Self.synthesized
        case UInt8(ascii: "c"):
            // Concurrency types have two letters.
            position += 1
            return Self.standardLibrary
        default: return Self.standardLibrary
        }
    }

    private enum ContextPart {
        case type
        case extensionModule([UInt8])
        case constrainedExtensionModule([UInt8])
    }

    /// Reads a nominal type's name or the module of an extension; `nil` at the end of the context.
    private mutating func contextPart() -> ContextPart? {
        guard let name = identifier() else { return nil }
        skipDiscriminator()
        guard let kind = peek() else { return nil }
        switch kind {
        case UInt8(ascii: "V"), UInt8(ascii: "C"), UInt8(ascii: "O"), UInt8(ascii: "P"), UInt8(ascii: "a"):
            position += 1
            substitutions.append(nil)
            return .type
        case UInt8(ascii: "E"):
            position += 1
            substitutions.append(name)
            return .extensionModule(name)
        default:
            return isConstrainedExtension() ? .constrainedExtensionModule(name) : nil
        }
    }

    /// Skips the discriminator of a private type's file, which follows its name.
    private mutating func skipDiscriminator() {
        let start = position
        let wordCount = words.count
        if identifier() == nil || !skip("L") || !skip("L") {
            position = start
            words.removeLast(words.count - wordCount)
        }
    }

    /// Reads a reference to the earlier module of an extension.
    private mutating func substitutedExtensionModule() -> [UInt8]? {
        guard position + 2 < text.count, text[position + 2] == UInt8(ascii: "E") else { return nil }
        let index = Int(text[position + 1]) - Int(UInt8(ascii: "A"))
        guard substitutions.indices.contains(index), let module = substitutions[index] else { return nil }
        position += 3
        return module
    }

    /// Whether the requirements of a constrained extension follow: at least one, ending in `lE`.
    private func isConstrainedExtension() -> Bool {
        var copy = self
        var hasRequirement = false
        while let next = copy.peek() {
            if copy.isDigit(next) {
                guard copy.skipIdentifier() else { return false }
                continue
            }
            copy.position += 1
            switch next {
            case UInt8(ascii: "R"): hasRequirement = true
            case UInt8(ascii: "l") where hasRequirement && copy.peek() == UInt8(ascii: "E"): return true
            case UInt8(ascii: "S"): copy.skipKnownType()
            case UInt8(ascii: "F"), UInt8(ascii: "v"): return false
            default: break
            }
        }
        return false
    }
}

// Identifiers: a length and the text, or, after `0`, letters for earlier words mixed with such texts.
extension SwiftMangling {
    private mutating func identifier() -> [UInt8]? {
        var refersToWords = false
        if skip("0") {
            // After `00`, the text is Punycode and stays encoded.
            refersToWords = !skip("0")
        }
        var name: [UInt8] = []
        repeat {
            while refersToWords, let letter = peek(), isLetter(letter) {
                position += 1
                // The last of them is upper case.
                if isUpper(letter) { refersToWords = false }
                let index = Int(letter | 0x20) - Int(UInt8(ascii: "a"))
                guard words.indices.contains(index) else { return nil }
                name.append(contentsOf: text[words[index]])
            }
            if skip("0") { break }
            guard let length = natural(), length > 0, length <= text.count - position else { return nil }
            let range = position..<position + length
            name.append(contentsOf: text[range])
            addWords(of: range)
            position += length
        } while refersToWords
        return name
    }

    // Much cheaper than reading it, which matters when only searching through a long remainder.
    private mutating func skipIdentifier() -> Bool {
        var refersToWords = false
        if skip("0") { refersToWords = !skip("0") }
        repeat {
            while refersToWords, let letter = peek(), isLetter(letter) {
                position += 1
                if isUpper(letter) { refersToWords = false }
            }
            if skip("0") { break }
            guard let length = natural(), length > 0, length <= text.count - position else { return false }
            position += length
        } while refersToWords
        return true
    }

    private mutating func natural() -> Int? {
        guard let first = peek(), isDigit(first) else { return nil }
        var value = 0
        while let digit = peek(), isDigit(digit) {
            position += 1
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
            guard value <= text.count else { return nil }
        }
        return value
    }

    private mutating func addWords(of range: Range<Int>) {
        var start: Int?
        for index in range.lowerBound...range.upperBound {
            let current = index < range.upperBound ? text[index] : 0
            if let wordStart = start, index > range.lowerBound, endsWord(current, after: text[index - 1]) {
                if index - wordStart >= 2, words.count < 26 { words.append(wordStart..<index) }
                start = nil
            }
            if start == nil, current != 0, current != UInt8(ascii: "_"), !isDigit(current) { start = index }
        }
    }

    private func endsWord(_ character: UInt8, after previous: UInt8) -> Bool {
        character == 0 || character == UInt8(ascii: "_") || (isUpper(character) && !isUpper(previous))
    }

    private mutating func skipKnownType() {
        position += peek() == UInt8(ascii: "c") ? 2 : 1
    }

    private func hasSuffix(_ suffix: StaticString) -> Bool {
        suffix.withUTF8Buffer { suffix in
            text.count >= suffix.count && text.suffix(suffix.count).elementsEqual(suffix)
        }
    }

    private func peek() -> UInt8? { position < text.count ? text[position] : nil }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private func isDigit(_ character: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
    }

    private func isUpper(_ character: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(character)
    }

    private func isLetter(_ character: UInt8) -> Bool {
        isUpper(character) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character)
    }
}
