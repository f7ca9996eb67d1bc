import Checksums
package import Model

/// The changes that bring the files of a directory in line with a configuration.
///
/// It knows only the bytes of files; someone else reads and writes them.
package struct ConfigurationUpdate: Sendable, Hashable {
    /// The state of a file compared with the configuration.
    package enum Condition: String, Sendable, Hashable, CaseIterable {
        /// It is up to date.
        case current
        /// It does not exist.
        case missing
        /// A generated file, unchanged since it was written, but outdated.
        case outdated
        /// A generated file that someone edited.
        case edited
        /// Someone else's file with its path.
        case foreign
        /// A generated file, unchanged, that is no longer part of the configuration.
        case stale
        /// A generated file that someone edited and that is no longer part of the configuration.
        case editedStale

        /// Whether going on would lose something that someone wrote.
        package var isConflict: Bool {
            switch self {
            case .edited, .foreign, .editedStale: true
            case .current, .missing, .outdated, .stale: false
            }
        }
    }

    /// One file and its state.
    package struct Entry: Sendable, Hashable {
        /// The path, relative to the configuration's directory.
        package var path: String
        /// Its state.
        package var condition: Condition
        /// Its wanted content; `nil` if it should not exist.
        package var content: String?
        /// The first difference between the file and its wanted content, if both exist.
        package var difference: LineDifference?

        /// Creates the state of a file.
        package init(path: String, condition: Condition, content: String? = nil, difference: LineDifference? = nil) {
            self.path = path
            self.condition = condition
            self.content = content
            self.difference = difference
        }
    }

    /// One step of the update.
    package enum Step: Sendable, Hashable {
        /// Write a file, replacing an existing one.
        case write(GeneratedFile)
        /// Remove a file.
        case remove(path: String)
    }

    /// All files of the configuration, and obsolete generated ones, by path.
    package let entries: [Entry]
    /// The addresses that move from a remaining function to another.
    package let addressesTaken: AddressTaken?
    /// The other kind of configuration that the directory has, if any.
    package let other: OtherConfiguration?
    /// What Terraform would destroy, by function.
    package let destroyed: [DestroyedResources]
    /// The paths of obsolete files that belong to functions no longer in the configuration.
    package let abandoned: [String]

    /// Compares a configuration with the files of a directory.
    ///
    /// - Parameters:
    ///   - generated: the configuration's files.
    ///   - existing: the bytes of every `*.tf` and `policies/*.json` in the directory, by relative path.
    package init(generated: [GeneratedFile], existing: [String: [UInt8]]) {
        // A checkout on Windows may end lines with CR and LF; no generated text has a CR.
        let existing = existing.mapValues(\.withoutCarriageReturns)
        let ownership = Ownership(of: existing)
        var entries = generated.map { Self.entry(for: $0, existing: existing[$0.path], ownership: ownership) }
        let wanted = Set(generated.map(\.path))
        for path in existing.keys where !wanted.contains(path) {
            switch ownership.state(of: path) {
            case .foreign: continue
            case .intact: entries.append(Entry(path: path, condition: .stale))
            case .edited: entries.append(Entry(path: path, condition: .editedStale))
            }
        }
        self.entries = entries.sorted { $0.path < $1.path }
        let declarations = existing.filter { $0.key.hasSuffix(".tf") && ownership.state(of: $0.key) != .foreign }
            .mapValues { FunctionAddresses.read(String(decoding: $0, as: UTF8.self)) }
        destroyed = DestroyedResources.find(
            from: existing.filter { $0.key.hasSuffix(".tf") && ownership.state(of: $0.key) != .foreign }
                .mapValues { String(decoding: $0, as: UTF8.self) },
            to: generated.filter { $0.path.hasSuffix(".tf") }.map(\.content))
        let wantedAddresses = Self.joined(
            generated.filter { $0.path.hasSuffix(".tf") }.map { FunctionAddresses.read($0.content) })
        addressesTaken = Self.addressesTaken(from: Self.joined(declarations.values), by: wantedAddresses)
        let isOfBucket = generated.contains { ArtifactBucketWriter.isBucket($0.content) }
        let hasBucket = existing.contains { path, bytes in
            path.hasSuffix(".tf") && ownership.state(of: path) != .foreign
                && ArtifactBucketWriter.isBucket(String(decoding: bytes, as: UTF8.self))
        }
        let hasFunctions = declarations.values.contains { !$0.isEmpty }
        other = (isOfBucket ? hasFunctions : hasBucket) ? OtherConfiguration(hasBucket: hasBucket) : nil
        let stays = Set(wantedAddresses.values)
        abandoned = self.entries.filter { $0.condition == .stale && $0.path.hasSuffix(".tf") }.map(\.path).filter {
            // What was to be imported is not lost: it is deployed, or another run writes it.
            guard $0 != ConfigurationWriter.importsPath else { return false }
            let functions = declarations[$0]?.values.map { $0 } ?? []
            return functions.isEmpty || !functions.allSatisfy(stays.contains)
        }
    }

    private static func joined(_ parts: some Sequence<[String: String]>) -> [String: String] {
        parts.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }

    private static func addressesTaken(
        from former: [String: String], by wanted: [String: String]
    ) -> AddressTaken? {
        let addresses = Dictionary(wanted.map { ($0.value, $0.key) }) { first, _ in first }
        let changes = wanted.sorted { $0.key < $1.key }.compactMap { address, function -> AddressTaken.Change? in
            guard let old = former[address], old != function, let new = addresses[old] else { return nil }
            return AddressTaken.Change(address: address, former: old, formerAddress: new, new: function)
        }
        return changes.isEmpty ? nil : AddressTaken(changes: changes)
    }

    private static func entry(for file: GeneratedFile, existing: [UInt8]?, ownership: Ownership) -> Entry {
        guard let existing else { return Entry(path: file.path, condition: .missing, content: file.content) }
        if existing.elementsEqual(file.content.utf8) {
            return Entry(path: file.path, condition: .current, content: file.content)
        }
        let condition: Condition =
            switch ownership.state(of: file.path) {
            case .foreign: .foreign
            case .intact: .outdated
            case .edited: .edited
            }
        return Entry(
            path: file.path, condition: condition, content: file.content,
            difference: LineDifference(expected: file.content, found: existing))
    }

    /// The files that are not up to date.
    package var drift: [Entry] { entries.filter { $0.condition != .current } }

    /// The steps, in an order that can be interrupted anywhere and restarted.
    ///
    /// Documents that cannot hold comments are removed before, and written after, the files that vouch for them, so
    /// that no generated document is ever left without its voucher.
    ///
    /// - Parameter force: whether to overwrite what someone wrote.
    /// - Throws: `ConfigurationConflict` if that is needed and not allowed; `AddressTaken`.
    package func steps(force: Bool) throws -> [Step] {
        if let other, !force { throw other }
        let conflicts = entries.filter(\.condition.isConflict)
        guard conflicts.isEmpty || force else { throw ConfigurationConflict(entries: conflicts) }
        if let addressesTaken, !force { throw addressesTaken }
        let removals = drift.filter { $0.content == nil }.map(\.path)
        let files = drift.compactMap { entry in
            entry.content.map { GeneratedFile(path: entry.path, content: $0) }
        }
        func holdsComments(_ path: String) -> Bool { path.hasSuffix(".tf") }
        return removals.filter { !holdsComments($0) }.map { .remove(path: $0) }
            + files.filter { !holdsComments($0.path) }.map { .write($0) }
            + files.filter { holdsComments($0.path) }.map { .write($0) }
            + removals.filter(holdsComments).map { .remove(path: $0) }
    }
}

