import JSON

extension EnvironmentMachine {
    mutating func handleRegistration(_ token: RequestToken, _ request: APIRequest) throws(APIRefusal) {
        guard let name = request.headers[ExtensionField.name], !name.isEmpty else {
            throw .forbidden("Extension.InvalidExtensionName", "Empty extension name")
        }
        let names = try Self.eventNames(request.body)
        let external = extensions.firstIndex { $0.isExternal && $0.name == name }
        let events = try Self.events(names, isExternal: external != nil)
        let index: Int
        if let external {
            guard extensions[external].state == .started else {
                throw .extensionTransition(of: extensions[external], to: "Registered", as: name)
            }
            index = external
        } else {
            index = try addInternalExtension(name)
        }
        let identifier = newIdentifier()
        extensions[index].state = .registered
        extensions[index].identifier = identifier
        extensions[index].events = events
        record(.registered(extension: name, isExternal: external != nil))
        act(.answer(token, registration(identifier, request.headers[ExtensionField.acceptFeature] ?? "")))
    }

    private mutating func addInternalExtension(_ name: String) throws(APIRefusal) -> Int {
        guard phase == .initializing, !runtime.hasStarted else {
            throw .forbidden("Extension.RegistrationClosed", "Extension registration closed already")
        }
        guard extensions.count < InvocationLimits.extensions else {
            throw .forbidden("Extension.TooManyExtensions", "Extension limit (\(InvocationLimits.extensions)) reached")
        }
        guard !extensions.contains(where: { $0.name == name }) else {
            throw .forbidden("Extension.InvalidExtensionState", "Extension with this name already registered")
        }
        extensions.append(ExtensionParty(name, isExternal: false))
        return extensions.count - 1
    }

    private static func eventNames(_ body: [UInt8]) throws(APIRefusal) -> [String] {
        let document: JSONValue
        do { document = try JSONValue(parsing: body) } catch {
            throw .forbidden("InvalidRequestFormat", "Expected \(error.expected) at byte \(error.offset)")
        }
        guard document.members != nil else { throw .forbidden("InvalidRequestFormat", "Expected an object") }
        guard document["configurationKeys"]?.array?.isEmpty != false else {
            throw .forbidden(
                "InvalidRequestFormat", "configurationKeys are deprecated; use environment variables instead"
            )
        }
        switch document["events"] {
        case nil, .null?: return []
        case .array(let elements)? where elements.allSatisfy({ $0.string != nil }):
            return elements.compactMap(\.string)
        default: throw .forbidden("InvalidRequestFormat", "Expected events to be a list of strings")
        }
    }

    private static func events(_ names: [String], isExternal: Bool) throws(APIRefusal) -> [ExtensionEvent] {
        var events: Set<ExtensionEvent> = []
        for name in names {
            guard let event = ExtensionEvent(rawValue: name) else {
                throw .forbidden("Extension.InvalidEventType", "\(name): ErrorInvalidEventType")
            }
            guard isExternal || event != .shutdown else {
                throw .forbidden(
                    "Extension.InvalidEventType", "\(name): ShutdownEventNotSupportedForInternalExtension"
                )
            }
            events.insert(event)
        }
        return ExtensionEvent.allCases.filter(events.contains)
    }

    private func registration(_ identifier: String, _ features: String) -> APIResponse {
        var members: [JSONValue.Member] = []
        let wanted = features.split(separator: ",").map { $0.filter { $0 != " " } }
        let parts = settings.functionARN.split(separator: ":", omittingEmptySubsequences: false)
        if wanted.contains("accountId"), parts.count > 4 {
            members.append(JSONValue.Member("accountId", .string(String(parts[4]))))
        }
        members.append(JSONValue.Member("functionName", .string(settings.functionName)))
        members.append(JSONValue.Member("functionVersion", "$LATEST"))
        members.append(JSONValue.Member("handler", .string(settings.handler)))
        return APIResponse(200, headers: [ExtensionField.identifier: identifier], json: .object(members))
    }
}

extension EnvironmentMachine {
    mutating func handleExtensionNext(_ token: RequestToken, _ request: APIRequest) throws(APIRefusal) {
        let (index, label) = try registeredExtension(request)
        switch extensions[index].state {
        case .registered, .running:
            if extensions[index].state == .registered { record(.extensionReady(extensions[index].name)) }
            extensions[index].state = .ready
            extensions[index].held = token
            if extensions[index].isShutdownDue { deliverShutdown(to: index) }
        case .started, .ready, .initError, .exitError, .launchError, .exited:
            throw .extensionTransition(of: extensions[index], to: "Ready", as: label)
        }
    }

    /// Handles an error that an extension reports about itself; `goal` is its next state.
    mutating func handleExtensionError(
        _ token: RequestToken,
        _ request: APIRequest,
        goal: ExtensionParty.State
    ) throws(APIRefusal) {
        let (index, label) = try registeredExtension(request)
        guard let errorType = request.headers[ExtensionField.errorType], !errorType.isEmpty else {
            throw .forbidden("Extension.MissingHeader", "\(ExtensionField.errorType) not found")
        }
        let state = extensions[index].state
        let isAllowed =
            state == goal || state == .registered || (goal == .exitError && (state == .ready || state == .running))
        guard isAllowed else { throw .extensionTransition(of: extensions[index], to: goal.rawValue, as: label) }
        extensions[index].state = goal
        // Only the first report counts.
        extensions[index].errorType = extensions[index].errorType ?? errorType
        fatalErrorType = fatalErrorType ?? "Extension.\(goal.rawValue)"
        act(.answer(token, .accepted))
    }

    private func registeredExtension(_ request: APIRequest) throws(APIRefusal) -> (index: Int, label: String) {
        guard let identifier = request.headers[ExtensionField.identifier], !identifier.isEmpty else {
            throw .forbidden(
                "Extension.MissingExtensionIdentifier", "Missing \(ExtensionField.identifier) header"
            )
        }
        guard Self.isUUID(identifier) else {
            throw .forbidden("Extension.InvalidExtensionIdentifier", "Invalid \(ExtensionField.identifier)")
        }
        guard let index = extensions.firstIndex(where: { $0.identifier == identifier.lowercased() }) else {
            throw .forbidden("Extension.UnknownExtensionIdentifier", "Unknown extension \(identifier)")
        }
        return (index, identifier)
    }

    /// A regular expression would be compiled on every call and take a quarter of an invocation's time.
    private static func isUUID(_ text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map(\.count) == [
            8, 4, 4, 4, 12,
        ]
            && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || UnicodeScalar($0).properties.isASCIIHexDigit }
    }
}
