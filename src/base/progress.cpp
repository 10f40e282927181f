#include <tissu/base/error.hpp>
#include <tissu/base/progress.hpp>

namespace tissu {

void Progress::report(double fraction) const {
    if (stopped_.load(std::memory_order_relaxed)) throw Error(Errc::cancelled, "stopped by the listener");
    if (!listener_) return;
    const std::scoped_lock lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < std::chrono::milliseconds(50)) return;
    last_ = now;
    if (listener_(fraction)) return;
    stopped_.store(true, std::memory_order_relaxed);
    throw Error(Errc::cancelled, "stopped by the listener");
}

}  // namespace tissu
