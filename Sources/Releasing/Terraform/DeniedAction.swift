/// A call that AWS refused because a permission is missing.
package struct DeniedAction: Sendable, Hashable, Codable {
    /// The action, such as `lambda:CreateFunction`.
    package var action: String
    /// The resource; `nil` if AWS did not say it.
    package var resource: String?
    /// Who called.
    package var principal: String?
    /// Whether a policy forbids it, so that another statement that allows it changes nothing.
    package var isForbidden: Bool

    /// Creates one.
    package init(action: String, resource: String? = nil, principal: String? = nil, isForbidden: Bool = false) {
        self.action = action
        self.resource = resource
        self.principal = principal
        self.isForbidden = isForbidden
    }

    /// Finds the first in an error's words; `nil` if they are about something else.
    package init?(words: String) {
        // Terraform breaks long lines.
        let words = words.split { $0.isWhitespace }.joined(separator: " ")
        guard let match = words.firstMatch(of: /not authorized to perform: ([A-Za-z0-9-]+:[A-Za-z0-9*]+)/) else {
            return nil
        }
        action = String(match.1)
        let before = words[..<match.range.lowerBound]
        let after = words[match.range.upperBound...]
        principal = before.matches(of: /arn:[^ ]+/).last.map { String($0.0) }
        resource = after.prefixMatch(of: #/ on resource: ([^ ]+)/#).map { match in
            var resource = String(match.1.filter { $0 != "\"" })
            while let last = resource.last, ",.;".contains(last) { resource.removeLast() }
            return resource
        }
        isForbidden = after.prefix(400).contains("with an explicit deny")
    }

    /// The statement that would allow it, as JSON on one line.
    package var statement: String {
        "{ \"Effect\": \"Allow\", \"Action\": \"\(action)\", \"Resource\": \"\(resource ?? "*")\" }"
    }
}
