import TestSupport

/// Changes inputs, always the same way for the same seed.
struct Mutation {
    private var generator: SeededGenerator
    private static let telling: [UInt8] = [
        0, 1, 0x7F, 0x80, 0xFF, 0x22, 0x7B, 0x5B, 0x3A, 0x0A, 0x2D, 0x2A, 0x26, 0x25,
    ]

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Makes an input of others.
    mutating func input(from seeds: [[UInt8]]) -> [UInt8] {
        var bytes = seeds.randomElement(using: &generator) ?? []
        for _ in 0..<Int.random(in: 1...6, using: &generator) { change(&bytes, others: seeds) }
        return Array(bytes.prefix(1 << 16))
    }

    private mutating func change(_ bytes: inout [UInt8], others: [[UInt8]]) {
        guard !bytes.isEmpty else { return bytes = [UInt8.random(in: 0...255, using: &generator)] }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let end = Int.random(in: place..<min(bytes.count, place + 64), using: &generator)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[place] = Self.telling.randomElement(using: &generator) ?? 0
        case 2: bytes.removeSubrange(place...end)
        case 3: bytes.insert(contentsOf: bytes[place...end], at: place)
        case 4: bytes.removeLast(bytes.count - place)
        case 5:
            // A number of two, four or eight bytes as large as it can be.
            let width = [2, 4, 8].randomElement(using: &generator) ?? 4
            for index in place..<min(bytes.count, place + width) { bytes[index] = 0xFF }
        case 6:
            let repeated = Array(repeating: bytes[place...end], count: Int.random(in: 2...200, using: &generator))
            bytes.insert(contentsOf: repeated.joined(), at: place)
        default:
            let other = others.randomElement(using: &generator) ?? []
            guard !other.isEmpty else { return }
            let start = Int.random(in: 0..<other.count, using: &generator)
            bytes.insert(contentsOf: other[start..<min(other.count, start + 256)], at: place)
        }
    }
}
