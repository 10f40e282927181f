// A batch as a data package.

#include <algorithm>
#include <map>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/io/import.hpp>

#include "io/atomic_folder.hpp"
#include "io/blanks.hpp"
#include "io/cells.hpp"
#include "io/schema.hpp"

namespace tissu {
namespace io {
namespace {

// A cell as it stands in the file. Quoted also where blanks at the ends must stay.
std::string csv_cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos && trimmed(text).size() == text.size())
        return text;
    std::string quoted = "\"";
    for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + "\"";
}

void check_text(const std::string& text, std::string_view table, std::string_view column) {
    if (text.find('\0') == std::string::npos && is_utf8(text) && text.size() < (std::size_t{1} << 20)) return;
    throw Error(Errc::invalid_data,
                std::string(table) + ", column " + std::string(column) +
                    ": expected UTF-8 text of less than 1 MiB without NUL characters, found " +
                    shortened(text));
}

// The names of all attributes of a table, in an order that suits every record if there is one.
class AttributeNames {
public:
    explicit AttributeNames(std::string_view table, std::vector<std::string> columns)
        : table_(table), folded_(columns.begin(), columns.end()) {}

    void add(const Attributes& attributes) {
        std::set<std::string_view> own;
        for (std::size_t i = 0; i < attributes.size(); ++i) {
            const std::string& name = attributes[i].first;
            const auto [place, added] = followers_.try_emplace(name);
            if (added) names_.push_back(name);
            if (!own.insert(name).second || (added && !is_good(name)))
                throw Error(Errc::invalid_data, std::string(table_) +
                                                    ": expected names of attributes that are no column's and "
                                                    "have no blanks around, found " +
                                                    shortened(name));
            if (i > 0) followers_[attributes[i - 1].first].insert(name);
        }
    }

    // Kahn's algorithm; of those that may come next, the one met first. A circle is cut there too.
    [[nodiscard]] std::vector<std::string> ordered() const {
        std::map<std::string, std::size_t> before;
        for (const auto& [name, followers] : followers_)
            for (const std::string& follower : followers) ++before[follower];
        std::vector<std::string> left = names_;
        std::vector<std::string> result;
        while (!left.empty()) {
            auto next = std::find_if(left.begin(), left.end(),
                                     [&](const std::string& name) { return before[name] == 0; });
            if (next == left.end()) next = left.begin();
            for (const std::string& follower : followers_.at(*next))
                if (before[follower] > 0) --before[follower];
            result.push_back(*next);
            left.erase(next);
        }
        return result;
    }

private:
    bool is_good(const std::string& name) {
        return !name.empty() && trimmed(name).size() == name.size() && folded_.insert(folded(name)).second;
    }

    std::string_view table_;
    std::set<std::string> folded_;
    std::vector<std::string> names_;
    std::map<std::string, std::set<std::string>> followers_;
};

template <Record R>
std::vector<std::string> attribute_names(const std::vector<R>& records) {
    std::vector<std::string> columns = column_names<R>();
    columns.insert(columns.end(), {"source", "source_kind"});
    AttributeNames names(R::table, std::move(columns));
    for (const R& record : records) names.add(record.attributes);
    return names.ordered();
}

template <Record R>
class TableWriter {
public:
    TableWriter(const std::vector<R>& records, AtomicFolder::File& file)
        : records_(records), file_(file), attributes_(attribute_names(records)) {
        for (const R& record : records) {
            has_source_ = has_source_ || !record.source.empty();
            has_kind_ = has_kind_ || !record.source_kind.empty();
        }
    }

    [[nodiscard]] const std::vector<std::string>& attributes() const noexcept { return attributes_; }

    void write_header() {
        for (const std::string& name : column_names<R>()) put(name);
        if (has_source_) put("source");
        if (has_kind_) put("source_kind");
        for (const std::string& name : attributes_) put(guarded(name));
        end_line();
    }

    void write(const R& record) {
        R::fields(record, [&](const Field& field, const auto& value) {
            const std::string text = write_cell(value);
            check_text(text, R::table, field.name);
            put(text);
        });
        if (has_source_) put_text(record.source, "source");
        if (has_kind_) put_text(record.source_kind, "source_kind");
        for (const std::string& name : attributes_) {
            const auto same = [&](const auto& attribute) { return attribute.first == name; };
            const auto found = std::find_if(record.attributes.begin(), record.attributes.end(), same);
            put_text(found == record.attributes.end() ? std::string() : found->second, name);
        }
        end_line();
    }

private:
    void put_text(const std::string& text, std::string_view column) {
        check_text(text, R::table, column);
        put(guarded(text));
    }

    void put(const std::string& text) {
        if (!first_) line_.push_back(',');
        first_ = false;
        line_ += csv_cell(text);
    }

    void end_line() {
        line_.push_back('\n');
        file_.write(line_);
        line_.clear();
        first_ = true;
    }

    const std::vector<R>& records_;
    AtomicFolder::File& file_;
    std::vector<std::string> attributes_;
    bool has_source_ = false;
    bool has_kind_ = false;
    bool first_ = true;
    std::string line_;
};

void write_descriptor(const Batch& batch, const std::vector<Resource>& resources,
                      const AtomicFolder& folder) {
    auto descriptor = descriptor_of(resources);
    if (resources.empty()) descriptor["resources"] = nlohmann::ordered_json::array();
    descriptor["sources"] = nlohmann::ordered_json::array();
    if (!batch.source.empty() || !batch.source_kind.empty())
        descriptor["sources"].push_back({{"title", batch.source}, {"kind", batch.source_kind}});
    AtomicFolder::File file(folder, "datapackage.json");
    file.write(descriptor.dump(2) + "\n");
    file.close();
}

}  // namespace
}  // namespace io

void write_package(const Batch& batch, const std::filesystem::path& folder, const Progress& progress) {
    io::AtomicFolder target(folder);
    std::vector<io::Resource> resources;
    const double total = static_cast<double>(size(batch)) + 1;
    std::size_t done = 0;
    Batch::tables(batch, [&](const auto& records) {
        using R = typename std::remove_cvref_t<decltype(records)>::value_type;
        if (records.empty()) return;
        io::AtomicFolder::File file(target, std::string(R::table) + ".csv");
        io::TableWriter<R> writer(records, file);
        writer.write_header();
        for (const R& record : records) {
            writer.write(record);
            if (++done % 1024 == 0) progress.report(static_cast<double>(done) / total);
        }
        file.close();
        resources.push_back({std::string(R::table), writer.attributes()});
    });
    io::check_text(batch.source, "datapackage.json", "source");
    io::check_text(batch.source_kind, "datapackage.json", "source_kind");
    io::write_descriptor(batch, resources, target);
    progress.report(1.0);
    target.publish();
}

}  // namespace tissu
