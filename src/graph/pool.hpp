#pragma once
/// \file
/// Working memory that chunks of a parallel loop borrow and give back, so that each thread makes it once.

#include <memory>
#include <mutex>
#include <vector>

namespace tissu {

template <class Memory>
class Pool {
public:
    using Owner = std::unique_ptr<Memory>;

    /// Free memory, or what `make` makes if there is none.
    template <class Make>
    Owner borrow(const Make& make) {
        {
            const std::scoped_lock lock(mutex_);
            if (!free_.empty()) {
                Owner memory = std::move(free_.back());
                free_.pop_back();
                return memory;
            }
        }
        return std::make_unique<Memory>(make());
    }

    void give_back(Owner memory) {
        const std::scoped_lock lock(mutex_);
        free_.push_back(std::move(memory));
    }

    /// All of it, when the loop is over.
    [[nodiscard]] const std::vector<Owner>& all() const noexcept { return free_; }

private:
    std::mutex mutex_;
    std::vector<Owner> free_;
};

}  // namespace tissu
