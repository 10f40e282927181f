// The data package and its single tables.

#include <algorithm>
#include <unordered_map>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/cells.hpp"
#include "io/package_files.hpp"
#include "io/sheet.hpp"
#include "io/type_words.hpp"

namespace tissu::io {
namespace {

namespace fs = std::filesystem;

// Reads the rows of one table.
template <Record R>
class TableReader {
public:
    TableReader(Sheet& sheet, const Batch& batch) : sheet_(sheet), types_(R::table, batch) {
        R record;
        R::fields(record, [&](const Field& field, auto&) {
            columns_.push_back(must_have_value(field.role) ? sheet.require(field.name)
                                                           : sheet.find(field.name));
        });
        source_ = sheet.find("source");
        source_kind_ = sheet.find("source_kind");
        find_attributes();
    }

    void read(std::vector<R>& records) {
        while (sheet_.next()) {
            R record;
            record.file = sheet_.file();
            record.line = sheet_.line();
            std::string key;
            std::size_t index = 0;
            R::fields(record, [&](const Field& field, auto& value) {
                read_field(field, columns_[index++], value, key);
            });
            read_rest(record);
            if constexpr (requires { Code(record.id); })
                if (sheet_.rejected() && !record.id.empty()) sheet_.left_out(record.id);
            if constexpr (TypeWords::known<R>)
                if (!sheet_.rejected()) types_.look(sheet_, sheet_.find("type"), record.type);
            if (!sheet_.rejected() && is_new(std::move(key))) records.push_back(std::move(record));
        }
    }

private:
    // Columns that the table does not know are attributes.
    void find_attributes() {
        const auto known = [&](std::size_t column) {
            return column == source_ || column == source_kind_ ||
                   std::find(columns_.begin(), columns_.end(), column) != columns_.end();
        };
        std::vector<std::string> names = column_names<R>();
        for (std::size_t column = 0; column < sheet_.header().size(); ++column) {
            if (known(column)) continue;
            const std::string& name = sheet_.header()[column];
            attributes_.emplace_back(
                column, name.empty() ? "column " + std::to_string(column + 1) : std::string(unguarded(name)));
            const auto near = name.empty() ? std::vector<std::string>() : near_matches(name, names, 1);
            if (!near.empty() && sheet_.find(near.front()) == no_column)
                sheet_.note(column,
                            "expected a column of the table, found an unknown one, kept as an attribute; did "
                            "you mean " +
                                near.front() + "?");
        }
    }

    template <class T>
    void read_field(const Field& field, std::size_t column, T& value, std::string& key) {
        std::string_view text = sheet_.text(column);
        if constexpr (is_text<T>) text = unguarded(text);
        const Outcome outcome = read_cell(text, value);
        if (!outcome.error.empty()) sheet_.reject(column, outcome.error);
        else if (!outcome.note.empty()) sheet_.tally(column, outcome.note);
        if (must_have_value(field.role) && outcome.error.empty() && is_missing(value))
            sheet_.reject(column, "expected a value, found none");
        if (names_record(field.role)) key += write_cell(value) + '\n';
    }

    void read_rest(R& record) {
        record.source = unguarded(sheet_.text(source_));
        record.source_kind = unguarded(sheet_.text(source_kind_));
        for (const auto& [column, name] : attributes_) {
            const std::string_view text = unguarded(sheet_.text(column));
            if (!text.empty()) record.attributes.emplace_back(name, text);
        }
    }

    bool is_new(std::string key) {
        const auto [place, added] = keys_.try_emplace(std::move(key), sheet_.line());
        if (!added)
            sheet_.reject(columns_.front(), "expected each record once, found it again (first on line " +
                                                std::to_string(place->second) + ")");
        return added;
    }

