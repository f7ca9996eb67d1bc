import ArgumentParser
import Host
package import LambdaProtocol

/// Options that choose the event.
struct EventOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The event: JSON, a JSON file, or - for standard input; by default {}.", valueName: "json|file|-"))
    var event: String?

    @Option(
        help: ArgumentHelp(
            "An event as a service sends it.", valueName: "service"))
    var example: ExampleEvent?

    func validate() throws {
        guard event == nil || example == nil else {
            throw ValidationError("--example is an event too; use one or the other.")
        }
    }

    /// Whether no event is chosen.
    var isDefault: Bool { event == nil && example == nil }

    /// The event's bytes; without an option, an empty object.
    ///
    /// - Parameters:
    ///   - isRaw: whether they need not be JSON.
    ///   - canBeRaw: whether the command can send what is not JSON.
    func bytes(on host: Host, isRaw: Bool = false, canBeRaw: Bool = false) throws -> [UInt8] {
        if let example { return example.bytes }
        let input = EventInput(option: event)
        return isRaw ? try input.bytes(on: host) : try input.json(on: host, canBeRaw: canBeRaw)
    }
}

extension ExampleEvent: ExpressibleByArgument {}
