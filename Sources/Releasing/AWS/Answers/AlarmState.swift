/// What CloudWatch says about an alarm.
struct AlarmState: Sendable, Hashable {
    /// CloudWatch's words for states.
    enum Value: String, Sendable, Hashable {
        case ok = "OK"
        case alarm = "ALARM"
        case insufficientData = "INSUFFICIENT_DATA"
    }

    /// The alarm's name.
    var name: String
    /// Its state.
    var value: Value
    /// Why it is in this state.
    var reason: String
}
