// docs/data-model.md holds the tables that the lists of fields say: printed by `test_model [tables]`.
#include <catch.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <type_traits>

#include <tissu/model/batch.hpp>

using namespace tissu;

namespace {

template <class Value>
std::string type_of(const Field& field) {
    const std::string refers = field.refers.empty()   ? std::string()
                               : field.refers == "any" ? std::string(" of any record")
                                                       : " of " + std::string(field.refers);
    if (std::is_same_v<Value, Code>) return "code" + refers;
    if (std::is_same_v<Value, std::vector<Code>>) return "list of codes" + refers;
    if (std::is_same_v<Value, std::vector<std::string>>) return "list of texts";
    if (std::is_same_v<Value, PartialDate>) return "date";
    return std::is_same_v<Value, double> ? "number" : "text";
}

const char* word_of(Role role) {
    switch (role) {
        case Role::key: return "key";
        case Role::part_of_key: return "key, may be empty";
        case Role::required: return "required";
        default: return "";
    }
}

template <class R>
std::string table_of_fields(const std::vector<R>&) {
    std::string text = "| " + std::string(R::table) + " | type | | |\n|---|---|---|---|\n";
    const R record;
    R::fields(record, [&text](const Field& field, const auto& value) {
        text += "| `" + std::string(field.name) + "` | " + type_of<std::decay_t<decltype(value)>>(field) + " | " +
                word_of(field.role) + " | " + std::string(field.about) + " |\n";
    });
    return text;
}

}  // namespace

TEST_CASE("the document of the data model has every table as it is") {
    std::ifstream in("docs/data-model.md", std::ios::binary);
    const std::string document{std::istreambuf_iterator<char>(in), {}};
    REQUIRE(!document.empty());
    const Batch none;
    Batch::tables(none, [&document](const auto& records) {
        const std::string table = table_of_fields(records);
        INFO("expected in docs/data-model.md:\n" << table);
        CHECK(document.find("\n" + table + "\n") != std::string::npos);
    });
}

TEST_CASE("print the tables for the document", "[.][tables]") {
    const Batch none;
    Batch::tables(none, [](const auto& records) { std::cout << table_of_fields(records) << '\n'; });
}
