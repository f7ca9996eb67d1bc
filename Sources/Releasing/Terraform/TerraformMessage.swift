import JSON

/// A line of what `terraform` or `tofu` reports.
package enum TerraformMessage: Sendable, Hashable {
    /// A change of a resource began.
    case started(ResourceStep)
    /// A change of a resource is done.
    case completed(ResourceStep)
    /// A change of a resource failed.
    case failed(ResourceStep)
    /// An error or a warning.
    case diagnostic(TerraformDiagnostic)
    /// A sentence for people, such as how many resources will change.
    case sentence(String)
    /// A line that is not JSON.
    case text(String)

    /// Reads a line.
    package init(line: String) {
        guard line.hasPrefix("{"), let value = try? JSONValue(parsing: Array(line.utf8)),
            let sentence = value["@message"]?.string
        else {
            self = .text(line)
            return
        }
        let hook = value["hook"]
        let step = hook?["resource"]?["addr"]?.string.map { address in
            ResourceStep(address: address, action: hook?["action"]?.string ?? "")
        }
        switch (value["type"]?.string, step) {
        case ("apply_start", let step?): self = .started(step)
        case ("apply_complete", let step?): self = .completed(step)
        case ("apply_errored", let step?): self = .failed(step)
        case ("diagnostic", _):
            self =
                value["diagnostic"].flatMap { TerraformDiagnostic($0) }.map { .diagnostic($0) }
                ?? .sentence(sentence)
        default: self = .sentence(sentence)
        }
    }

    /// What to show of it while the program runs; `nil` if there is nothing to show.
    ///
    /// Errors and warnings are reported at the end.
    package var progress: String? {
        switch self {
        case .started(let step): "\(step.address): \(step.beginning)"
        case .completed(let step): "\(step.address): done"
        case .failed(let step): "\(step.address): failed"
        case .diagnostic: nil
        case .sentence(let text): text
        case .text(let line): line.contains { !$0.isWhitespace } ? line : nil
        }
    }
}

/// A resource, and what is done with it.
package struct ResourceStep: Sendable, Hashable, Codable {
    /// The resource's address.
    package var address: String
    /// `create`, `update`, `delete` or `read`.
    package var action: String

    /// Creates a step.
    package init(address: String, action: String) {
        self.address = address
        self.action = action
    }

    fileprivate var beginning: String {
        switch action {
        case "create": "creating"
        case "update": "changing"
        case "delete": "destroying"
        case "read": "reading"
        default: "working"
        }
    }
}
