/// The names of header fields in the Extensions API.
enum ExtensionField {
    static let name = "Lambda-Extension-Name"
    static let identifier = "Lambda-Extension-Identifier"
    static let eventIdentifier = "Lambda-Extension-Event-Identifier"
    static let errorType = "Lambda-Extension-Function-Error-Type"
    static let acceptFeature = "Lambda-Extension-Accept-Feature"
}
