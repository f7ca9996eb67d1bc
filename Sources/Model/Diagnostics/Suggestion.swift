/// Finds the known name that is most similar to a mistyped one.
///
/// - Parameters:
///   - name: what was typed.
///   - candidates: the names that exist.
/// - Returns: the nearest candidate, or `nil` if none is similar enough to be a typing mistake.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    nearestNames(to: name, among: candidates, count: 1).first
}

/// Finds the known names that are similar to a mistyped one, the nearest first.
///
/// - Parameters:
///   - name: what was typed.
///   - candidates: the names that exist.
///   - count: the maximum number of names.
package func nearestNames(to name: String, among candidates: some Sequence<String>, count: Int = 3) -> [String] {
    let typed = Array(name.lowercased())
    let limit = max(1, typed.count / 3)
    var near: [(name: String, distance: Int)] = []
    for candidate in candidates {
        let letters = Array(candidate.lowercased())
        // The distance is at least the difference in length; so a long input is never compared letter by letter.
        guard abs(letters.count - typed.count) <= limit else { continue }
        let distance = editDistance(typed, letters)
        if distance <= limit { near.append((candidate, distance)) }
    }
    // Sorted by distance, then in the candidates' own order, since `sort` is not stable.
    let ranked = near.enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
    return ranked.prefix(count).map(\.element.name)
}

/// The number of insertions, deletions, substitutions and swaps of adjacent letters between two words
/// (optimal string alignment).
func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for (row, leftCharacter) in left.enumerated() {
        var current = [row + 1]
        for (column, rightCharacter) in right.enumerated() {
            var cost = min(previous[column + 1] + 1, current[column] + 1)
            cost = min(cost, previous[column] + (leftCharacter == rightCharacter ? 0 : 1))
            if row > 0, column > 0, leftCharacter == right[column - 1], left[row - 1] == rightCharacter {
                cost = min(cost, beforePrevious[column - 1] + 1)
            }
            current.append(cost)
        }
        beforePrevious = previous
        previous = current
    }
    return previous[right.count]
}
