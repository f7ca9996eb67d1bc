#pragma once
#if defined(__linux__)
#include <spawn.h>

// Declared by glibc only for programs that ask for GNU's extensions, which Swift's own module of it does not.
int unshare(int flags);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
#endif
