import LambdaProtocol
import LocalEnvironment

/// Sends answers that a page of an allowed origin can read.
struct SharingResponder: FrontDoorResponder {
    let base: any FrontDoorResponder
    let sharing: CrossOriginSharing

    var flow: DeliveryFlow { base.flow }
    func send(_ response: APIResponse) { base.send(sharing.allowing(response)) }
    func begin(_ head: APIResponse) { base.begin(sharing.allowing(head)) }
    func part(_ bytes: [UInt8]) { base.part(bytes) }
    func end() { base.end() }
    func abort() { base.abort() }
}