/// Files that someone wrote or edited and that must not be overwritten.
package struct ConfigurationConflict: DiagnosedError, Hashable {
    /// The files.
    package var entries: [ConfigurationUpdate.Entry]

    /// One error for each file.
    package var diagnostics: [Diagnostic] { entries.map(\.diagnostic) }

    /// The input is wrong: `EX_DATAERR`.
    package var exitStatus: ExitStatus { .badInput }
}

extension [UInt8] {
    /// The bytes with LF at the end of lines, where CR and LF were.
    fileprivate var withoutCarriageReturns: [UInt8] {
        let (carriageReturn, lineFeed) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
        guard contains(carriageReturn) else { return self }
        return indices.compactMap { index in
            let isBeforeLineFeed = index + 1 < count && self[index + 1] == lineFeed
            return self[index] == carriageReturn && isBeforeLineFeed ? nil : self[index]
        }
    }
}

/// The ownership of a directory's files.
private struct Ownership {
    enum State {
        case foreign
        case intact
        case edited
    }

    private var states: [String: State] = [:]

    init(of files: [String: [UInt8]]) {
        var digests: [String: Set<String>] = [:]
        for (path, bytes) in files where path.hasSuffix(".tf") {
            guard let mark = FileMark.read(bytes) else { continue }
            states[path] = mark.isIntact ? .intact : .edited
            for (path, digest) in mark.records {
                digests[path, default: []].insert(digest)
            }
        }
        for (path, digests) in digests {
            guard let bytes = files[path] else { continue }
            states[path] = digests.contains(SHA256.hexadecimal(of: bytes)) ? .intact : .edited
        }
    }

    func state(of path: String) -> State { states[path] ?? .foreign }
}
