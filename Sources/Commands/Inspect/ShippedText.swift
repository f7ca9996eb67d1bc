import Console
import Packaging

/// The documents beside an archive, a line each.
enum ShippedText {
    static func line(_ bill: ShippedBill) -> String {
        let title = "SBOM: "
        if bill.matchesArchive == false { return title + "of another archive" }
        let packages = bill.components.filter { $0.type == "library" }
        let system = packages.count { package in
            ["pkg:deb/", "pkg:rpm/"].contains { package.purl?.hasPrefix($0) == true }
        }
        let files = bill.components.count { $0.type == "file" }
        return title
            + [
                counted(packages.count - system, "package", plural: "packages"),
                counted(system, "system package", plural: "system packages"),
                counted(files, "file", plural: "files"),
            ].joined(separator: ", ")
    }

    static func line(_ provenance: ShippedProvenance) -> String {
        let title = "Provenance: "
        guard provenance.matchesArchive else { return title + "of another archive" }
        var parts: [String] = []
        if let git = provenance.git {
            let place = provenance.source.map { " of \(printable($0))" } ?? ""
            parts.append("commit \(printable(git.commit))\(place)\(git.isDirty ? ", with changes" : "")")
        } else {
            parts.append("no commit")
        }
        parts.append(printable(provenance.compiler))
        if let image = provenance.image { parts.append("in \(printable(image))") }
        if let sdk = provenance.swiftSDK { parts.append("with \(printable(sdk))") }
        switch provenance.isReproduced {
        case true: parts.append("built twice with the same bytes")
        case false: parts.append("built twice with different bytes")
        case nil: break
        }
        return title + parts.joined(separator: "; ")
    }
}
