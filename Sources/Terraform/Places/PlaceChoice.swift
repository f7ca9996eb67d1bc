import HCL
import Model

/// Chooses a value by the place for which Terraform runs.
struct PlaceChoice {
    /// The expression for the stage.
    let stage: Expression
    /// The expression for the region.
    let region: Expression

    /// An expression with the value of each place.
    ///
    /// Equal values need no choice, and objects, lists and calls of one form differ only in their parts.
    func expression(_ values: [(place: Placement, value: Expression)]) -> Expression {
        guard let first = values.first?.value, values.contains(where: { $0.value != first }) else {
            return values.first?.value ?? .null
        }
        return joined(values, like: first) ?? lookup(values)
    }

    /// Whether Terraform runs for one of some places.
    func condition(_ places: [Placement], of all: [Placement]) -> Expression {
        let wanted = Set(places)
        for key in Key.allCases {
            let names = all.compactMap { place in wanted.contains(place) ? self.name(of: place, by: key) : nil }
            let others = Set(all.filter { !wanted.contains($0) }.compactMap { self.name(of: $0, by: key) })
            if others.isDisjoint(with: names) {
                var known: Set<String> = []
                return .call("contains", .strings(names.filter { known.insert($0).inserted }), expression(of: key))
            }
        }
        return .bool(true)
    }

    private enum Key: CaseIterable {
        case stage, region, both
    }

    private func name(of place: Placement, by key: Key) -> String? {
        switch key {
        case .stage: place.stage
        case .region: place.region?.name
        case .both: "\(place.stage ?? "")/\(place.region?.name ?? "")"
        }
    }

    private func expression(of key: Key) -> Expression {
        switch key {
        case .stage: stage
        case .region: region
        case .both: .template(.interpolation(stage), .literal("/"), .interpolation(region))
        }
    }

    /// Joins values of one form, whose parts then differ.
    private func joined(_ values: [(place: Placement, value: Expression)], like first: Expression) -> Expression? {
        func parts(_ extract: (Expression) -> [Expression]?) -> [Expression]? {
            var rows: [[Expression]] = []
            for value in values {
                guard let row = extract(value.value), row.count == rows.first?.count ?? row.count else { return nil }
                rows.append(row)
            }
            guard let count = rows.first?.count, count > 0 else { return nil }
            return (0..<count).map { column in
                expression(zip(values, rows).map { (place: $0.place, value: $1[column]) })
            }
        }
        switch first {
        case .object(let items):
            let keys = items.map(\.key)
            return parts { value in
                guard case .object(let own) = value, own.map(\.key) == keys else { return nil }
                return own.map(\.value)
            }.map { .object(zip(keys, $0).map { ObjectItem($0, $1) }) }
        case .list:
            return parts { if case .list(let elements) = $0 { elements } else { nil } }.map { .list($0) }
        case .call(let name, _):
            return parts { value in
                guard case .call(name, let arguments) = value else { return nil }
                return arguments
            }.map { .call(name, $0) }
        default: return nil
        }
    }

    private func lookup(_ values: [(place: Placement, value: Expression)]) -> Expression {
        for key in Key.allCases {
            var chosen: [String: Expression] = [:]
            var names: [String] = []
            let isDecisive = values.allSatisfy { place, value in
                guard let name = name(of: place, by: key) else { return false }
                if let known = chosen[name] { return known == value }
                chosen[name] = value
                names.append(name)
                return true
            }
            guard isDecisive else { continue }
            let items = names.compactMap { name in chosen[name].map { ObjectItem(name, $0) } }
            return .index(.object(items), expression(of: key))
        }
        return values.first?.value ?? .null
    }
}
