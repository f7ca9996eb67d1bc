#include "CMisbehaving.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int wait_milliseconds;
static int open_descriptor;
static int exit_status;

static void install(void (*handler)(int)) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigaction(SIGTERM, &action, NULL);
}

static void end(int signal) {
    (void)signal;
    struct timespec rest = {wait_milliseconds / 1000, wait_milliseconds % 1000 * 1000000L};
    while (nanosleep(&rest, &rest) != 0) {
    }
    if (open_descriptor >= 0) {
        close(open_descriptor);
        // Too short for anybody who only looks now and then.
        struct timespec moment = {0, 1000000};
        nanosleep(&moment, NULL);
    }
    _exit(exit_status);
}

static void trap(int signal) {
    (void)signal;
    __builtin_trap();
}

void handle_termination(int milliseconds, int descriptor, int status) {
    wait_milliseconds = milliseconds;
    open_descriptor = descriptor;
    exit_status = status;
    install(end);
}

void trap_at_termination(void) { install(trap); }

void ignore_termination(void) { install(SIG_IGN); }

void fork_sleeper(void) {
    if (fork() == 0) {
        ignore_termination();
        sleep(600);
        _exit(0);
    }
}

int connect_to(const char *address, int port) {
    struct sockaddr_in peer;
    memset(&peer, 0, sizeof peer);
    peer.sin_family = AF_INET;
    peer.sin_port = htons((unsigned short)port);
    if (inet_pton(AF_INET, address, &peer.sin_addr) != 1) return -1;
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (descriptor >= 0 && connect(descriptor, (struct sockaddr *)&peer, sizeof peer) != 0) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

void write_lines_at_once(void) { setvbuf(stdout, NULL, _IOLBF, 0); }
