/// What a plan does, for people and for programs.
package struct PlanSummary: Sendable, Hashable, Codable {
    /// What happens to a resource that belongs to no function.
    package struct Change: Sendable, Hashable, Codable {
        /// The resource's address.
        package var address: String
        /// What happens to it.
        package var action: PlannedAction

        /// Creates a change.
        package init(address: String, action: PlannedAction) {
            self.address = address
            self.action = action
        }
    }

    /// A resource that gets another address and stays what it is.
    package struct Move: Sendable, Hashable, Codable {
        /// The address before.
        package var from: String
        /// The address after.
        package var to: String

        /// Creates a move.
        package init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// A function that runs other code than Terraform deployed last.
    package struct Drift: Sendable, Hashable, Codable {
        /// The function.
        package var function: String
        /// The code that Terraform deployed, and the code that runs.
        package var code: CodeChange

        /// Creates one.
        package init(function: String, code: CodeChange) {
            self.function = function
            self.code = code
        }
    }

    /// The functions that change, by name.
    package var functions: [FunctionPlan] = []
    /// The changes of the user's own Terraform.
    package var others: [Change] = []
    /// All that is destroyed, for good or to be created again, also of functions.
    package var destroys: [PlannedDestroy] = []
    /// The resources that get another address.
    package var moves: [Move] = []
    /// The outputs that change.
    package var outputs: [String] = []

    /// The functions whose code somebody else changed; a plan does not always change it back.
    package var drifts: [Drift] = []
    /// The functions whose code somebody else changed and the plan leaves: the deployment has to bring it back itself.
    package var foreignCode: [ForeignCode] = []

    /// Creates a summary of a plan that changes nothing.
    package init() {}

    /// Whether Terraform has nothing to change; code that a deployment brings back itself is ``foreignCode``.
    package var isEmpty: Bool {
        functions.isEmpty && others.isEmpty && destroys.isEmpty && moves.isEmpty && outputs.isEmpty
    }

    /// Everything that people outside can call now and could not before.
    package var publicExposures: [ExposureChange] {
        functions.flatMap(\.exposures).filter(\.becomesPublic)
    }
}

/// What a plan does to one function and what belongs to it.
package struct FunctionPlan: Sendable, Hashable, Codable {
    /// The function's name.
    package var name: String
    /// What happens to the function itself.
    package var action = PlannedAction.none
    /// Its code, if it changes.
    package var code: CodeChange?
    /// Its settings that change.
    package var settings: [SettingChange] = []
    /// Its environment variables that change.
    package var environment = EnvironmentChange()
    /// What its roles may do, or may do no longer.
    package var permissions: [PermissionChange] = []
    /// What calls it.
    package var triggers: [TriggerChange] = []
    /// What people outside can call.
    package var exposures: [ExposureChange] = []
    /// What is destroyed, for good or to be created again.
    package var destroys: [PlannedDestroy] = []
    /// All its resources that change.
    package var resources: [PlanSummary.Change] = []

    /// Creates a plan that changes nothing.
    package init(name: String) {
        self.name = name
    }

    /// Whether there is nothing to change.
    package var isEmpty: Bool {
        action == .none && settings.isEmpty && permissions.isEmpty && triggers.isEmpty && exposures.isEmpty
            && destroys.isEmpty && resources.isEmpty
    }
}
