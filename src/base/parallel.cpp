#include <tissu/base/parallel.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace tissu {
namespace {

/// What the threads of one call share.
class Job {
public:
    using Work = std::function<void(std::size_t, std::size_t, std::size_t)>;

    Job(std::size_t n, std::size_t chunk_size, const Work& work)
        : n_(n), chunk_size_(chunk_size), chunks_(chunk_count(n, chunk_size)), work_(work) {}

    [[nodiscard]] std::size_t chunks() const noexcept { return chunks_; }

    void run() {
        while (!failed_.load(std::memory_order_relaxed)) {
            const std::size_t chunk = next_.fetch_add(1, std::memory_order_relaxed);
            if (chunk >= chunks_) return;
            try {
                work_(chunk, chunk * chunk_size_, std::min(n_, (chunk + 1) * chunk_size_));
            } catch (...) {
                const std::scoped_lock lock(mutex_);
                if (!failure_ || chunk < failed_chunk_) {
                    failure_ = std::current_exception();
                    failed_chunk_ = chunk;
                }
                failed_ = true;
            }
        }
    }

    void rethrow() const {
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    std::size_t n_;
    std::size_t chunk_size_;
    std::size_t chunks_;
    const Work& work_;
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> failed_{false};
    std::mutex mutex_;
    std::size_t failed_chunk_ = 0;
    std::exception_ptr failure_;
};

}  // namespace

void for_each_chunk(std::size_t n, std::size_t chunk_size, unsigned threads,
                    const std::function<void(std::size_t, std::size_t, std::size_t)>& work) {
    Job job(n, chunk_size, work);
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t helpers = std::min<std::size_t>(threads, job.chunks());
    {
        std::vector<std::jthread> pool;
        for (std::size_t i = 1; i < helpers; ++i) pool.emplace_back([&job] { job.run(); });
        job.run();
    }
    job.rethrow();
}

}  // namespace tissu
