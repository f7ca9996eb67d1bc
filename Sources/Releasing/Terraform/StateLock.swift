/// Who holds the lock of a state, as Terraform shows it.
package struct StateLock: Sendable, Hashable, Codable {
    /// The lock's identifier, with which it can be removed.
    package var id: String?
    /// The state's path.
    package var path: String?
    /// What its holder does, such as `OperationTypeApply`.
    package var operation: String?
    /// The user and the machine that hold it.
    package var who: String?
    /// Since when.
    package var created: String?

    /// Creates a lock.
    package init(
        id: String? = nil, path: String? = nil, operation: String? = nil, who: String? = nil, created: String? = nil
    ) {
        self.id = id
        self.path = path
        self.operation = operation
        self.who = who
        self.created = created
    }

    /// Finds the `Lock Info` in Terraform's words; all parts are `nil` if there is none.
    package init(words: String) {
        var fields: [String: String] = [:]
        for line in words.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = String(line[..<colon].filter { !$0.isWhitespace })
            let value = line[line.index(after: colon)...].drop { $0.isWhitespace }
            guard ["ID", "Path", "Operation", "Who", "Created"].contains(name), !value.isEmpty, fields[name] == nil
            else {
                continue
            }
            fields[name] = String(value)
        }
        self.init(
            id: fields["ID"], path: fields["Path"], operation: fields["Operation"], who: fields["Who"],
            created: fields["Created"])
    }

    /// The holder in a sentence; empty if nothing is known.
    var sentence: String {
        guard who != nil || created != nil || operation != nil else { return "" }
        let work = operation.map { $0.replacing("OperationType", with: "").lowercased() }
        let holder = who ?? "somebody"
        return holder + " holds it" + (work.map { " for `\($0)`" } ?? "") + (created.map { " since \($0)" } ?? "") + "."
    }
}
