#pragma once

/// Handles SIGTERM: waits so many milliseconds, closes a descriptor if it is not negative, and exits with a status.
void handle_termination(int milliseconds, int descriptor, int status);

/// Traps when SIGTERM comes.
void trap_at_termination(void);

/// Ignores SIGTERM.
void ignore_termination(void);

/// Starts a child that ignores SIGTERM and sleeps for ten minutes.
void fork_sleeper(void);

/// Connects to a port of this machine, and gives the descriptor or -1.
int connect_to(const char *_Nonnull address, int port);

/// Lets each line of standard output go out when it is whole.
void write_lines_at_once(void);
