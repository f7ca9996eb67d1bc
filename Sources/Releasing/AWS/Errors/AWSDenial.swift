import Model

/// A missing permission, as AWS says it to its command line and to Terraform.
package struct AWSDenial: Sendable, Hashable {
    /// What is missing.
    var permission: AWSPermission
    /// Who lacks it, as an ARN, if AWS says so.
    var principal: String?
    /// Whether nobody says which resource it is.
    var isResourceUnknown = false
    /// The kind of policy that forbids it, such as `service control policy`; `nil` if none allows it.
    var forbiddenBy: String?
    /// The kind of policy that does not allow it, such as `permissions boundary`, if AWS says so.
    var notAllowedBy: String?

    /// Reads AWS's message, and adds what is known about the call.
    ///
    /// - Parameters:
    ///   - message: in the form of the IAM User Guide, "Troubleshoot access denied error messages"; S3 often says less.
    ///   - permission: what the call needs.
    init(message: String, needing permission: AWSPermission) {
        guard let said = AWSDenial(words: message) else {
            self.permission = permission
            return
        }
        self = said
        if isResourceUnknown, said.permission.action == permission.action {
            self.permission.resources = permission.resources
            isResourceUnknown = false
        }
    }

    /// Finds the first in an error's words, whose lines may be broken; `nil` if they are about something else.
    init?(words: String) {
        let words = words.split { $0.isWhitespace }.joined(separator: " ")
        guard let match = words.firstMatch(of: #/not authorized to perform: ([A-Za-z0-9-]+:[A-Za-z0-9*]+)/#) else {
            return nil
        }
        let rest = words[match.range.upperBound...]
        let resource = Self.resource(in: rest)
        permission = AWSPermission(action: String(match.1), resources: [resource ?? "*"])
        isResourceUnknown = resource == nil
        principal = words[..<match.range.lowerBound].matches(of: #/User: (\S+) is/#).last.map { String($0.1) }
        // What follows may be about another call.
        let reason = rest.prefix(1_000)
        let kind = #/(?:[A-Za-z-]+ ){0,3}?(?:policy|boundary)/#
        if let denial = reason.firstRange(of: "with an explicit deny") {
            let place = reason[denial.upperBound...].prefixMatch(of: #/ in an? /#)
            forbiddenBy =
                place.flatMap { reason[$0.range.upperBound...].prefixMatch(of: kind) }.map { String($0.0) }
                ?? "policies"
        } else if let start = reason.firstRange(of: " because no ") {
            notAllowedBy = reason[start.upperBound...].prefixMatch(of: kind).map { String($0.0) }
        }
    }

    /// The resource after the action; S3 writes it in quotation marks.
    private static func resource(in text: Substring) -> String? {
        let start = " on resource: "
        guard text.hasPrefix(start) else { return nil }
        var resource = text.dropFirst(start.count).prefix { $0 != " " }.filter { $0 != "\"" }
        while let last = resource.last, ",.;".contains(last) { resource.removeLast() }
        return resource.isEmpty ? nil : resource
    }
}

extension AWSDenial {
    /// What is missing, in a line.
    var summary: String {
        let resources = permission.resources.joined(separator: ", ")
        return "AWS denies '\(permission.action)'" + (resources == "*" ? "" : " on \(resources)")
    }

    /// What there is to know about it besides AWS's own words.
    var explanation: String? {
        if forbiddenBy != nil { return "A statement with \"Effect\": \"Deny\" forbids it; allowing it does not help." }
        if isResourceUnknown { return "AWS does not say which resource it is; put its ARN in place of '*'." }
        guard principal == nil, permission.action.hasPrefix("s3:") else { return nil }
        return "S3 also says this about a bucket of another account, and about a missing object "
            + "if 's3:ListBucket' is not allowed."
    }

    /// What to do.
    var hint: String {
        if let forbiddenBy { return "ask who manages the \(forbiddenBy) of \(principalInWords) for an exception" }
        return "add this statement to the \(notAllowedBy ?? "policy") of \(principalInWords): \(permission.statement)"
    }

    /// The role or user, as people call it.
    private var principalInWords: String {
        guard let principal else { return "your role or user" }
        let parts = principal.split(separator: "/")
        if principal.contains(":assumed-role/"), parts.count > 1 { return "the role '\(parts[1])'" }
        if principal.contains(":user/"), let name = parts.last { return "the user '\(name)'" }
        return "'\(principal)'"
    }
}
