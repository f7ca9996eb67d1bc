import Host
import Model
import SystemPackage

/// An object file with functions that Swift's libraries of a newer system call, and that the C library of an older one lacks.
struct CompatibilityObject {
    let triple: String
    let toolchain: Toolchain
    let host: Host

    /// Weak and hidden, so that the C library's and the function's own definitions count.
    static let source = """
        #define FALLBACK __attribute__((weak, visibility("hidden")))
        typedef __SIZE_TYPE__ size;
        extern size strlen(const char *);
        extern void *memcpy(void *, const void *, size);
        extern long strtol(const char *, char **, int);
        extern unsigned long strtoul(const char *, char **, int);
        extern long long strtoll(const char *, char **, int);
        extern unsigned long long strtoull(const char *, char **, int);
        extern int vsscanf(const char *, const char *, __builtin_va_list);
        extern void abort(void) __attribute__((noreturn));

        FALLBACK long __isoc23_strtol(const char *text, char **end, int base) { return strtol(text, end, base); }
        FALLBACK unsigned long __isoc23_strtoul(const char *text, char **end, int base) { return strtoul(text, end, base); }
        FALLBACK long long __isoc23_strtoll(const char *text, char **end, int base) { return strtoll(text, end, base); }
        FALLBACK unsigned long long __isoc23_strtoull(const char *text, char **end, int base) {
            return strtoull(text, end, base);
        }
        FALLBACK int __isoc23_sscanf(const char *text, const char *format, ...) {
            __builtin_va_list arguments;
            __builtin_va_start(arguments, format);
            int count = vsscanf(text, format, arguments);
            __builtin_va_end(arguments);
            return count;
        }
        FALLBACK size strlcpy(char *to, const char *from, size room) {
            size length = strlen(from);
            if (room) {
                size count = length < room ? length : room - 1;
                memcpy(to, from, count);
                to[count] = 0;
            }
            return length;
        }
        FALLBACK size strlcat(char *to, const char *from, size room) {
            size used = 0;
            while (used < room && to[used]) used++;
            return used + (used < room ? strlcpy(to + used, from, room - used) : strlen(from));
        }
        FALLBACK void failedAssertion(void) __asm__("_ZSt21__glibcxx_assert_failPKciS0_S0_");
        FALLBACK void failedAssertion(void) { abort(); }
        FALLBACK void badArrayLength(void) __asm__("_ZSt28__throw_bad_array_new_lengthv");
        FALLBACK void badArrayLength(void) { abort(); }

        """

    /// Compiles it with this machine's clang.
    ///
    /// - Throws: `SDKMakeError.compatibility`.
    func make(at object: FilePath) async throws {
        let source = object.removingLastComponent().appending("compatibility.c")
        try host.files.write(Array(Self.source.utf8), to: source, permissions: .readableByAll)
        let command = Command(
            toolchain.programsDirectory.appending("clang").string,
            [
                "--target=\(triple)", "-std=c11", "-O2", "-fPIC", "-ffreestanding", "-ffunction-sections", "-c",
                source.string,
                "-o", object.string,
            ], environment: ["LC_ALL": "C"])
        let result = try await host.processes.collect(command, limit: 1 << 20)
        guard result.end.isSuccess else {
            throw SDKMakeError.compatibility(message: String(decoding: result.error, as: UTF8.self))
        }
    }
}
