import LibC

/// A UTF-8 locale for one thread and a short time.
///
/// libarchive marks a name as UTF-8 only if that is the character set of the thread's locale.
final class UnicodeLocale {
    private let locale: locale_t

    /// Finds one, or `nil` if the system has none.
    init?() {
        let names = ["C.UTF-8", "en_US.UTF-8", "UTF-8"]
        for name in names {
            if let locale = newlocale(LC_CTYPE_MASK, name, nil) {
                self.locale = locale
                return
            }
        }
        return nil
    }

    deinit {
        freelocale(locale)
    }

    /// Runs a body with this thread in the locale.
    func run<Result>(_ body: () -> Result) -> Result {
        let former = uselocale(locale)
        defer { uselocale(former) }
        return body()
    }
}
