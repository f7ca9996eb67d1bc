/// What the user asks of the build, once flags, variables and the configuration are brought together.
package struct BuilderPreference: Sendable, Hashable {
    /// The builder.
    package var choice: BuilderChoice
    /// The SDKs that may be used; where empty, any.
    package var sdks: [String]
    /// The C library that programs are linked to; `nil` is either, musl first.
    package var libc: CLibrary?
    /// The engine for containers; `nil` is any that answers.
    package var engine: ContainerEngine?
    /// The image; `nil` is that of the compiler's release.
    package var image: String?
    /// Whether the image is pulled even where it is there.
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

    /// Whether any builder will do.
    package var isEmpty: Bool { choice == .auto && sdks.isEmpty && libc == nil }

    /// Brings together what was said in several places.
    ///
    /// The first place that names a builder, or an SDK, decides; what another place says of SDKs counts only for a builder
    /// that uses them. On the command line an engine or image asks for a container too: elsewhere it only says which one
    /// to take, should a container be chosen.
    ///
    /// - Parameters:
    ///   - flags: what the command line says.
    ///   - others: what the variables and the configuration say, the first before the second.
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
