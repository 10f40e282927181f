#pragma once
/// \file
/// Which record a code names, in the store or in the batch that is being applied.

#include <array>
#include <optional>
#include <unordered_map>

#include <store/rows.hpp>

namespace tissu::sql {

/// A record that a code names.
struct Named {
    std::int64_t id = 0;        ///< 0: no such record
    std::string_view activity;  ///< "partnership", "event" or "resource"; empty for records of other tables
    bool is_new = false;        ///< of the batch, and not in the store before
    bool merged = false;        ///< the code is that of an actor that was merged into this one
};

/// Looks each code up once in the store and remembers the answer.
class Directory {
public:
    explicit Directory(const Connection& connection);

    [[nodiscard]] const Named& find(Target target, const std::string& code);

    /// The record that a reference means: of the right table and, for activities, of the right kind.
    [[nodiscard]] Reference resolve(const Field& field, const Code& code);

    /// Gives a new record its id. The table of the data package says its kind.
    const Named& add(std::string_view table, const std::string& code);

    /// Takes back what `add` gave, with the reason for messages.
    void reject(std::string_view table, const std::string& code, std::string reason);

    /// Why a code of the batch is not there; empty if the batch does not have it.
    [[nodiscard]] const std::string& reason(Target target, const std::string& code) const;

    /// True if the record is older than the batch.
    [[nodiscard]] bool in_store(Target target, std::int64_t id) const;

    [[nodiscard]] std::string code_of(Target target, std::int64_t id);

private:
    struct Names {
        std::unordered_map<std::string, Named> of;
        std::unordered_map<std::int64_t, std::string> new_code;
        std::unordered_map<std::string, std::string> rejected;
        Statement find;
        Statement code;
        std::int64_t last_in_store = 0;
        std::int64_t last = 0;
    };

    [[nodiscard]] Names& names(Target target) { return names_[static_cast<std::size_t>(target)]; }
    [[nodiscard]] const Names& names(Target target) const { return names_[static_cast<std::size_t>(target)]; }

    std::array<Names, target_count> names_;
};

}  // namespace tissu::sql
