// Functions that newer C and C++ libraries have and older ones lack. A program that was compiled for the newer ones
// gets those that it calls from here. Each is compiled if DEFINE_<name> is defined, needs no header, and calls only
// what every runtime of Lambda has.
//
// They are weak, so that a definition of the program's own is used instead, and hidden, so that shared libraries keep
// theirs. MARK adds a symbol that shows in the linked file that the function is there.

typedef __SIZE_TYPE__ size_t;
typedef __WCHAR_TYPE__ wchar_t;
typedef __INTMAX_TYPE__ intmax_t;
typedef __UINTMAX_TYPE__ uintmax_t;
typedef __builtin_va_list va_list;

#define WEAK __attribute__((weak, visibility("hidden")))
#define MARK(type, name, ...)                                                  \
  static type mark_##name(__VA_ARGS__) __asm__("swiftlambda.definition:" #name) \
      __attribute__((alias(#name), used));

// C23's functions read "0b" as the prefix of a binary number where the base is 0 or 2; the older ones do not.
#define FORWARD_CONVERSION(result, character, name)                            \
  result name(const character *, character **, int);                          \
  WEAK result __isoc23_##name(const character *text, character **end, int base) { \
    return name(text, end, base);                                              \
  }                                                                            \
  MARK(result, __isoc23_##name, const character *, character **, int)

#ifdef DEFINE___isoc23_strtol
FORWARD_CONVERSION(long, char, strtol)
#endif
#ifdef DEFINE___isoc23_strtoul
FORWARD_CONVERSION(unsigned long, char, strtoul)
#endif
#ifdef DEFINE___isoc23_strtoll
FORWARD_CONVERSION(long long, char, strtoll)
#endif
#ifdef DEFINE___isoc23_strtoull
FORWARD_CONVERSION(unsigned long long, char, strtoull)
#endif
#ifdef DEFINE___isoc23_strtoimax
FORWARD_CONVERSION(intmax_t, char, strtoimax)
#endif
#ifdef DEFINE___isoc23_strtoumax
FORWARD_CONVERSION(uintmax_t, char, strtoumax)
#endif
#ifdef DEFINE___isoc23_wcstol
FORWARD_CONVERSION(long, wchar_t, wcstol)
#endif
#ifdef DEFINE___isoc23_wcstoul
FORWARD_CONVERSION(unsigned long, wchar_t, wcstoul)
#endif
#ifdef DEFINE___isoc23_wcstoll
FORWARD_CONVERSION(long long, wchar_t, wcstoll)
#endif
#ifdef DEFINE___isoc23_wcstoull
FORWARD_CONVERSION(unsigned long long, wchar_t, wcstoull)
#endif

int __isoc99_vsscanf(const char *, const char *, va_list);
int __isoc99_vfscanf(void *, const char *, va_list);

#ifdef DEFINE___isoc23_vsscanf
WEAK int __isoc23_vsscanf(const char *text, const char *format, va_list arguments) {
  return __isoc99_vsscanf(text, format, arguments);
}
MARK(int, __isoc23_vsscanf, const char *, const char *, va_list)
#endif
#ifdef DEFINE___isoc23_vfscanf
WEAK int __isoc23_vfscanf(void *stream, const char *format, va_list arguments) {
  return __isoc99_vfscanf(stream, format, arguments);
}
MARK(int, __isoc23_vfscanf, void *, const char *, va_list)
#endif
#ifdef DEFINE___isoc23_sscanf
WEAK int __isoc23_sscanf(const char *text, const char *format, ...) {
  va_list arguments;
  __builtin_va_start(arguments, format);
  int count = __isoc99_vsscanf(text, format, arguments);
  __builtin_va_end(arguments);
  return count;
}
MARK(int, __isoc23_sscanf, const char *, const char *, ...)
#endif
#ifdef DEFINE___isoc23_fscanf
WEAK int __isoc23_fscanf(void *stream, const char *format, ...) {
  va_list arguments;
  __builtin_va_start(arguments, format);
  int count = __isoc99_vfscanf(stream, format, arguments);
  __builtin_va_end(arguments);
  return count;
}
MARK(int, __isoc23_fscanf, void *, const char *, ...)
#endif

size_t strlen(const char *);
size_t strnlen(const char *, size_t);
void *memcpy(void *, const void *, size_t);
void abort(void) __attribute__((noreturn));

#ifdef DEFINE_strlcpy
WEAK size_t strlcpy(char *target, const char *source, size_t size) {
  size_t length = strlen(source);
  if (size > 0) {
    size_t count = length < size ? length : size - 1;
    memcpy(target, source, count);
    target[count] = 0;
  }
  return length;
}
MARK(size_t, strlcpy, char *, const char *, size_t)
#endif

#ifdef DEFINE_strlcat
WEAK size_t strlcat(char *target, const char *source, size_t size) {
  size_t start = strnlen(target, size);
  size_t length = strlen(source);
  if (start < size) {
    size_t room = size - start - 1;
    size_t count = length < room ? length : room;
    memcpy(target + start, source, count);
    target[start + count] = 0;
  }
  return start + length;
}
MARK(size_t, strlcat, char *, const char *, size_t)
#endif

#ifdef DEFINE_arc4random_buf
long getrandom(void *, size_t, unsigned);
int *__errno_location(void);

WEAK void arc4random_buf(void *buffer, size_t size) {
  char *rest = buffer;
  while (size > 0) {
    long count = getrandom(rest, size, 0);
    if (count < 0) {
      // EINTR, the only error of a valid call.
      if (*__errno_location() == 4) continue;
      abort();
    }
    rest += count;
    size -= (size_t)count;
  }
}
MARK(void, arc4random_buf, void *, size_t)
#endif

int dprintf(int, const char *, ...);

// std::__glibcxx_assert_fail(file, line, function, condition)
#ifdef DEFINE__ZSt21__glibcxx_assert_failPKciS0_S0_
WEAK __attribute__((noreturn)) void _ZSt21__glibcxx_assert_failPKciS0_S0_(
    const char *file, int line, const char *function, const char *condition) {
  if (file && function && condition)
    dprintf(2, "%s:%d: %s: Assertion '%s' failed.\n", file, line, function, condition);
  abort();
}
MARK(void, _ZSt21__glibcxx_assert_failPKciS0_S0_, const char *, int, const char *, const char *)
#endif

// std::__throw_bad_array_new_length(): throws std::bad_alloc, its superclass, instead.
#ifdef DEFINE__ZSt28__throw_bad_array_new_lengthv
void _ZSt17__throw_bad_allocv(void) __attribute__((noreturn));

WEAK __attribute__((noreturn)) void _ZSt28__throw_bad_array_new_lengthv(void) {
  _ZSt17__throw_bad_allocv();
}
MARK(void, _ZSt28__throw_bad_array_new_lengthv, void)
#endif
