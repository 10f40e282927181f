#pragma once
/// \file
/// What every record has: where it comes from, extra attributes, and a list of its fields that
/// readers, writers, hashes and schemas all share.

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <tissu/base/code.hpp>
#include <tissu/base/date.hpp>

namespace tissu {

/// The missing number.
inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Columns that the data package does not know, in file order: kept and given back.
using Attributes = std::vector<std::pair<std::string, std::string>>;

/// Who says so, and where it was read. Every record is a Fact.
struct Fact {
    std::string source;       ///< who says so; empty: the batch's source
    std::string source_kind;  ///< a concept of the scheme `source_kind`; empty: the batch's
    Attributes attributes;
    std::uint32_t file = 0;   ///< row of Batch::files; 0: no file
    std::int64_t line = 0;    ///< first line of the record in that file, from 1; 0: no file
    bool mention = false;     ///< named in passing by a file about other things: taken in if it is new, else
                              ///< it only fills what a store does not know of it
};

/// What a field is to its record.
enum class Role : unsigned char {
    optional,
    required,  ///< must have a value
    key,       ///< required, and the keys of a record together name it: a second row of the same keys
               ///< in one batch is a duplicate
    part_of_key,  ///< belongs to the key but may be empty
};

/// One column of the data package. Its type is the type of the member it is visited with:
/// Code, std::string, double (missing: NaN), PartialDate, or a list (vector of Code or string).
struct Field {
    std::string_view name;
    Role role = Role::optional;
    std::string_view refers = {};  ///< the table its codes are found in: "actors", "activities" (partnerships,
                                   ///< events or resources), …; "any" for any table; empty: no reference
    std::string_view about = {};   ///< one sentence for the schema and the documentation
};

/// A record type has `static constexpr std::string_view table` and
/// `template <class Self, class Visit> static void fields(Self& self, Visit&& visit)` which calls
/// `visit(Field, member)` once per column, in the order of the data package.
/// `source` and `source_kind` follow in every table and are not listed by `fields`.
template <class R>
concept Record = requires { R::table; } && std::is_base_of_v<Fact, R>;

}  // namespace tissu
