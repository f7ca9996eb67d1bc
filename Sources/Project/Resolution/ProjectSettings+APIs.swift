import Model

extension ProjectSettings {
    /// What is wrong with HTTP APIs that functions share, each once for all places.
    func sharedAPIs(in places: [PlacedFunctions], settings: [String: FunctionSettings]) -> [Diagnostic] {
        var order: [APIFault] = []
        var placements: [APIFault: [Placement]] = [:]
        for placed in places {
            var known: Set<String> = []
            // Each function is here once for each architecture.
            let functions = placed.functions.filter { known.insert($0.name).inserted }
            for fault in APIFault.find(in: functions) {
                if placements[fault] == nil { order.append(fault) }
                placements[fault, default: []].append(placed.place)
            }
        }
        return order.compactMap { fault in
            guard let own = placements[fault], let place = own.first else { return nil }
            func location(_ function: String, _ keyPath: [String]) -> Diagnostic.Location? {
                settings[function].flatMap { self.settings($0, in: place).location(of: keyPath) }
            }
            let violation = fault.violation
            var explanation = [violation.explanation].compactMap { $0 }
            if let other = fault.other, let place = location(other.function, other.keyPath) {
                let parts = [place.line, place.column].compactMap { $0.map(String.init) }
                explanation.append("The other place is \(([place.file] + parts).joined(separator: ":")).")
            }
            if own.count < places.count {
                explanation.append("Only in \(own.map(\.words).joined(separator: ", ")).")
            }
            return .error(
                violation.identifier, violation.summary,
                explanation: explanation.isEmpty ? nil : explanation.joined(separator: " "),
                location: location(fault.function, violation.keyPath), hints: violation.hints)
        }
    }
}
