// The tokenizer: what spreadsheets write, and what they should not.

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>

#include "catch.hpp"
#include "files.hpp"
#include "io/csv.hpp"

using namespace tissu;
using namespace tissu::io;

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Parsed {
    Rows rows;
    std::vector<std::int64_t> lines;
    std::vector<std::string> problems;  ///< "line: problem"
    char separator = 0;
};

Parsed parse(std::string_view bytes) {
    const files::Folder folder;
    const auto path = folder.write("file.csv", bytes);
    TextFile file(path, inspect(path));
    CsvParser parser(file);
    Parsed parsed;
    parsed.separator = parser.separator();
    CsvRecord record;
    while (parser.next(record)) {
        if (!record.problem.empty()) {
            parsed.problems.push_back(std::to_string(record.problem_line) + ": " + record.problem);
            continue;
        }
        parsed.lines.push_back(record.line);
        parsed.rows.emplace_back();
        for (std::size_t i = 0; i < record.size; ++i) parsed.rows.back().push_back(record.cells[i].text);
    }
    return parsed;
}

const std::string nul_text("x\0y", 3);

}  // namespace

TEST_CASE("separators are recognised from the first line") {
    CHECK(parse("a;b,c;d\n1;2;3\n").separator == ';');
    CHECK(parse("a,b\n1;2;3;4\n").separator == ',');
    CHECK(parse("a\tb\n").separator == '\t');
    CHECK(parse("a|b|c\n").separator == '|');
    CHECK(parse("\"a;b;c\",d\n").separator == ',');
    CHECK(parse("sep=|\na|b;c;d\n").rows == Rows{{"a", "b;c;d"}});
    CHECK(parse("alone\n").rows == Rows{{"alone"}});
    CHECK(parse("").rows.empty());
}

TEST_CASE("any line ending, quotes, blank lines, no last line break") {
    const Rows expected = {{"a", "b"}, {"1", "2"}, {"3", "4"}};
    for (const char* text : {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "a,b\r\n1,2\n3,4",
                             "\xEF\xBB\xBF"
                             "a,b\n\"1\",2\n3 ,4"}) {
        const Parsed parsed = parse(text);
        INFO(text);
        if (std::string_view(text).ends_with("3 ,4")) CHECK(parsed.rows[2][0] == "3 ");
        else CHECK(parsed.rows == expected);
        CHECK(parsed.lines == std::vector<std::int64_t>{1, 2, 3});
    }
    CHECK(parse("a,b\n\n1,2\n").rows == Rows{{"a", "b"}, {""}, {"1", "2"}});
    CHECK(parse("a,b,\n").rows == Rows{{"a", "b", ""}});
    CHECK(parse("\"a\"\"b\", \"c,d\" ,\"\"\n").rows == Rows{{"a\"b", "c,d", ""}});
    CHECK(parse("a,b\n5\" pipe,2\n").rows == Rows{{"a", "b"}, {"5\" pipe", "2"}});
}

TEST_CASE("line breaks in cells are kept, and lines counted through them") {
    const Parsed parsed = parse("a,b\n\"x\r\ny\rz\n\",1\nc,d\n");
    CHECK(parsed.rows == Rows{{"a", "b"}, {"x\r\ny\rz\n", "1"}, {"c", "d"}});
    CHECK(parsed.lines == std::vector<std::int64_t>{1, 2, 6});
}

TEST_CASE("a spoilt record does not spoil the next ones") {
    const Parsed unclosed = parse("a,b\n1,\"never\n3,4\n5,6\n");
    CHECK(unclosed.rows == Rows{{"a", "b"}, {"3", "4"}, {"5", "6"}});
    CHECK(unclosed.lines == std::vector<std::int64_t>{1, 3, 4});
    CHECK(unclosed.problems ==
          std::vector<std::string>{"2: expected a closing quote, found the end of the file"});

    const Parsed middle = parse("a,b\n\"Centre \"Les Amis\", Evry\",2\n3,4\n");
    CHECK(middle.rows == Rows{{"a", "b"}, {"3", "4"}});
    CHECK(middle.problems ==
          std::vector<std::string>{"2: expected a separator after the closing quote, found other text"});

    const Parsed opened_later = parse("a,b\n\"one\ntwo\",\"three\n5,6\n");
    CHECK(opened_later.problems.front().starts_with("3: "));
    CHECK(opened_later.rows.back() == std::vector<std::string>{"5", "6"});

    const Parsed zero = parse("a,b\n" + nul_text + ",2\n\"" + nul_text + "\",2\n3,4\n");
    CHECK(zero.rows == Rows{{"a", "b"}, {"3", "4"}});
    CHECK(zero.problems == std::vector<std::string>{"2: expected text, found a NUL character",
                                                    "3: expected text, found a NUL character"});
}

