#pragma once
#if defined(__linux__)
#include <errno.h>
#include <linux/capability.h>
#include <spawn.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

// Declared by glibc only for programs that ask for GNU's extensions, which Swift's own module of it does not.
int unshare(int flags);
int pipe2(int ends[2], int flags);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
long syscall(long number, ...);

// What follows are calls that Swift cannot make: it imports no variadic functions, and has no fork(2).

/// fork(2), for a process that has one thread.
static inline pid_t clinux_fork(void) { return fork(); }

/// close_range(2) from a descriptor to the last; since Linux 5.9, and without a name in older C libraries.
static inline int clinux_close_from(unsigned int first) {
    // The number is the same on all architectures (include/uapi/asm-generic/unistd.h).
    return (int)syscall(436, first, ~0U, 0U);
}

/// Has the kernel send a signal to this process when the thread that made it ends.
static inline int clinux_set_parent_death_signal(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }

/// Makes this process the parent of whatever its descendants leave behind.
static inline int clinux_become_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

/// Whether a child has ended, which stays to be waited for; its status then is as waitpid(2) gives it.
static inline int clinux_has_ended(pid_t child, int *status) {
    siginfo_t information;
    memset(&information, 0, sizeof information);
    if (waitid(P_PID, (id_t)child, &information, WEXITED | WNOHANG | WNOWAIT) != 0 || information.si_pid == 0) return 0;
    *status = information.si_code == CLD_EXITED ? (information.si_status & 0xFF) << 8
        : information.si_status | (information.si_code == CLD_DUMPED ? 0x80 : 0);
    return 1;
}

/// Waits for the children that have ended, as far as the first one comes that is to be left.
static inline void clinux_reap_others(pid_t left) {
    while (1) {
        siginfo_t information;
        memset(&information, 0, sizeof information);
        if (waitid(P_ALL, 0, &information, WEXITED | WNOHANG | WNOWAIT) != 0) return;
        if (information.si_pid == 0 || information.si_pid == left) return;
        if (waitpid(information.si_pid, 0, WNOHANG) < 0) return;
    }
}

/// Gives up every capability, for good and for whatever the process starts.
static inline int clinux_drop_capabilities(void) {
    // Since Linux 3.5: no program that is executed from now on gets more than this process has.
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    // What may not be taken from the bounding set cannot be regained either, for the reason above.
    for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++)
        (void)prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    // 47 and 4 are PR_CAP_AMBIENT and PR_CAP_AMBIENT_CLEAR_ALL; a kernel without them has no ambient set.
    if (prctl(47, 4, 0, 0, 0) != 0 && errno != EINVAL) return -1;
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3];
    memset(none, 0, sizeof none);
    return (int)syscall(SYS_capset, &header, none);
}

/// ptrace(2) of one thread, for the requests that take no address.
static inline long ptrace_thread(int request, pid_t thread, unsigned long data) {
    return ptrace(request, thread, (void *)0, (void *)data);
}
#endif
