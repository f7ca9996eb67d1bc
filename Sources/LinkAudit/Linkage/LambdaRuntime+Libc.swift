import Model

extension LambdaRuntime {
    /// Whether a library is a part of the C library, whose parts must all come from one build.
    package static func isPartOfLibc(_ name: String) -> Bool {
        name.hasPrefix("ld-linux")
            || [
                "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2",
                "libutil.so.1",
            ].contains(name)
    }
}
