import Model

/// A missing permission.
struct AWSDenial: Sendable, Hashable {
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
        self.permission = permission
        if let match = message.firstMatch(of: #/User: (\S+) is not authorized/#) { principal = String(match.1) }
        if let match = message.firstMatch(of: #/not authorized to perform: ([A-Za-z0-9-]+:[A-Za-z0-9*]+)/#) {
            self.permission = AWSPermission(action: String(match.1), resources: ["*"])
            if let resource = Self.resource(in: message[match.range.upperBound...]) {
                self.permission.resources = [resource]
            } else if self.permission.action == permission.action {
                self.permission.resources = permission.resources
            } else {
                isResourceUnknown = true
            }
        }
        if let match = message.firstMatch(of: #/with an explicit deny in an? ([A-Za-z -]+)/#) {
            forbiddenBy = Self.trimmed(match.1)
        } else if let match = message.firstMatch(of: #/because no ([A-Za-z -]+?) allows/#) {
            notAllowedBy = Self.trimmed(match.1)
        }
    }

    /// The role or user, as people call it.
    var principalInWords: String {
        guard let principal else { return "your role or user" }
        let parts = principal.split(separator: "/")
        if principal.contains(":assumed-role/"), parts.count > 1 { return "the role '\(parts[1])'" }
        if principal.contains(":user/"), let name = parts.last { return "the user '\(name)'" }
        return "'\(principal)'"
    }

    /// The resource after the action; S3 writes it in quotation marks.
    private static func resource(in text: Substring) -> String? {
        let start = " on resource: "
        guard text.hasPrefix(start) else { return nil }
        let rest = text.dropFirst(start.count)
        let end = rest.firstMatch(of: #/ because | with an explicit|\.?$/#)?.range.lowerBound ?? rest.endIndex
        let resource = rest[..<end].filter { $0 != "\"" }
        return resource.isEmpty || resource.contains { $0.isWhitespace } ? nil : String(resource)
    }

    private static func trimmed(_ text: Substring) -> String {
        text.split(separator: " ").joined(separator: " ")
    }
}
