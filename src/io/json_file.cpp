#include "io/json_file.hpp"

#include <fstream>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

namespace tissu::io {
namespace {

constexpr std::uint64_t element_limit = std::uint64_t{16} << 20;

// Where the parser is: it reads through this buffer one character at a time.
class Place {
public:
    Place(const std::filesystem::path& path, const std::string& name, bool skip_mark)
        : file_(path, std::ios::binary), name_(name) {
        if (!file_) throw Error(Errc::io, "could not open " + path.string());
        if (skip_mark) file_.ignore(3);
        refill();
    }

    [[nodiscard]] bool ended() const noexcept { return at_ == size_; }
    [[nodiscard]] char current() const noexcept { return buffer_[at_]; }
    void advance() {
        if (buffer_[at_] == '\n') ++line;
        if (++offset - allowed_from > element_limit)
            throw Error(Errc::invalid_data, name_ + ", line " + std::to_string(line) +
                                                ": expected records of at most 16 MiB, found a longer one");
        if (++at_ == size_) refill();
    }

    std::int64_t line = 1;
    std::uint64_t offset = 0;
    std::uint64_t allowed_from = 0;  ///< where the record being read starts

private:
    void refill() {
        file_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
        size_ = static_cast<std::size_t>(file_.gcount());
        at_ = 0;
    }

    std::ifstream file_;
    const std::string& name_;
    std::string buffer_ = std::string(64 * 1024, '\0');
    std::size_t at_ = 0;
    std::size_t size_ = 0;
};

// An input iterator over a Place; the end iterator has none.
class Reader {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = char;

    explicit Reader(Place* place = nullptr) : place_(place) {}
    char operator*() const { return place_->current(); }
    Reader& operator++() {
        place_->advance();
        return *this;
    }
    Reader operator++(int) {
        Reader before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const Reader& a, const Reader& b) { return a.at_end() == b.at_end(); }
    friend bool operator!=(const Reader& a, const Reader& b) { return !(a == b); }

private:
    [[nodiscard]] bool at_end() const { return place_ == nullptr || place_->ended(); }
    Place* place_;
};

std::string where(const std::string& name, const Place& place) {
    return name + ", line " + std::to_string(place.line) + ", byte " + std::to_string(place.offset) + ": ";
}

// Depth and keys, checked while parsing.
class Rules {
public:
    Rules(const std::string& name, const Place& place) : name_(name), place_(place) {}

    void check(int depth, nlohmann::json::parse_event_t event, const nlohmann::json& value) {
        using Event = nlohmann::json::parse_event_t;
        if (event == Event::object_start || event == Event::array_start) {
            if (depth >= depth_limit)
                throw Error(Errc::invalid_data,
                            where(name_, place_) + "expected at most 64 levels, found more");
            if (event == Event::object_start) keys_.emplace_back();
        } else if (event == Event::object_end) {
            keys_.pop_back();
        } else if (event == Event::key && !keys_.back().insert(value.get<std::string>()).second) {
            throw Error(Errc::invalid_data, where(name_, place_) + "expected each key once, found " +
                                                shortened(value.get<std::string>()) + " twice");
        }
    }

private:
    const std::string& name_;
    const Place& place_;
    std::vector<std::set<std::string>> keys_;
};

nlohmann::json parse(const std::string& name, Place& place,
                     const nlohmann::json::parser_callback_t& callback) {
    try {
        return nlohmann::json::parse(Reader(&place), Reader(), callback);
    } catch (const nlohmann::json::exception& failure) {
        throw Error(Errc::invalid_data,
                    where(name, place) + "expected JSON, found an error: " + shortened(failure.what(), 200));
    }
}

}  // namespace

nlohmann::json read_json(const std::filesystem::path& path, const std::string& name, Report& report) {
    const FileFacts facts = inspect(path);
    report.import.hashes.emplace_back(name, facts.sha256);
    Place place(path, name, facts.byte_order_mark);
    Rules rules(name, place);
    return parse(name, place, [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& value) {
        rules.check(depth, event, value);
        return true;
    });
}

void for_each_element(const std::filesystem::path& path, const std::string& name, Report& report,
                      const std::function<void(const nlohmann::json&, std::int64_t line)>& visit) {
    const FileFacts facts = inspect(path);
    report.import.hashes.emplace_back(name, facts.sha256);
    Place place(path, name, facts.byte_order_mark);
    Rules rules(name, place);
    std::int64_t line = 0;
    std::uint64_t seen = 0;
    bool is_array = false;
    parse(name, place, [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& value) {
        using Event = nlohmann::json::parse_event_t;
        rules.check(depth, event, value);
        if (depth == 0 && event == Event::array_start) is_array = true;
        if (depth != 1) return true;
        if (event == Event::object_start || event == Event::array_start) line = place.line;
        if (event == Event::object_end || event == Event::array_end || event == Event::value) {
            visit(value, event == Event::value ? place.line : line);
            report.advance(place.offset - seen);
            seen = place.allowed_from = place.offset;
            return false;
        }
        return true;
    });
    if (!is_array)
        throw Error(Errc::invalid_data, name + ", line 1: expected a list of records, found another value");
}

nlohmann::json for_each_feature(const std::filesystem::path& path, const std::string& name, Report& report,
                                const std::function<void(const nlohmann::json&, std::int64_t line)>& visit,
                                const std::function<void(const std::string&, const nlohmann::json&)>& member) {
    const FileFacts facts = inspect(path);
    report.import.hashes.emplace_back(name, facts.sha256);
    Place place(path, name, facts.byte_order_mark);
    Rules rules(name, place);
    std::string key;
    std::int64_t line = 0, features = 0;
    std::uint64_t seen = 0;
    bool is_list = false;
    const auto at_member = [&](nlohmann::json::parse_event_t event, nlohmann::json& value) {
        using Event = nlohmann::json::parse_event_t;
        if (event == Event::key) key = value.get<std::string>();
        if (key == "features" && event == Event::array_start) is_list = true;
        if (key == "features" && event == Event::array_end) is_list = false;
        if (key != "features" && (event == Event::object_end || event == Event::array_end || event == Event::value))
            member(key, value);
    };
    const auto at_feature = [&](nlohmann::json::parse_event_t event, nlohmann::json& value) {
        using Event = nlohmann::json::parse_event_t;
        if (event == Event::object_start || event == Event::array_start) line = place.line;
        if (event != Event::object_end && event != Event::array_end && event != Event::value) return true;
        ++features;
        visit(value, event == Event::value ? place.line : line);
        report.advance(place.offset - seen);
        seen = place.allowed_from = place.offset;
        return false;
    };
    try {
        return parse(name, place, [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& value) {
            rules.check(depth, event, value);
            if (depth == 1) at_member(event, value);
            return depth == 2 && is_list ? at_feature(event, value) : true;
        });
    } catch (const Error& failure) {
        if (!is_list || failure.code() != Errc::invalid_data) throw;
        throw Error(Errc::invalid_data, std::string(failure.what()) + " (feature " + std::to_string(features + 1) + ")");
    }
}

}  // namespace tissu::io
