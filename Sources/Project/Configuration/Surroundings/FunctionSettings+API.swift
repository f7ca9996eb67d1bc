import Model

extension FunctionSettings {
    private enum APIKey: String, CaseIterable {
        case routes, with, jwt, authorizer, iam, `public`, cors, accessLogs

        /// The keys that say who may call.
        static let ofCallers: Set<APIKey> = [.jwt, .authorizer, .iam, .public]
        /// The keys of the API itself, which only its own function has.
        static let ofOwner: Set<APIKey> = [.cors, .accessLogs]
    }

    private enum TokenKey: String, CaseIterable {
        case issuer, audience, scopes
    }

    /// Reads whether the function has an HTTP API, or its settings.
    mutating func readAPI(_ value: YAMLValue, reader: inout YAMLReader) throws(ConfigurationError) {
        if let isWanted = value.bool {
            surroundings.api = isWanted ? APISettings() : nil
            return
        }
        guard value.entryCount != nil, !value.isList else {
            reader.reportType(of: value, expected: "true, false or a mapping such as `{ routes: [\"GET /orders\"] }`")
            return
        }
        let entries = try reader.entries(of: value, keys: APIKey.allCases) ?? []
        var settings = APISettings()
        for entry in entries {
            let keys = [Key.api.rawValue, entry.key.rawValue]
            locations[keys] = entry.location
            switch entry.key {
            case .routes: settings.routes = try readRoutes(entry.value, below: keys, reader: &reader)
            case .with: settings.owner = reader.nonEmptyText(entry.value)
            case .jwt:
                settings.authorization = try readTokens(entry.value, below: keys, reader: &reader).map { .tokens($0) }
            case .authorizer: settings.authorization = reader.nonEmptyText(entry.value).map { .function($0) }
            case .iam: if reader.truth(entry.value) == true { settings.authorization = .iam }
            case .public: if reader.truth(entry.value) == true { settings.authorization = .everyone }
            case .cors: settings.crossOrigin = try reader.crossOrigin(entry.value)
            case .accessLogs: settings.logsAccess = reader.truth(entry.value) ?? false
            }
        }
        Self.check(entries, of: value, reader: &reader)
        surroundings.api = settings
    }

    /// Reports keys that exclude each other.
    private static func check(
        _ entries: [YAMLReader.Entry<APIKey>], of value: YAMLValue, reader: inout YAMLReader
    ) {
        let callers = entries.filter { APIKey.ofCallers.contains($0.key) && $0.value.bool != false }
        for entry in callers.dropFirst() {
            guard let first = callers.first else { return }
            reader.report(
                .error(
                    "function.conflicting-settings",
                    "`api.\(entry.key.rawValue)` and `api.\(first.key.rawValue)` exclude each other",
                    explanation:
                        "A route asks for tokens (`jwt`), another function (`authorizer`) or signatures (`iam`), "
                        + "or everyone may call it (`public`).",
                    location: entry.location, hints: ["remove one of them"]))
        }
        guard let with = entries.first(where: { $0.key == .with }) else { return }
        for entry in entries where APIKey.ofOwner.contains(entry.key) {
            reader.report(
                .error(
                    "function.conflicting-settings", "`api.\(entry.key.rawValue)` and `api.with` exclude each other",
                    explanation: "It is a setting of the API, which belongs to the function that `with` names.",
                    location: entry.location,
                    hints: ["set it for '\(with.value.scalarText ?? "")'"]))
        }
        reader.require([APIKey.routes], of: value, among: entries.map(\.key))
    }

