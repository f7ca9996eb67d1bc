import CMisbehaving
import Glibc

// A function that behaves as its environment variables say, mostly badly.

func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

func number(_ name: String) -> Int? {
    variable(name).flatMap { Int($0) }
}

/// Connects to what a variable names as `address:port`, as a function connects to its database.
func connection(_ name: String) -> Int32 {
    guard let target = variable(name).flatMap({ RuntimeAPI($0) }) else { return -1 }
    return connect_to(target.address, Int32(target.port))
}

write_lines_at_once()
guard let api = variable("AWS_LAMBDA_RUNTIME_API").flatMap({ RuntimeAPI($0) }) else { exit(70) }

let database = connection("DATABASE")
let behaviour = variable("BEHAVIOUR") ?? ""
switch behaviour {
case "trap-in-init":
    let empty: [Int] = Array(CommandLine.arguments.dropFirst(1_000).map { $0.count })
    print(empty[0])
case "exit-in-init": exit(7)
case "never-next": sleep(600)
case "ignore": ignore_termination()
case "trap-in-shutdown": trap_at_termination()
case "fork": fork_sleeper()
case "internal": api.registerInternalExtension()
default: break
}
if let milliseconds = number("SHUTDOWN_MS") {
    handle_termination(
        Int32(milliseconds), variable("CLOSES") == nil ? -1 : database, Int32(number("SHUTDOWN_STATUS") ?? 0))
}

while let request = api.next() {
    switch behaviour {
    case "trap-in-handler":
        let empty: [Int] = Array(CommandLine.arguments.dropFirst(1_000).map { $0.count })
        print(empty[0])
    case "exit-in-handler": exit(7)
    case "hang": sleep(600)
    case "flood":
        let line = String(repeating: "x", count: 1_023)
        for _ in 0..<10_240 { print(line) }
    case "leak": _ = connection("LEAK")
    default: break
    }
    if database >= 0 {
        var byte: UInt8 = 1
        let sent = send(database, &byte, 1, Int32(MSG_NOSIGNAL))
        let received = recv(database, &byte, 1, 0)
        print("database:", sent == 1 && received == 1 ? "answers" : "gone")
    }
    api.respond(request, "\"" + String(repeating: "a", count: max(0, (number("ANSWER_BYTES") ?? 2) - 2)) + "\"")
}
