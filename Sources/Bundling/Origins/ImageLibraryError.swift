package import Model

/// Libraries could not be copied from an image.
package struct ImageLibraryError: DiagnosedError, Hashable {
    /// The image.
    package var image: String
    /// The output of the container.
    package var message: String

    /// One error.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "bundle.image-unreadable", "could not copy libraries from the image '\(image)'",
                explanation: message.isEmpty ? nil : message,
                hints: ["package without bundled libraries: --bundle none"])
        ]
    }

    /// The image lacks a tool: `EX_UNAVAILABLE`.
    package var exitStatus: ExitStatus { .unavailable }
}
