/// The descriptors that a supervisor is started with, beside the standard streams.
package enum SupervisorDescriptor {
    /// Why the program was not started; closes when the program begins.
    package static let failure: Int32 = 3
    /// Where the reports go; nobody else has it, so that its end is the supervisor's own.
    package static let reports: Int32 = 4
    /// Open for as long as the program may live; when it closes, the supervisor ends the program with all that it
    /// started, and then itself.
    package static let lifeline: Int32 = 5
}
