#pragma once
/// \file
/// Work in a child process.

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

namespace tissu::test {

/// Starts `work` in a child; its result is the exit code, 99 for an exception.
template <class Work>
pid_t start_child(Work&& work) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    int code = 99;
    try {
        code = work();
    } catch (...) {
    }
    ::_exit(code);
}

/// The exit code, or minus the signal.
inline int wait_for(pid_t child) {
    int status = 0;
    if (::waitpid(child, &status, 0) != child) return 98;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

template <class Work>
int in_child(Work&& work) {
    return wait_for(start_child(work));
}

}  // namespace tissu::test
