#pragma once
/// \file
/// Work on all cores, cut into chunks that do not depend on the number of threads.

#include <cstddef>
#include <functional>

namespace tissu {

/// Calls `work(chunk, begin, end)` for each chunk of `[0, n)`, `chunk_size` items each but the last.
///
/// Chunks are taken in order by up to `threads` threads (0: all the machine has; the caller is one
/// of them). A result that is gathered per chunk and reduced in chunk order is the same at any
/// number of threads. The first exception thrown by `work` (lowest chunk seen) leaves this function
/// after all threads have stopped.
void for_each_chunk(std::size_t n, std::size_t chunk_size, unsigned threads,
                    const std::function<void(std::size_t chunk, std::size_t begin, std::size_t end)>& work);

/// The number of chunks that `for_each_chunk` makes.
[[nodiscard]] constexpr std::size_t chunk_count(std::size_t n, std::size_t chunk_size) noexcept {
    return (n + chunk_size - 1) / chunk_size;
}

}  // namespace tissu
