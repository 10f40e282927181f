#pragma once
/// \file
/// How a long computation reports how far it is, and how it is stopped.

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>

namespace tissu {

/// Handed to everything that costs more than O(n + m).
///
/// The listener gets the fraction done, 0 to 1, at most every 50 ms; it answers `false` to stop.
/// Any thread may report: the listener is called by one at a time, and an exception it throws
/// leaves through the computation. A stopped computation throws Error{cancelled} and changes nothing.
class Progress {
public:
    using Listener = std::function<bool(double fraction)>;

    Progress() = default;
    explicit Progress(Listener listener) : listener_(std::move(listener)) {}
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// Says how far it is. Throws Error{cancelled} if the listener has asked to stop.
    /// Cheap enough for once per some thousand steps.
    void report(double fraction) const;

private:
    Listener listener_;
    mutable std::mutex mutex_;
    mutable std::chrono::steady_clock::time_point last_{};
    mutable std::atomic<bool> stopped_{false};
};

}  // namespace tissu