TEST_CASE("limits: a cell of 1 MiB, 5,000 columns, 8 MiB a record") {
    const std::string long_cell(cell_limit + 1, 'x');
    const std::string good_cell(cell_limit, 'x');
    CHECK(parse("a,b\n" + good_cell + ",1\n").rows.size() == 2);
    for (const std::string& cell : {long_cell, "\"" + long_cell + "\"", "\"" + long_cell}) {
        const Parsed parsed = parse("a,b\n" + cell + ",1\n2,3\n");
        CHECK(parsed.problems.size() == 1);
        CHECK(parsed.rows == Rows{{"a", "b"}, {"2", "3"}});
        CHECK(parsed.lines == std::vector<std::int64_t>{1, 3});
    }
    const Parsed wide = parse("a,b\n" + std::string(column_limit, ',') + "\n2,3\n");
    CHECK(wide.problems == std::vector<std::string>{"2: expected at most 5,000 cells, found more"});
    CHECK(wide.rows.back() == std::vector<std::string>{"2", "3"});
    std::string huge = "a,b\n";
    for (int i = 0; i < 9; ++i) huge += good_cell + ",";
    CHECK(parse(huge + "\n2,3\n").rows == Rows{{"a", "b"}, {"2", "3"}});
}

TEST_CASE("the same rows in every encoding") {
    const Rows expected = {{"nom", "ville"}, {"Élodie", "Évry"}, {"été", "œuf €"}};
    const std::string utf8 = "nom;ville\nÉlodie;Évry\nété;œuf €\n";
    const std::string cp1252 = "nom;ville\n\xC9lodie;\xC9vry\n\xE9t\xE9;\x9Cuf \x80\n";
    std::string little("\xFF\xFE");
    std::string big("\xFE\xFF");
    for (const char16_t c : std::u16string(u"nom;ville\nÉlodie;Évry\nété;œuf €\n")) {
        const char low = static_cast<char>(c & 0xFF);
        const char high = static_cast<char>(c >> 8);
        little += {low, high};
        big += {high, low};
    }
    for (const std::string& text : {utf8, "\xEF\xBB\xBF" + utf8, cp1252, little, big})
        CHECK(parse(text).rows == expected);
    CHECK_THROWS_AS(parse(little.substr(2)), Error);
    CHECK_THROWS_AS(parse(big.substr(2)), Error);
    CHECK_THROWS_AS(parse(std::string("\xFF\xFE\0\0a\0\0\0", 8)), Error);
    CHECK_THROWS_AS(parse("PK\x03\x04 spreadsheet"), Error);
    const Parsed mixed = parse("nom;ville\n\xC9lodie;Évry\n");
    CHECK(mixed.rows == Rows{{"nom", "ville"}, {"Élodie", "Évry"}});
}

TEST_CASE("where the first byte that is not UTF-8 stands") {
    const files::Folder folder;
    const FileFacts facts = inspect(folder.write("a.csv", "id\r\nun\r\ndeux\xE9\n"));
    CHECK(facts.encoding == Encoding::cp1252);
    CHECK(facts.bad_line == 3);
    CHECK(facts.bad_offset == 13);
    CHECK(facts.bad_byte == 0xE9);
    const std::string long_text = std::string(65535, 'x') + "é\n";  // a character across two pieces
    CHECK(inspect(folder.write("b.csv", long_text)).bad_line == 0);
    TextFile file(folder.path() / "b.csv", inspect(folder.path() / "b.csv"));
    std::string text;
    while (file.read_more(text)) {}
    CHECK(text == long_text);
}

TEST_CASE("random rows come back, whatever the style of the file") {
    Random random(7);
    const std::string ends[] = {"\n", "\r\n", "\r"};
    const std::string alphabet[] = {
        "a", "b", " ", ",", ";", "\"", "\n", "\r", "\r\n", "é", "\t", "|", "\xF0\x9F\x8C\x8A"};
    for (int trial = 0; trial < 300; ++trial) {
        const char separator = ",;\t|"[random.below(4)];
        const std::string end = ends[random.below(3)];
        Rows rows(1, std::vector<std::string>(1 + random.below(5)));
        for (std::size_t i = 0; i < rows[0].size(); ++i) rows[0][i] = "column" + std::to_string(i);
        for (std::uint64_t r = random.below(20); r > 0; --r) {
            std::vector<std::string> row;
            for (std::size_t i = 0; i < rows[0].size(); ++i) {
                row.emplace_back();
                for (std::uint64_t k = random.below(6); k > 0; --k)
                    row.back() += alphabet[random.below(std::size(alphabet))];
            }
            rows.push_back(row);
        }
        std::string text = random.below(2) == 0 ? "\xEF\xBB\xBF" : "";
        for (const auto& row : rows) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                std::string cell;
                for (const char c : row[i]) cell.append(c == '"' ? 2 : 1, c);
                const bool plain =
                    row[i].find_first_of(std::string(" \"\r\n") + separator) == std::string::npos;
                if (i > 0) text += separator;
                text += plain && random.below(2) == 0 ? row[i] : "\"" + cell + "\"";
            }
            text += end;
        }
        if (rows[0].size() == 1 && separator != ',') continue;  // nothing to recognise the separator by
        CHECK(parse(text).rows == rows);
    }
}
