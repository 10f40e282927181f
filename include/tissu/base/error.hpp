#pragma once
/// \file
/// The one exception of the library: what a caller can do about it, and where it happened.

#include <stdexcept>
#include <string>

namespace tissu {

/// One value per *reaction* of the caller, not per cause.
enum class Errc {
    invalid_argument,  ///< the call is wrong: mend the program
    not_found,         ///< no such record, column or file: look for another name
    conflict,          ///< two facts exclude each other, or somebody else holds the store: decide or wait
    invalid_data,      ///< the input breaks a rule: mend the file
    unsupported,       ///< right, but not offered here: use another format or a newer version
    io,                ///< the system failed: disk, permission, damaged file
    cancelled,         ///< a listener asked to stop: nothing was changed
};

/// Thrown when a function cannot do what its name says.
///
/// The message says what was expected, what was found and where. Invalid UTF-8 in
/// a message is replaced, so that every language binding can show it.
class Error : public std::runtime_error {
public:
    Error(Errc code, const std::string& message);

    [[nodiscard]] Errc code() const noexcept { return code_; }

private:
    Errc code_;
};

/// The name of a code, as in the enumeration: "not_found".
[[nodiscard]] const char* name_of(Errc code) noexcept;

}  // namespace tissu
