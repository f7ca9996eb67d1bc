import HCL
import Model

/// Joins the blocks that a function has in several places to blocks for all of them.
///
/// A block keeps its address whatever differs. One that only some places have gets `count`, of which Terraform knows
/// that `a` and `a[0]` are the same resource.
struct PlacedBlocks {
    let places: [Placement]
    let choice: PlaceChoice

    /// Arguments with references, which Terraform evaluates before any value is known.
    private static let references: Set<String> = ["depends_on", "ignore_changes", "replace_triggered_by"]

    /// The identity of a block within its body.
    private struct Identity: Hashable {
        var type: String
        var labels: [String]
        /// Counts blocks of the same type and labels.
        var number: Int
    }

    /// Joins resources.
    ///
    /// - Parameters:
    ///   - variants: the blocks in each place, in the order of the places.
    ///   - elsewhere: type and name of resources in other files that only some places have.
    func joined(_ variants: [[Block]], counted elsewhere: Set<[String]> = []) -> [Block] {
        var counted = elsewhere
        let blocks = aligned(variants).map { blocks in
            let present = self.present(blocks)
            var block = joined(present)
            guard present.count < places.count else { return block }
            counted.insert(block.labels)
            let count = Expression.conditional(
                choice.condition(present.map(\.place), of: places), .number(1), .number(0))
            block.body.arguments.insert(Argument("count", count), at: 0)
            return block
        }
        guard !counted.isEmpty else { return blocks }
        return blocks.map { block in
            var block = block
            block.body = block.body.countingOptional(counted, except: Self.references)
            return block
        }
    }

    private func joinedBody(_ bodies: [(place: Placement, body: Body)]) -> Body {
        let names = Self.merged(bodies.map { $0.body.arguments.map(\.name) })
        let arguments = names.compactMap { name -> Argument? in
            let own = bodies.map { place, body in (place: place, argument: body.arguments.first { $0.name == name }) }
            guard var argument = own.lazy.compactMap(\.argument).first else { return nil }
            argument.value =
                Self.references.contains(name)
                ? union(own.compactMap(\.argument?.value))
                : choice.expression(own.map { (place: $0.place, value: $0.argument?.value ?? .null) })
            return argument
        }
        let within = PlacedBlocks(places: bodies.map(\.place), choice: choice)
        return Body(arguments: arguments, blocks: within.joinedNested(bodies.map(\.body.blocks)))
    }

    /// Joins the blocks within one body.
    private func joinedNested(_ variants: [[Block]]) -> [Block] {
        aligned(variants).map { blocks in
            let present = self.present(blocks)
            let block = joined(present)
            guard present.count < places.count else { return block }
            let condition = choice.condition(present.map(\.place), of: places)
            return Block("dynamic", block.type) {
                Argument("for_each", .conditional(condition, .list([.number(1)]), .list([])))
                Block("content") { block.body }
            }
        }
    }

    private func joined(_ present: [(place: Placement, block: Block)]) -> Block {
        // An empty list cannot be: each identity is that of some block.
        guard var block = present.first?.block else { return Block("locals") {} }
        block.body = joinedBody(present.map { (place: $0.place, body: $0.block.body) })
        return block
    }

    private func present(_ blocks: [Block?]) -> [(place: Placement, block: Block)] {
        zip(places, blocks).compactMap { place, block in block.map { (place: place, block: $0) } }
    }

    /// The blocks of each identity, one for each place.
    private func aligned(_ variants: [[Block]]) -> [[Block?]] {
        let identified = variants.map(Self.identified)
        return Self.merged(identified.map { $0.map(\.identity) }).map { identity in
            identified.map { blocks in blocks.first { $0.identity == identity }?.block }
        }
    }

    private static func identified(_ blocks: [Block]) -> [(identity: Identity, block: Block)] {
        var counts: [Identity: Int] = [:]
        return blocks.map { block in
            var identity = Identity(type: block.type, labels: block.labels, number: 0)
            let number = counts[identity, default: 0]
            counts[identity] = number + 1
            identity.number = number
            return (identity, block)
        }
    }

    /// The elements of all lists, each once; one that the first lists lack comes after its predecessor.
    private static func merged<Element: Hashable>(_ lists: [[Element]]) -> [Element] {
        var order: [Element] = []
        for list in lists {
            var position = 0
            for element in list {
                if let index = order.firstIndex(of: element) {
                    position = index + 1
                } else {
                    order.insert(element, at: position)
                    position += 1
                }
            }
        }
        return order
    }

    private func union(_ lists: [Expression]) -> Expression {
        var elements: [Expression] = []
        for case .list(let own) in lists {
            for element in own where !elements.contains(element) { elements.append(element) }
        }
        return .list(elements)
    }
}
