import Host
import SystemPackage

/// Inspects the open descriptors of a process group through `/proc`.
struct DescriptorObserver: Sendable {
    let files: any FileSystem
    /// The names of peers that stand for others: from a relay's address to the address it relays to.
    let peerNames: [String: String]
    private let proc: FilePath

    init(files: any FileSystem, peerNames: [String: String] = [:], proc: FilePath = "/proc") {
        self.files = files
        self.peerNames = peerNames
        self.proc = proc
    }

    /// Whether this system reveals descriptors.
    var isAvailable: Bool { (try? files.status(of: proc.appending("self"), followingLinks: true)) != nil }

    /// The processes of a group that have not ended.
    func members(ofGroup group: Int32) -> [Int32] {
        guard let names = try? files.names(in: proc) else { return [] }
        return names.compactMap { name in
            // The file of a process that has ended since the directory was read is gone.
            guard let process = Int32(name), let line = try? files.read(path(process, "stat"), limit: 4_096),
                let status = ProcessStatus(line: line), status.group == group, !status.hasEnded
            else { return nil }
            return process
        }
    }

    /// The running descendants of a process.
    func children(of process: Int32) -> [Int32] {
        let tasks = path(process, "task")
        let names = (try? files.names(in: tasks)) ?? []
        let children = names.flatMap { text(tasks.appending($0).appending("children")).split(separator: " ") }
            .compactMap { Int32($0) }
        return children + children.flatMap(self.children)
    }

    /// A process's open sockets, by inode.
    func sockets(of process: Int32) -> Set<UInt64> {
        Set(
            links(of: process).compactMap { link in
                if case .socket(let inode) = link.link { inode } else { nil }
            })
    }

    /// This program's own open sockets.
    var ownSockets: Set<UInt64> {
        guard let own = try? files.destination(ofLink: proc.appending("self")), let process = Int32(own.string) else {
            return []
        }
        return sockets(of: process)
    }

    /// The descriptors of some processes, the first of which is the runtime.
    ///
    /// - Parameters:
    ///   - memory: what is known; sockets are read again only if an unknown one is open.
    ///   - isLast: whether it is the last look, which reads the state of open sockets once more.
    /// - Returns: `nil` if the runtime has no more descriptors to inspect.
    func look(at members: [Int32], memory: inout DescriptorMemory, isLast: Bool = false) -> DescriptorSnapshot? {
        var links: [(process: Int32, number: Int32, link: DescriptorLink)] = []
        for member in members { links += self.links(of: member).map { (member, $0.number, $0.link) } }
        guard let runtime = members.first, isLast || links.contains(where: { $0.process == runtime }) else {
            return nil
        }
        let hasUnknown = links.contains { link in
            if case .socket(let inode) = link.link { memory.sockets.entries[inode] == nil } else { false }
        }
        if hasUnknown { memory.sockets = socketTable(of: runtime) }
        memory.runtimeAPI = memory.runtimeAPI ?? runtimeAPI(of: runtime)

        func describeAll() -> [DescriptorSnapshot.Descriptor] {
            links.map { describe($0.link, process: $0.process, number: $0.number, memory) }
        }
        var descriptors = describeAll()
        if isLast, !hasUnknown, descriptors.contains(where: \.isOutside) {
            memory.sockets = socketTable(of: runtime)
            descriptors = describeAll()
        }
        return DescriptorSnapshot(
            descriptors: descriptors,
            handling: handling(of: runtime, links.filter { $0.process == runtime }.map(\.link)),
            processCount: members.count)
    }

    private func describe(
        _ link: DescriptorLink, process: Int32, number: Int32, _ memory: DescriptorMemory
    ) -> DescriptorSnapshot.Descriptor {
        var name: String
        var isOutside = false
        var socket: UInt64?
        switch link {
        case .pipe: name = "pipe"
        case .anonymous(let kind): name = kind
        case .file(let path): name = path
        case .socket(let inode):
            socket = inode
            guard let entry = memory.sockets.entries[inode] else {
                name = "socket"
                break
            }
            let address = entry.peer ?? entry.local
            name = address.isEmpty ? "\(entry.family.rawValue) socket" : "\(entry.family.rawValue) \(address)"
            if let real = peerNames[address] { name = "\(entry.family.rawValue) \(real)" }
            let isRuntimeAPI = memory.runtimeAPI.map { entry.peer == $0 || entry.local == $0 } ?? false
            let isOurs = isRuntimeAPI || memory.own.contains(inode) || peerNames[entry.local] != nil
            // Peers of standard streams belong to whoever started the process.
            isOutside = entry.isConnected && !isOurs && number > 2
            if isRuntimeAPI { name = "Runtime API" }
        }
        return DescriptorSnapshot.Descriptor(
            process: process, number: number, name: name, isOutside: isOutside, socket: socket)
    }

    private func links(of process: Int32) -> [(number: Int32, link: DescriptorLink)] {
        let directory = path(process, "fd")
        guard let names = try? files.names(in: directory) else { return [] }
        return names.compactMap { name in
            // The link of a descriptor that was closed since the directory was read is gone.
            guard let number = Int32(name), let link = try? files.destination(ofLink: directory.appending(name)) else {
                return nil
            }
            return (number, DescriptorLink(link.string))
        }
    }

    private func socketTable(of process: Int32) -> SocketTable {
        var table = SocketTable()
        for (name, family) in [("tcp", SocketTable.Entry.Family.tcp), ("tcp6", .tcp), ("udp", .udp), ("udp6", .udp)] {
            table.add(text(path(process, "net").appending(name)), family: family)
        }
        table.addUnix(text(path(process, "net").appending("unix")))
        return table
    }

    /// The Runtime API's address, from the process's own environment.
    private func runtimeAPI(of process: Int32) -> String? {
        let key = "AWS_LAMBDA_RUNTIME_API="
        let variables = text(path(process, "environ")).split(separator: "\0")
        return variables.first { $0.hasPrefix(key) }.map { String($0.dropFirst(key.count)) }
    }

    private func handling(of process: Int32, _ links: [DescriptorLink]) -> TerminationHandling? {
        TerminationHandling(
            status: text(path(process, "status")),
            hasSignalDescriptor: links.contains(.anonymous(kind: "signalfd")))
    }

    /// The text of a file; empty if the file or its process is gone.
    private func text(_ path: FilePath) -> String {
        (try? files.read(path, limit: 64 << 20)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private func path(_ process: Int32, _ name: String) -> FilePath {
        proc.appending(String(process)).appending(name)
    }
}
