/// How the functions of a project are deployed.
package struct DeploySettings: Sendable, Hashable {
    /// A program that applies Terraform's configurations.
    package enum Tool: String, Sendable, Hashable, CaseIterable {
        case terraform
        case tofu
    }

    /// The part of a path that stands for a function's name.
    package static let functionPlaceholder = "{function}"

    /// Whether functions are rehearsed before their archives are uploaded.
    package var rehearses: Bool
    /// The file with the event that a new version must answer before callers get it, from the package's directory; may
    /// contain the placeholder for the function.
    package var smokeEvent: String?
    /// How workspaces are named; `nil` if the configuration does not say.
    package var workspace: WorkspacePattern?
    /// The program; `nil` for the first that is installed.
    package var tool: Tool?

    /// Creates settings; omitted values have swiftlambda's defaults.
    package init(
        rehearses: Bool = false, smokeEvent: String? = nil, workspace: WorkspacePattern? = nil, tool: Tool? = nil
    ) {
        self.rehearses = rehearses
        self.smokeEvent = smokeEvent
        self.workspace = workspace
        self.tool = tool
    }

    /// The file with the event for a function, from the package's directory.
    package func smokeEvent(of function: String) -> String? {
        smokeEvent?.replacing(Self.functionPlaceholder, with: function)
    }

    /// The workspace of a place.
    ///
    /// - Parameter places: all places of the project.
    /// - Returns: `nil` for the workspace that is selected: a project with one place may have been applied in any.
    package func workspace(of place: Placement, among places: [Placement]) -> String? {
        if let workspace { return workspace.name(in: place) }
        guard Set(places).count > 1 else { return nil }
        return [place.stage, place.region?.name].compactMap { $0 }.joined(separator: "-")
    }
}
