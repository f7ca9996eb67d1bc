import Model

extension YAMLReader {
    private enum DeployKey: String, CaseIterable {
        case rehearse, smoke, workspace, tool
    }

    /// How functions are deployed, and where the file says how workspaces are named.
    mutating func deploySettings(
        _ value: YAMLValue
    ) throws(ConfigurationError) -> (settings: DeploySettings, workspace: Diagnostic.Location?) {
        var settings = DeploySettings()
        var location: Diagnostic.Location?
        for entry in try entries(of: value, keys: DeployKey.allCases) ?? [] {
            switch entry.key {
            case .rehearse: settings.rehearses = truth(entry.value) ?? false
            case .smoke: settings.smokeEvent = smokeEvent(entry.value)
            case .workspace:
                settings.workspace = workspacePattern(entry.value)
                location = entry.value.location
            case .tool: settings.tool = choice(entry.value)
            }
        }
        return (settings, location)
    }

    private mutating func smokeEvent(_ value: YAMLValue) -> String? {
        guard let path = text(value) else { return nil }
        guard !path.isEmpty else {
            report(
                .error(
                    "config.empty-value", "\(value.path) is empty", location: value.location,
                    hints: ["name a file with an event as JSON, such as `smoke: events/smoke.json`"]))
            return nil
        }
        return path
    }

    private mutating func workspacePattern(_ value: YAMLValue) -> WorkspacePattern? {
        guard let text = text(value) else { return nil }
        do throws(WorkspacePattern.Flaw) {
            return try WorkspacePattern(text)
        } catch {
            report(
                .error(
                    "config.invalid-workspace",
                    "\(value.path) is '\(text.prefix(80))', which does not name workspaces of Terraform",
                    explanation: error.explanation, location: value.location, hints: [error.hint]))
            return nil
        }
    }
}

extension Configuration {
    /// Reports a pattern that gives two places one workspace, and so one state.
    func checkWorkspaces(reader: inout YAMLReader) {
        guard let pattern = deploy.workspace, let location = workspaceLocation else { return }
        if stages.isEmpty, pattern.has(.stage) {
            reader.report(
                .error(
                    "config.invalid-workspace", "deploy.workspace contains {stage}, but the file has no `stages:`",
                    location: location, hints: ["remove {stage} from the pattern, or add `stages:`"]))
        }
        let regionsOfPlaces = stages.isEmpty ? [regions] : stages.map { $0.settings.regions ?? regions }
        let checks: [(placeholder: String, several: String, isMissing: Bool)] = [
            ("{stage}", "stages", stages.count > 1 && !pattern.has(.stage)),
            ("{region}", "regions", regionsOfPlaces.contains { $0.count > 1 } && !pattern.has(.region)),
        ]
        for (placeholder, several, isMissing) in checks where isMissing {
            reader.report(
                .error(
                    "config.shared-workspace", "deploy.workspace gives several \(several) the same workspace",
                    explanation:
                        "A workspace has one state: a deployment to one place would replace what is in another.",
                    location: location, hints: ["write \(placeholder) in the pattern, or leave `workspace` out"]))
        }
    }
}

extension WorkspacePattern.Flaw {
    fileprivate var explanation: String {
        switch self {
        case .empty: "The name of a workspace is not empty."
        case .unknownPlaceholder(let name): "There is no placeholder {\(name.prefix(40))}."
        case .unbalancedBrace: "A brace has no counterpart."
        case .character(let character):
            "Names have letters, digits and -_. only; '\(character)' is not allowed."
        }
    }

    fileprivate var hint: String {
        switch self {
        case .unknownPlaceholder: "use {stage} and {region}"
        case .empty, .unbalancedBrace, .character: "write it like `workspace: \"{stage}-{region}\"`"
        }
    }
}
