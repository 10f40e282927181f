// Dublin Core in XML: answers of OAI-PMH (ListRecords, GetRecord) and files of oai_dc:dc elements.

#include <algorithm>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/open_data.hpp"
#include "io/references.hpp"
#include "io/values.hpp"
#include "io/xml.hpp"

namespace tissu::io {
namespace {

namespace fs = std::filesystem;

std::string one_line(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!blank) result.push_back(c);
        else if (!result.empty() && result.back() != ' ') result.push_back(' ');
    }
    while (result.ends_with(' ')) result.pop_back();
    return result;
}

/// Blanks at the ends go; line ends inside stay: paragraphs of a description.
std::string with_lines(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n"), end = text.find_last_not_of(" \t\r\n");
    return begin == text.npos ? std::string() : std::string(text.substr(begin, end - begin + 1));
}

void append(std::string& to, const std::string& text) {
    if (!text.empty()) to += (to.empty() ? "" : " | ") + text;
}

class Harvest {
public:
    Harvest(Report& report, const fs::path& path)
        : report_(report), name_(path.filename().string()), references_(report, name_),
          xml_(path, report.open(path, name_), name_) {}

    void read() {
        for (XmlPiece piece = xml_.next(); piece.kind != XmlPiece::Kind::finished; piece = xml_.next()) {
            if (piece.kind == XmlPiece::Kind::start) begin(piece);
            else if (piece.kind == XmlPiece::Kind::text) text_ += piece.text;
            else end(piece.name);
            report_.advance(xml_.bytes_read() - std::exchange(done_, xml_.bytes_read()));
        }
        if (records_ == 0)
            throw Error(Errc::invalid_data, name_ + ": expected records of Dublin Core (oai_dc:dc), found none");
    }

private:
    void begin(const XmlPiece& piece) {
        text_.clear();
        if (piece.name == "header") {
            header_ = true;
            identifier_.clear();
            for (const auto& [name, value] : piece.attributes)
                if (name == "status" && value == "deleted") {
                    ++records_;
                    report_.issue(name_, piece.line, "status", value, "expected a record, found that it was deleted: passed over", Action::noted);
                }
        } else if (piece.name == "dc" && !in_dc_) {
            in_dc_ = true;
            record_ = Reference();
            record_.line = piece.line;
            record_.id = std::exchange(identifier_, std::string());
            ++records_;
        }
    }

    void end(const std::string& name) {
        if (header_ && name == "identifier") identifier_ = one_line(text_);
        else if (name == "header") header_ = false;
        else if (in_dc_ && name == "dc") {
            in_dc_ = false;
            references_.add(std::move(record_));
        } else if (in_dc_) take(name, one_line(text_));
        text_.clear();
    }

    void take(const std::string& name, const std::string& value) {
        if (value.empty()) return;
        const auto first = [&](std::string& to) {
            if (to.empty()) to = value;
            else other(name, value);
        };
        if (name == "title") first(record_.title);
        else if (name == "creator") record_.creators.push_back(value);
        else if (name == "subject") record_.subjects.push_back(value);
        else if (name == "description" && record_.description.empty()) record_.description = with_lines(text_);
        else if (name == "date") take_date(value);
        else if (name == "type") record_.types.push_back(value);
        else if (name == "identifier") record_.identifiers.push_back(value);
        else if (name == "language") first(record_.language);
        else if (name == "coverage") record_.coverage.push_back(value);
        else if (name == "rights") first(record_.rights);
        else if (name == "source" && Code::valid(value) && record_.event.empty()) record_.event = value;
        else other(name == "source" ? "dc_source" : name, value);
    }

    /// The first that is a date: dates of deposit may stand beside that of publication.
    void take_date(const std::string& value) {
        PartialDate date;
        if (record_.date.empty() || !read_date(record_.date, date).error.empty()) record_.date = value;
    }

    void other(const std::string& name, const std::string& value) {
        for (auto& [known, text] : record_.others)
            if (known == name) return append(text, value);
        record_.others.emplace_back(name, value);
    }

    Report& report_;
    std::string name_, text_, identifier_;
    References references_;
    XmlReader xml_;
    Reference record_;
    bool header_ = false, in_dc_ = false;
    std::size_t records_ = 0;
    std::uint64_t done_ = 0;
};

bool is_dublin_core(const fs::path& path) {
    const std::string text = beginning_of(path);
    return text.find('<') != text.npos && text.find("http://www.openarchives.org/OAI/2.0/oai_dc/") != text.npos;
}

}  // namespace

void read_oai_dc(const fs::path& path, Report& report) {
    report.published_by(make_utf8(path.stem().string()), "REEL_OUVERT");
    bool any = false;
    for (const fs::path& file : files_in(path, {".xml"})) {
        if (fs::is_directory(path) && !is_dublin_core(file)) continue;
        any = true;
        Harvest(report, file).read();
    }
    if (!any) throw Error(Errc::invalid_data, "expected files of Dublin Core in XML, found none in " + path.string());
}

bool is_oai_dc(const fs::path& path) {
    const auto files = files_in(path, {".xml"});
    return std::any_of(files.begin(), files.end(), is_dublin_core);
}

}  // namespace tissu::io
