#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

namespace tissu {

Error::Error(Errc code, const std::string& message) : std::runtime_error(make_utf8(message)), code_(code) {}

const char* name_of(Errc code) noexcept {
    switch (code) {
        case Errc::invalid_argument: return "invalid_argument";
        case Errc::not_found: return "not_found";
        case Errc::conflict: return "conflict";
        case Errc::invalid_data: return "invalid_data";
        case Errc::unsupported: return "unsupported";
        case Errc::io: return "io";
        case Errc::cancelled: return "cancelled";
    }
    return "unknown";
}

}  // namespace tissu
