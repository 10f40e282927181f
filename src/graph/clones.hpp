#pragma once
/// \file
/// Kernels on bits and whole numbers are compiled once more for processors with wide vectors and chosen when the
/// program starts. The results are the same.

#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define TISSU_CLONES __attribute__((target_clones("arch=icelake-server", "arch=haswell", "default")))
#else
#define TISSU_CLONES
#endif
