/// A setting that changes.
package struct SettingChange: Sendable, Hashable, Codable {
    /// The setting in words, such as `memory`.
    package var name: String
    /// Its value before; `nil` if there was none, or it is not shown.
    package var before: String?
    /// Its value after; `nil` if there will be none, or it is not shown.
    package var after: String?

    /// Creates a change.
    package init(name: String, before: String?, after: String?) {
        self.name = name
        self.before = before
        self.after = after
    }

    /// The change in words, such as `memory 256 MB -> 512 MB`.
    package var words: String {
        switch (before, after) {
        case (let before?, let after?): "\(name) \(before) -> \(after)"
        case (nil, let after?): "\(name) \(after)"
        case (let before?, nil): "no \(name) (was \(before))"
        case (nil, nil): "\(name) changes"
        }
    }
}

/// The environment variables that change; their values are never shown.
package struct EnvironmentChange: Sendable, Hashable, Codable {
    /// The variables that are new.
    package var added: [String] = []
    /// The variables whose value changes, or may change.
    package var changed: [String] = []
    /// The variables that go.
    package var removed: [String] = []
    /// Whether even the names are known only after the apply.
    package var isUnknown = false

    /// Creates a change.
    package init(added: [String] = [], changed: [String] = [], removed: [String] = [], isUnknown: Bool = false) {
        self.added = added
        self.changed = changed
        self.removed = removed
        self.isUnknown = isUnknown
    }

    /// The change in words; `nil` if nothing changes.
    package var words: String? {
        if isUnknown { return "environment variables (known after apply)" }
        let parts = [("adds", added), ("changes", changed), ("removes", removed)].filter { !$0.1.isEmpty }
        guard !parts.isEmpty else { return nil }
        return "environment: " + parts.map { "\($0.0) \($0.1.joined(separator: ", "))" }.joined(separator: "; ")
    }
}

/// The code before and after.
package struct CodeChange: Sendable, Hashable, Codable {
    /// The SHA-256 of the archive before, in hexadecimal digits; `nil` if it is not known.
    package var before: String?
    /// The SHA-256 of the archive after; `nil` if it is known only after the apply.
    package var after: String?

    /// Creates a change.
    package init(before: String?, after: String?) {
        self.before = before
        self.after = after
    }

    /// The change in words, with the beginnings of the digests.
    package var words: String {
        switch (before, after) {
        case (let before?, let after?): "code \(before.prefix(12)) -> \(after.prefix(12))"
        case (nil, let after?): "code \(after.prefix(12))"
        case (_, nil): "code (known after apply)"
        }
    }
}
