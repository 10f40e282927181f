#include <store/read.hpp>

#include <algorithm>
#include <array>
#include <unordered_map>

#include <store/rows.hpp>

namespace tissu::sql {

namespace {

constexpr std::size_t rows_between_reports = 4096;

/// The codes of one table by id.
class Codes {
public:
    explicit Codes(Statement statement) {
        while (statement.step()) {
            ids_.push_back(statement.integer(0));
            codes_.push_back(stored_code(statement.text(1)));
        }
    }

    [[nodiscard]] const Code& of(std::int64_t id) const {
        const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
        if (found == ids_.end() || *found != id)
            throw Error(Errc::io, "the store is damaged: expected a record " + std::to_string(id) + ", found none");
        return codes_[static_cast<std::size_t>(found - ids_.begin())];
    }

private:
    std::vector<std::int64_t> ids_;
    std::vector<Code> codes_;
};

class BatchReader {
public:
    BatchReader(const Connection& connection, const Progress& progress)
        : connection_(connection), progress_(progress),
          codes_{Codes(Statement(connection, "SELECT id, code FROM territory ORDER BY id")),
                 Codes(Statement(connection, "SELECT id, code FROM theme ORDER BY id")),
                 Codes(Statement(connection, "SELECT id, code FROM actor ORDER BY id")),
                 Codes(Statement(connection, "SELECT id, code FROM activity ORDER BY id")),
                 Codes(Statement(connection, "SELECT id, code FROM need ORDER BY id"))} {}

    Batch read() {
        read_sources();
        read_files();
        Batch::tables(batch_, [this](auto& records) { read_table(records); });
        return std::move(batch_);
    }

private:
    void read_sources() {
        Statement statement(connection_, "SELECT id, name, kind FROM source");
        while (statement.step())
            sources_[statement.integer(0)] = {std::string(statement.text(1)), std::string(statement.text(2))};
    }

    /// Files of one name, read in several batches, become one.
    void read_files() {
        std::unordered_map<std::string, std::uint32_t> row_of{{"", 0}};
        Statement statement(connection_, "SELECT id, name FROM file ORDER BY id");
        while (statement.step()) {
            const auto [found, is_new] =
                row_of.emplace(statement.text(1), static_cast<std::uint32_t>(batch_.files.size()));
            if (is_new) batch_.files.push_back(found->first);
            files_[statement.integer(0)] = found->second;
        }
    }

    template <Record R>
    void read_table(std::vector<R>& records) {
        Statement statement(connection_, table_sql<R>.all);
        std::vector<std::int64_t> ids;
        const auto code_of = [this](Target target, std::int64_t id) -> const Code& {
            return codes_[static_cast<std::size_t>(target)].of(id);
        };
        Row row(static_cast<std::size_t>(statement.columns() - 1));
        while (statement.step()) {
            for (std::size_t i = 0; i < row.size(); ++i) row[i] = statement.cell(static_cast<int>(i));
            records.push_back(decode<R>(row, code_of));
            set_fact(records.back(), row);
            ids.push_back(statement.integer(static_cast<int>(row.size())));
            if (++done_ % rows_between_reports == 0)  // the number of rows is not known: half of what is left
                progress_.report(1.0 - 1.0 / (1.0 + static_cast<double>(done_) / 100'000.0));
        }
        read_lists(records, ids);
    }

    void set_fact(Fact& fact, const Row& row) {
        const std::size_t at = row.size() - fact_cells + 1;
        if (const auto* source = std::get_if<std::int64_t>(&row[at])) {
            fact.source = sources_[*source].first;
            fact.source_kind = sources_[*source].second;
        }
        if (const auto* file = std::get_if<std::int64_t>(&row[at + 1])) fact.file = files_[*file];
        if (const auto* line = std::get_if<std::int64_t>(&row[at + 2])) fact.line = *line;
    }

    template <Record R>
    void read_lists(std::vector<R>& records, const std::vector<std::int64_t>& ids) {
        const R sample;
        R::fields(sample, [&](const Field& field, const auto& value) {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::vector<Code>>) {
                if (!field.refers.empty()) read_list(records, ids, field);
            }
        });
    }

    template <Record R>
    void read_list(std::vector<R>& records, const std::vector<std::int64_t>& ids, const Field& field) {
        const Codes& codes = codes_[static_cast<std::size_t>(target_of(field.refers))];
        Statement statement(connection_, list_sql<R>(field.name).all);
        std::size_t row = 0;
        while (statement.step()) {
            const std::int64_t owner = statement.integer(0);
            while (row < ids.size() && ids[row] < owner) ++row;
            if (row == ids.size()) return;
            if (ids[row] == owner)  // if not, it is an activity of another kind
                append(records[row], field.name, codes.of(statement.integer(1)));
        }
    }

    template <Record R>
    static void append(R& record, std::string_view list, const Code& code) {
        R::fields(record, [&](const Field& field, auto& value) {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::vector<Code>>) {
                if (field.name == list) value.push_back(code);
            }
        });
    }

    const Connection& connection_;
    const Progress& progress_;
    std::array<Codes, target_count> codes_;
    std::unordered_map<std::int64_t, std::pair<std::string, std::string>> sources_;
    std::unordered_map<std::int64_t, std::uint32_t> files_;
    Batch batch_;
    std::size_t done_ = 0;
};

}  // namespace

Batch read_batch(const Connection& connection, const Progress& progress) {
    return BatchReader(connection, progress).read();
}

}  // namespace tissu::sql
