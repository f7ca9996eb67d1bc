import Host
import Model
import Project
import SystemPackage

extension ReleaseProject {
    /// The events that new versions have to answer, by function.
    ///
    /// A function whose file does not exist gets no event.
    func smokeEvents(of names: [String], on host: Host) throws -> [String: [UInt8]] {
        var events: [String: [UInt8]] = [:]
        for name in names {
            guard let path = project.deploy.smokeEvent(of: name) else { continue }
            let file = settings.workspace.package.pushing(FilePath(path))
            guard try host.files.status(of: file, followingLinks: true) != nil else { continue }
            events[name] = try host.files.read(file, limit: 8 << 20)
        }
        return events
    }
}
