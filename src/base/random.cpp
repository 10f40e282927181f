#include <tissu/base/random.hpp>

#include <bit>

namespace tissu {
namespace {

std::uint64_t splitmix(std::uint64_t& state) noexcept {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream) noexcept {
    std::uint64_t mixed = stream;
    std::uint64_t state = seed ^ splitmix(mixed);
    for (auto& word : state_) word = splitmix(state);
}

std::uint64_t Random::next() noexcept {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

std::uint64_t Random::below(std::uint64_t bound) noexcept {
    // Draws from the incomplete last interval are thrown away, so that no number is favoured.
    const std::uint64_t reject_below = (0 - bound) % bound;
    while (true) {
        const std::uint64_t draw = next();
        if (draw >= reject_below) return draw % bound;
    }
}

double Random::uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

}  // namespace tissu
