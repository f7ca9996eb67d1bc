/// Header or trailer fields in order; names ignore case (RFC 9110, section 5.1).
package struct HTTPFields: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One field.
    package struct Field: Sendable, Hashable {
        /// The name as written.
        package var name: String
        /// The value without surrounding white space.
        package var value: String

        /// Creates a field.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        /// Whether it has an ASCII name; case does not matter.
        func isNamed(_ other: String) -> Bool {
            func folded(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
            return name.utf8.count == other.utf8.count
                && zip(name.utf8, other.utf8).allSatisfy { folded($0) == folded($1) }
        }
    }

    /// The fields.
    package var fields: [Field]

    /// Creates fields from a list.
    package init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// Creates fields from names and values.
    package init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field($0, $1) }
    }

    /// The value of the first field with a name; setting replaces all of them, and `nil` removes them.
    package subscript(name: String) -> String? {
        get { fields.first { $0.isNamed(name) }?.value }
        set {
            fields.removeAll { $0.isNamed(name) }
            if let newValue { fields.append(Field(name, newValue)) }
        }
    }
}
