package import Model

extension LockFile {
    /// How the lock is brought up to date.
    package enum Renewal: Sendable, Hashable {
        /// Missing entries are added, and unused ones removed.
        case complete
        /// Layers also change to the newest, and what builds record is forgotten until the next one.
        case update
        /// Only layers change to the newest.
        case updateLayers
    }

    /// The layers that are missing.
    package func missingLayers(of needed: Set<LayerPlace>) -> [LayerPlace] {
        needed.filter { layers[$0] == nil }.sorted()
    }

    /// The lock after it is brought up to date.
    ///
    /// A layer that is newer than the newest known one stays: another release recorded it.
    ///
    /// - Parameters:
    ///   - needed: where functions have a layer whose version the configuration leaves open.
    ///   - replaceable: entries that this release cannot use, which an update replaces in any case.
    ///   - newest: the newest known layer of a place.
    package func renewed<Failure: Error>(
        _ renewal: Renewal, needed: Set<LayerPlace>, replaceable: Set<LayerPlace> = [],
        newest: (LayerPlace) throws(Failure) -> LockedLayer
    ) throws(Failure) -> LockFile {
        var lock = self
        lock.layers = [:]
        for place in needed.sorted() {
            guard let locked = layers[place] else {
                lock.layers[place] = try newest(place)
                continue
            }
            lock.layers[place] = locked
            guard renewal != .complete else { continue }
            if replaceable.contains(place) {
                lock.layers[place] = try newest(place)
            } else if let known = try? newest(place), let version = DottedVersion(known.version),
                DottedVersion(locked.version).map({ $0 <= version }) ?? true
            {
                lock.layers[place] = known
            }
        }
        if renewal == .update {
            lock.images = [:]
            lock.sdks = [:]
        }
        return lock
    }

    /// What differs from a former lock, in the order of the file.
    package func changes(since former: LockFile) -> [LockChange] {
        changes(.insights, layers, since: former.layers) { layer, other in
            layer.version == other?.version ? layer.arn : layer.version
        } + changes(.images, images, since: former.images) { digest, _ in digest }
            + changes(.sdks, sdks, since: former.sdks) { sdk, other in
                sdk.compiler == other?.compiler ? sdk.checksum ?? sdk.compiler : sdk.compiler
            }
    }

    private func changes<Key: Hashable & Comparable, Value>(
        _ part: LockChange.Part, _ own: [Key: Value], since former: [Key: Value],
        words: (Value, Value?) -> String
    ) -> [LockChange] {
        Set(own.keys).union(former.keys).sorted().compactMap { key in
            let from = former[key].map { words($0, own[key]) }
            let to = own[key].map { words($0, former[key]) }
            guard from != to else { return nil }
            return LockChange(part: part, entry: "\(key)", from: from, to: to)
        }
    }
}
