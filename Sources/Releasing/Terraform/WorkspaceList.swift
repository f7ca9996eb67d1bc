/// The workspaces of a configuration.
struct WorkspaceList: Hashable {
    /// All names.
    var names: [String] = []
    /// The selected one.
    var selected: String?

    /// Reads the output of `workspace list`, which marks the selected one with an asterisk.
    init(_ output: String) {
        for line in output.split(separator: "\n") {
            let isSelected = line.hasPrefix("*")
            let name = line.drop { $0 == "*" || $0.isWhitespace }.prefix { !$0.isWhitespace }
            guard !name.isEmpty else { continue }
            names.append(String(name))
            if isSelected { selected = String(name) }
        }
    }
}
