/// The user's build preferences, merged from flags, variables and the configuration.
package struct BuilderPreference: Sendable, Hashable {
    /// The builder.
    package var choice: BuilderChoice
    /// The allowed SDKs; if empty, any.
    package var sdks: [String]
    /// The C library that programs are linked to; `nil` is either, musl first.
    package var libc: CLibrary?
    /// The engine for containers; `nil` is any that responds.
    package var engine: ContainerEngine?
    /// The image; `nil` is that of the compiler's release.
    package var image: String?
    /// Whether the image is pulled even if it exists.
    package var isPulled: Bool

    /// Creates a preference.
    package init(
        choice: BuilderChoice = .auto,
        sdks: [String] = [],
        libc: CLibrary? = nil,
        engine: ContainerEngine? = nil,
        image: String? = nil,
        isPulled: Bool = false
    ) {
        self.choice = choice
        self.sdks = sdks
        self.libc = libc
        self.engine = engine
        self.image = image
        self.isPulled = isPulled
    }

    /// Whether any builder is acceptable.
    package var isEmpty: Bool { choice == .auto && sdks.isEmpty && libc == nil }

    /// Merges preferences from several sources.
    ///
    /// The first source with a builder or an SDK decides; SDKs from other sources count only for a builder that uses
    /// them. On the command line, an engine or image also selects a container; elsewhere it only selects which one to
    /// use if a container is chosen.
    ///
    /// - Parameters:
    ///   - flags: the command line's preferences.
    ///   - others: those of the variables and the configuration, in this order.
    package init(flags: BuildSettings, isPulled: Bool = false, others: [BuildSettings]) {
        let places = [flags] + others
        let all = places.dropFirst().reduce(flags) { $0.filled(from: $1) }
        self.init(libc: all.libc, engine: all.engine, image: all.image, isPulled: isPulled)
        for (index, place) in places.enumerated() {
            let asksForContainer = index == 0 && (flags.engine != nil || flags.image != nil || isPulled)
            guard let named = place.builder ?? (place.swiftSDK != nil ? .sdk : asksForContainer ? .container : nil)
            else {
                continue
            }
            choice = named == .auto && asksForContainer ? .container : named
            switch choice {
            case .sdk: sdks = places[index...].lazy.compactMap(\.swiftSDK).first ?? []
            case .auto: sdks = place.swiftSDK ?? []
            case .native, .container: break
            }
            return
        }
    }
}
