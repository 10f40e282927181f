// RIS: what reference managers and document portals export.

#include <algorithm>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/open_data.hpp"
#include "io/references.hpp"

namespace tissu::io {
namespace {

namespace fs = std::filesystem;

struct TypeOfRis {
    std::string_view ris, type;
};
constexpr TypeOfRis types[] = {{"RPRT", "RAP"}, {"BOOK", "OUV"}, {"EBOOK", "OUV"}, {"JOUR", "ART"}, {"MGZN", "ART"}, {"EJOUR", "ART"},
                               {"NEWS", "BRE"}, {"SER", "PER"},  {"VIDEO", "VID"}, {"SOUND", "SON"}, {"DATA", "DON"}, {"MAP", "CAR"},
                               {"SLIDE", "DIA"}, {"ELEC", "WEB"}, {"STAT", "TXT"}, {"LEGAL", "TXT"}, {"ART", "IMG"}, {"FIGURE", "IMG"}};

bool is_tag(std::string_view line) {
    const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    return line.size() >= 5 && letter(line[0]) && letter(line[1]) && line.substr(2, 3) == "  -";
}

std::string value_of(std::string_view line) {
    line.remove_prefix(5);
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
    return std::string(line);
}

/// `2019/05/31/spring` as `2019-05-31`, `2019///` as `2019`.
std::string date_of(std::string text) {
    std::string date;
    for (std::size_t part = 0; part < 3; ++part) {
        const std::size_t end = std::min(text.find('/'), text.size());
        if (end == 0) break;
        date += (part == 0 ? "" : "-") + std::string(end == 1 ? "0" : "") + text.substr(0, end);
        text.erase(0, std::min(end + 1, text.size()));
    }
    return date;
}

class RisFile {
public:
    RisFile(Report& report, const fs::path& path)
        : report_(report), name_(path.filename().string()), file_(path, report.open(path, name_)), references_(report, name_) {}

    void read() {
        std::string text;
        for (bool more = true; more;) {
            more = file_.read_more(text);
            std::size_t begin = 0;
            for (std::size_t end; (end = text.find('\n', begin)) != text.npos; begin = end + 1) line(std::string_view(text).substr(begin, end - begin));
            text.erase(0, begin);
            report_.advance(file_.bytes_read() - std::exchange(done_, file_.bytes_read()));
        }
        if (!text.empty()) line(text);
        if (open_) finish("expected ER at the end of the record, found the end of the file");
        if (records_ == 0) throw Error(Errc::invalid_data, name_ + ": expected records of RIS (TY  - …), found none");
    }

private:
    void line(std::string_view text) {
        ++line_;
        if (text.ends_with('\r')) text.remove_suffix(1);
        if (!is_tag(text)) return continued(text);
        const std::string_view tag = text.substr(0, 2);
        const std::string value = value_of(text);
        if (tag == "TY") {
            if (open_) finish("expected ER before the next record, found TY");
            open_ = true;
            record_ = Reference();
            record_.line = line_;
            ris_type_ = value;
            ++records_;
        } else if (!open_) {
            if (tag != "ER") say(text, "expected TY at the beginning of a record, found another tag: passed over");
        } else if (tag == "ER") {
            finish({});
        } else {
            take(std::string(tag), value);
        }
    }

    /// Lines of a long value: what has no tag belongs to the one before.
    void continued(std::string_view text) {
        const std::size_t first = text.find_first_not_of(" \t");
        if (first == text.npos) return;
        if (open_ && last_ != nullptr) *last_ += "\n" + std::string(text.substr(first));
        else say(text, "expected a tag of two letters, found none: passed over");
    }

    void take(const std::string& tag, const std::string& value) {
        last_ = nullptr;
        if (value.empty()) return;
        if (tag == "TI" || tag == "T1" || tag == "CT" || tag == "BT") first(record_.title, value, tag);
        else if (tag == "AU" || tag == "A1" || tag == "A2" || tag == "ED") record_.creators.push_back(value);
        else if (tag == "PY" || tag == "Y1") take_date(value, false);
        else if (tag == "DA") take_date(value, true);
        else if (tag == "AB" || tag == "N2") first(record_.description, value, tag);
        else if (tag == "KW") record_.subjects.push_back(value);
        else if (tag == "LA") first(record_.language, value, tag);
        else if (tag == "UR" || tag == "L2") take_address(value);
        else if (tag == "DO") record_.identifiers.push_back("doi:" + value);
        else if (tag == "SN") record_.identifiers.push_back((value.size() <= 9 ? "issn:" : "isbn:") + value);
        else if (tag == "ID") first(record_.id, value, tag);
        else if (tag == "AN" && Code::valid(value)) record_.identifiers.push_back(value);
        else if (tag == "M3") record_.types.push_back(value);
        else if (tag == "C1") record_.coverage.push_back(value);
        else if (tag == "C2" && Code::valid(value)) record_.event = value;
        else if (tag == "C3") record_.rights = value;
        else other(tag, value);
    }

    void first(std::string& to, const std::string& value, const std::string& tag) {
        if (!to.empty()) return other(tag, value);
        to = value;
        last_ = &to;
    }

    /// The day is worth more than the year.
    void take_date(const std::string& value, bool better) {
        const std::string date = date_of(value);
        if (record_.date.empty() || (better && date.size() > record_.date.size())) record_.date = date;
    }

    void take_address(const std::string& value) {
        if (record_.url.empty()) record_.url = value;
        record_.identifiers.push_back(value);
    }

    void other(const std::string& tag, const std::string& value) {
        for (auto& [name, text] : record_.others)
            if (name == "ris_" + tag) return static_cast<void>(text += " | " + value);
        record_.others.emplace_back("ris_" + tag, value);
    }

    void finish(const std::string& rule) {
        if (!rule.empty()) say(record_.title, rule + ": the record ends there");
        for (const TypeOfRis& type : types)
            if (type.ris == ris_type_) record_.types.emplace_back(type.type);
        record_.others.emplace_back("ris_type", ris_type_);
        references_.add(std::move(record_));
        open_ = false;
        last_ = nullptr;
    }

    void say(std::string_view value, const std::string& rule) { report_.issue(name_, line_, "", shortened(value), rule, Action::noted); }

    Report& report_;
    std::string name_;
    TextFile file_;
    References references_;
    Reference record_;
    std::string ris_type_;
    std::string* last_ = nullptr;
    bool open_ = false;
    std::int64_t line_ = 0;
    std::size_t records_ = 0;
    std::uint64_t done_ = 0;
};

bool begins_as_ris(const fs::path& path) {
    std::string text = beginning_of(path);
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    return start != text.npos && text.compare(start, 5, "TY  -") == 0;
}

}  // namespace

void read_ris(const fs::path& path, Report& report) {
    report.published_by(make_utf8(path.stem().string()), "REEL_OUVERT");
    bool any = false;
    for (const fs::path& file : files_in(path, {".ris", ".txt"})) {
        if (fs::is_directory(path) && !begins_as_ris(file)) continue;
        any = true;
        RisFile(report, file).read();
    }
    if (!any) throw Error(Errc::invalid_data, "expected files of RIS, found none in " + path.string());
}

bool is_ris(const fs::path& path) {
    const auto files = files_in(path, {".ris", ".txt"});
    return std::any_of(files.begin(), files.end(), begins_as_ris);
}

}  // namespace tissu::io
