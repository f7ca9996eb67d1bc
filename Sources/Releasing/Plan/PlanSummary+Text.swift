extension PlanSummary {
    /// The width for which lines are made, if none is given.
    package static let usualWidth = 80

    /// The summary as lines: one for each function, then what must not be missed, in full.
    ///
    /// - Parameter width: how many columns a line has; an ARN that is longer gets a line of its own.
    package func lines(width: Int = usualWidth) -> [String] {
        let restored = Set(foreignCode.map(\.function))
        var drifts = foreignCode.flatMap { Self.wrapped($0.words, width: width, indent: 0) }
        for drift in self.drifts(besides: restored) {
            drifts += Self.wrapped(
                "\(drift.function) runs code that Terraform did not deploy: \(drift.code.words)", width: width,
                indent: 0)
        }
        guard !isEmpty else { return drifts + (restored.isEmpty ? ["nothing to change"] : []) }
        let column = functions.map(\.name.count).max() ?? 0
        var lines: [String] = []
        for function in functions {
            let name = function.name + String(repeating: " ", count: column - function.name.count)
            let headline = function.headline(width: max(width - column - 2, 20))
            lines.append(name + "  " + headline.line)
            for detail in function.details(isCut: headline.isCut) {
                lines += Self.wrapped(detail, width: width, indent: 4)
            }
        }
        let own = others.filter { !$0.action.destroys }
        if !own.isEmpty {
            let words = own.map { "\($0.action.verb) \($0.address)" }.joined(separator: ", ")
            lines += Self.wrapped("your own Terraform: \(words)", width: width, indent: 0)
        }
        for destroy in destroys where destroy.function == nil {
            lines += Self.wrapped(destroy.words, width: width, indent: 0)
        }
        for move in moves {
            lines += Self.wrapped("\(move.from) moves to \(move.to) in Terraform's state", width: width, indent: 0)
        }
        if !outputs.isEmpty {
            lines += Self.wrapped("outputs that change: \(outputs.joined(separator: ", "))", width: width, indent: 0)
        }
        return drifts + lines
    }

    /// The changes of code by others that the plan itself changes back.
    private func drifts(besides restored: Set<String>) -> [Drift] {
        self.drifts.filter { !restored.contains($0.function) }
    }

    /// A text in lines, broken between words; those after the first are indented by two more columns.
    static func wrapped(_ text: String, width: Int, indent: Int) -> [String] {
        var lines: [String] = []
        var line = String(repeating: " ", count: indent)
        var isEmpty = true
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: indent + 2)
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}

extension FunctionPlan {
    /// All that changes, on one line; what has no room there is counted.
    func headline(width: Int) -> (line: String, isCut: Bool) {
        let parts = self.parts
        guard !parts.isEmpty else { return ("changes in \(resources.count) resources", false) }
        for count in stride(from: parts.count, to: 0, by: -1) {
            let rest = parts.count - count
            let line = parts.prefix(count).joined(separator: ", ") + (rest == 0 ? "" : " and \(rest) more")
            if line.count <= width { return (line, rest > 0) }
        }
        return ("\(parts.count) changes", true)
    }

    /// The parts of the headline, the most important first.
    private var parts: [String] {
        var parts: [String] = []
        if exposures.contains(where: \.becomesPublic) { parts.append("PUBLIC") }
        let lost = destroys.count(where: \.needsApproval)
        if lost > 0 { parts.append("DESTROYS \(lost)") }
        switch action {
        case .create: parts.append("new function")
        case .delete: parts.append("removes the function")
        case .replace: parts.append("recreates the function")
        case .update, .none, .forget: break
        }
        if let code { parts.append(code.words) }
        let more = permissions.count(where: \.widens)
        let less = permissions.count - more
        let counts = [more > 0 ? " +\(more)" : "", less > 0 ? " -\(less)" : ""].joined()
        if !counts.isEmpty { parts.append("permissions" + counts) }
        let variables = environment.added.count + environment.changed.count + environment.removed.count
        if environment.isUnknown || variables > 0 {
            parts.append(
                environment.isUnknown ? "variables" : "\(variables) \(variables == 1 ? "variable" : "variables")")
        }
        parts += settings.map(\.words)
        if !triggers.isEmpty { parts.append(triggers.count == 1 ? "1 trigger" : "\(triggers.count) triggers") }
        if exposures.contains(where: { !$0.becomesPublic }) { parts.append("access from outside") }
        return parts
    }

    /// What must not be missed, in full.
    ///
    /// - Parameter isCut: whether the headline has no room for all settings.
    func details(isCut: Bool) -> [String] {
        let loud = exposures.filter(\.becomesPublic).map(\.words) + destroys.filter(\.needsApproval).map(\.words)
        let quiet =
            exposures.filter { !$0.becomesPublic }.map(\.words) + destroys.filter { !$0.needsApproval }.map(\.words)
        let configuration = (isCut ? settings.map(\.words) : []) + [environment.words].compactMap(\.self)
        return loud + permissions.map(\.words) + triggers.map(\.words) + quiet + configuration
    }
}
