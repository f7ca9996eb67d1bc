#pragma once
#if defined(__linux__)
#include <spawn.h>
#include <sys/ptrace.h>
#include <sys/types.h>

// Declared by glibc only for programs that ask for GNU's extensions, which Swift's own module of it does not.
int unshare(int flags);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);

// Swift cannot call a function with a variable number of arguments.
static inline long ptrace_thread(int request, pid_t thread, unsigned long data) {
    return ptrace(request, thread, (void *)0, (void *)data);
}
#endif
