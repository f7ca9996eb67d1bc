/// The descriptors of a supervisor, in addition to the standard streams.
package enum SupervisorDescriptor {
    /// Why the program was not started; closes when the program starts.
    package static let failure: Int32 = 3
    /// The channel for reports; nobody else has it, so that its end means the supervisor's end.
    package static let reports: Int32 = 4
    /// Open while the program may run; when it closes, the supervisor ends the program, everything that it
    /// started, and itself.
    package static let lifeline: Int32 = 5
}
