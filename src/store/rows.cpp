#include <store/rows.hpp>

#include <algorithm>

namespace tissu::sql {

namespace {

/// Values that are given replace those of the same name; new names come last.
Cell merged_attributes(const Cell& old, const Cell& given) {
    Attributes attributes = json_text::read_attributes(text_of(old));
    for (auto& [name, value] : json_text::read_attributes(text_of(given))) {
        const auto found = std::find_if(attributes.begin(), attributes.end(),
                                        [&name = name](const auto& attribute) { return attribute.first == name; });
        if (found == attributes.end()) {
            attributes.emplace_back(std::move(name), std::move(value));
        } else if (!value.empty()) {
            found->second = std::move(value);
        }
    }
    return cell_of(attributes);
}

}  // namespace

std::optional<Row> merged(const Row& old, const Row& given) {
    Row row = old;
    const std::size_t attributes = old.size() - fact_cells;
    for (std::size_t i = 0; i < attributes; ++i)
        if (given[i].index() != 0) row[i] = given[i];
    if (given[attributes].index() != 0) row[attributes] = merged_attributes(old[attributes], given[attributes]);
    const std::size_t source = attributes + 1;
    if (given[source].index() != 0) row[source] = given[source];
    if (row == old) return std::nullopt;
    std::copy(given.begin() + static_cast<std::ptrdiff_t>(source + 1), given.end(),
              row.begin() + static_cast<std::ptrdiff_t>(source + 1));
    return row;
}

Row gaps_only(const Row& old, Row given) {
    const std::size_t source = old.size() - fact_cells + 1;
    for (std::size_t i = 0; i < source; ++i)
        if (old[i].index() != 0) given[i] = Cell();
    given[source] = Cell();
    return given;
}

}  // namespace tissu::sql