    Sheet& sheet_;
    std::vector<std::size_t> columns_;
    std::size_t source_ = no_column;
    std::size_t source_kind_ = no_column;
    std::vector<std::pair<std::size_t, std::string>> attributes_;
    std::unordered_map<std::string, std::int64_t> keys_;
    TypeWords types_;
};

std::string name_of(char separator) {
    switch (separator) {
        case ',': return "commas";
        case ';': return "semicolons";
        case '\t': return "tabs";
        case '|': return "bars";
        default: return std::string(1, separator);
    }
}

void say_form(const Sheet& sheet, std::string_view table, Report& report) {
    const char* mark = sheet.facts().byte_order_mark ? ", with byte order mark" : "";
    report.issue(
        sheet.name(), 1, "", "",
        "read as the table " + std::string(table) + ", separated by " + name_of(sheet.separator()) + mark,
        Action::noted);
}

void read_table(const TableFile& file, Report& report, bool say) {
    Sheet sheet(file.path, file.name, file.table->name, report);
    if (sheet.header().empty()) return;
    if (say) say_form(sheet, file.table->name, report);
    Batch::tables(report.import.batch, [&](auto& records) {
        using R = typename std::remove_reference_t<decltype(records)>::value_type;
        if (R::table == file.table->name) TableReader<R>(sheet, report.import.batch).read(records);
    });
}

std::ptrdiff_t known_columns(const TableShape& table, const std::vector<std::string>& header) {
    return std::count_if(header.begin(), header.end(), [&](const std::string& column) {
        return std::find(table.columns.begin(), table.columns.end(), column) != table.columns.end();
    });
}

// The table that a header tells: all its required columns are there, at least two columns are known,
// and no other such table knows as many.
const TableShape* table_of_header(const std::vector<std::string>& header) {
    const TableShape* best = nullptr;
    std::ptrdiff_t most = 1;
    bool tie = false;
    for (const TableShape& table : table_shapes()) {
        if (!fits(table, header)) continue;
        const std::ptrdiff_t known = known_columns(table, header);
        if (known >= most) tie = known == most;
        if (known > most) best = &table;
        most = std::max(most, known);
    }
    return tie ? nullptr : best;
}

const TableShape* table_of_file(const fs::path& path) {
    const auto header = header_of(path);
    const TableShape* named = table_named(folded(path.stem().string()));
    return named != nullptr && known_columns(*named, header) > 0 ? named : table_of_header(header);
}

}  // namespace

bool is_package(const fs::path& path) {
    std::error_code failure;
    if (!fs::is_directory(path, failure)) return false;
    if (fs::exists(path / "datapackage.json", failure)) return true;
    for (const TableShape& table : table_shapes()) {
        const fs::path file = path / (std::string(table.name) + ".csv");
        if (fs::is_regular_file(file, failure) && fits(table, header_of(file))) return true;
    }
    return false;
}

bool is_csv(const fs::path& path) {
    std::error_code failure;
    return fs::is_regular_file(path, failure) && table_of_file(path) != nullptr;
}

void read_package(const fs::path& path, Report& report) {
    if (!fs::is_directory(path)) return read_csv(path, report);
    const auto files = package_files(path, report);
    // An empty store is written as a descriptor alone, and is read again as nothing.
    if (files.empty() && !fs::exists(path / "datapackage.json"))
        throw Error(
            Errc::invalid_data,
            "expected a file named after a table, such as actors.csv, found none in " + path.string());
    std::error_code failure;
    for (const TableFile& file : files) report.expect(fs::file_size(file.path, failure));
    for (const TableFile& file : files) read_table(file, report, false);
    if (!report.source_is_given())
        report.published_by(
            path.has_filename() ? path.filename().string() : path.parent_path().filename().string(), "");
}

void read_csv(const fs::path& path, Report& report) {
    if (!fs::is_regular_file(path))
        throw Error(Errc::unsupported, "expected a file, found a folder: " + path.string());
    const TableShape* table = table_of_file(path);
    if (table == nullptr) table = table_named(folded(path.stem().string()));
    if (table == nullptr)
        throw Error(Errc::invalid_data, path.filename().string() +
                                            ", line 1: expected the columns of one table of the data "
                                            "package, found those of none or of several; "
                                            "name the file after its table");
    const std::string name = path.filename().string();
    std::error_code failure;
    report.expect(fs::file_size(path, failure));
    read_table({table, path, name}, report, true);
    report.published_by(name, "");
}

}  // namespace tissu::io
