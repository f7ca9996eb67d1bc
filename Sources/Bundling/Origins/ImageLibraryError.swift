package import Model

/// Libraries could not be copied out of an image.
package struct ImageLibraryError: DiagnosedError, Hashable {
    /// The image.
    package var image: String
    /// What was said in the container.
    package var message: String

    /// One error.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "bundle.image-unreadable", "the libraries of the image '\(image)' could not be copied",
                explanation: message.isEmpty ? nil : message,
                hints: ["package without them: --bundle none"])
        ]
    }

    /// The image lacks a tool: `EX_UNAVAILABLE`.
    package var exitStatus: ExitStatus { .unavailable }
}