    private mutating func readRoutes(
        _ value: YAMLValue, below keys: [String], reader: inout YAMLReader
    ) throws(ConfigurationError) -> [String] {
        if value.isList, value.entryCount == 0 {
            reader.report(.error("config.empty-value", "\(value.path) is empty", location: value.location))
        }
        var routes: [String] = []
        for element in try reader.elements(of: value, expected: "a list of routes, such as `- GET /orders/{id}`") ?? []
        {
            guard let text = reader.text(element) else { continue }
            guard APISettings.isRoute(text) else {
                reader.report(
                    .error(
                        "config.invalid-route", "\(element.path) is '\(text.prefix(100))', which is not a route",
                        explanation:
                            "A route is a method, a space and a path, or `$default` for all other requests. The "
                            + "methods are \(APISettings.methods.joined(separator: ", ")). A part of the path is text "
                            + "or a name in braces; a name with '+', which stands for all that follows, comes last.",
                        location: element.location, hints: [Self.hint(forRoute: text)]))
                continue
            }
            locations[keys + ["\(routes.count)"]] = element.location
            routes.append(text)
        }
        return routes
    }

    /// The route that was probably meant.
    private static func hint(forRoute text: String) -> String {
        let words = text.split(separator: " ")
        // `:id` is a parameter in other frameworks.
        let path = (words.last ?? "").split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.hasPrefix(":") ? "{\(part.dropFirst())}" : String(part)
        }.joined(separator: "/")
        let method = words.count == 2 ? words[0].uppercased() : "ANY"
        let candidates = ["\(method) \(path)", "\(method) /\(path)"]
        if text == "*" { return "write `\(APISettings.defaultRoute)` for all requests" }
        return candidates.first(where: APISettings.isRoute).map { "write `\($0)`" }
            ?? "write it like `GET /orders/{id}`, or `\(APISettings.defaultRoute)`"
    }

    private mutating func readTokens(
        _ value: YAMLValue, below keys: [String], reader: inout YAMLReader
    ) throws(ConfigurationError) -> APISettings.Tokens? {
        guard let entries = try reader.entries(of: value, keys: TokenKey.allCases) else { return nil }
        var tokens = APISettings.Tokens(issuer: "", audience: [])
        for entry in entries {
            locations[keys + [entry.key.rawValue]] = entry.location
            switch entry.key {
            case .issuer: tokens.issuer = reader.issuer(entry.value) ?? ""
            case .audience: tokens.audience = try reader.distinct(entry.value) { $0.audience($1) }
            case .scopes: tokens.scopes = try reader.distinct(entry.value) { $0.nonEmptyText($1) }
            }
        }
        reader.require([TokenKey.issuer, .audience], of: value, among: entries.map(\.key))
        return tokens
    }
}

extension YAMLReader {
    /// The address of who issues tokens.
    fileprivate mutating func issuer(_ value: YAMLValue) -> APISettings.Tokens.Value? {
        if value.tag == .terraform { return terraformReference(value).map { .terraform($0) } }
        guard let text = text(value) else { return nil }
        guard text.wholeMatch(of: #/https:\/\/[!-~]+/#) != nil else {
            report(
                .error(
                    "config.invalid-issuer", "\(value.path) is '\(text.prefix(100))', which is not an https address",
                    explanation:
                        "API Gateway reads the keys of the issuer there, and compares it with `iss` of a token.",
                    location: value.location,
                    hints: ["write it like https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI"]))
            return nil
        }
        return .text(text)
    }

    /// One of those for whom tokens are issued.
    fileprivate mutating func audience(_ value: YAMLValue) -> APISettings.Tokens.Value? {
        if value.tag == .terraform { return terraformReference(value).map { .terraform($0) } }
        return nonEmptyText(value).map { .text($0) }
    }

    /// A list of texts that is not empty and has each only once.
    fileprivate mutating func distinct<Element: Equatable>(
        _ value: YAMLValue, read: (inout YAMLReader, YAMLValue) -> Element?
    ) throws(ConfigurationError) -> [Element] {
        if value.isList, value.entryCount == 0 {
            report(.error("config.empty-value", "\(value.path) is empty", location: value.location))
        }
        var found: [Element] = []
        for element in try elements(of: value, expected: "a list of texts") ?? [] {
            guard let own = read(&self, element) else { continue }
            if found.contains(own) {
                report(
                    .error(
                        "config.duplicate-value",
                        "\(element.path) is '\((element.scalarText ?? element.taggedText ?? "").prefix(100))', "
                            + "which is there already",
                        location: element.location, hints: ["remove one of them"]))
            } else {
                found.append(own)
            }
        }
        return found
    }
}
