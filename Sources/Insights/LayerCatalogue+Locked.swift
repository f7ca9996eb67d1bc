package import Model

extension LayerCatalogue {
    /// The layer that the lock records, or else the newest one.
    ///
    /// A locked layer is used even if this release does not know it, since a newer one may have recorded it.
    ///
    /// - Returns: the layer, and warnings about it.
    package func layer(
        in region: Region, for architecture: Architecture, locked: LockedLayer?
    ) throws(LayerError) -> (layer: InsightsLayer, warnings: [Diagnostic]) {
        guard let locked else { return (try layer(in: region, for: architecture), []) }
        let arn = try LayerARN(locked.arn)
        let version = DottedVersion(locked.version)
        let known = layers(in: region, for: architecture)
        let warnings = try check(
            arn: locked.arn, in: region, for: architecture,
            isNewer: version.map { version in known.last.map { version > $0.version } ?? true } ?? false)
        if let layer = known.first(where: { $0.layerARN == arn }) {
            guard layer.version == version else { throw .lockedVersion(arn, locked: locked.version, is: layer.version) }
            return (layer, [])
        }
        guard let version else { throw .lockedVersion(arn, locked: locked.version, is: nil) }
        let layer = InsightsLayer(
            region: region, architecture: architecture, version: version, layerARN: arn, isNewestKnown: false)
        return (layer, warnings.map { $0.located(at: locked.location) })
    }

    /// The newest layer of a place, for the lock.
    package func newestLayer(for place: LayerPlace) throws(LayerError) -> LockedLayer {
        LockedLayer(try layer(in: place.region, for: place.architecture))
    }
}

extension LockedLayer {
    /// Creates the record of a layer.
    package init(_ layer: InsightsLayer) {
        self.init(version: "\(layer.version)", arn: layer.arn)
    }
}

extension LayerError {
    /// The diagnostics of a layer that the lock records, with its place and the way out.
    package func diagnostics(of locked: LockedLayer) -> [Diagnostic] {
        diagnostics.map { diagnostic in
            var diagnostic = diagnostic.located(at: locked.location)
            diagnostic.hints = ["`swiftlambda lock --update` replaces the layer in swiftlambda.lock"]
            return diagnostic
        }
    }
}

extension Diagnostic {
    fileprivate func located(at location: Location?) -> Diagnostic {
        var diagnostic = self
        diagnostic.location = diagnostic.location ?? location
        return diagnostic
    }
}
