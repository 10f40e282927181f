#pragma once
/// \file
/// What a single record must satisfy, whatever else there is. Pure functions; docs/data-model.md lists the rules.

#include <string>
#include <string_view>
#include <vector>

#include <tissu/model/batch.hpp>

namespace tissu::validation {

/// One broken rule: the column, its value and "expected …, found …".
struct Finding {
    std::string_view column;
    std::string value;
    std::string rule;
};

using Findings = std::vector<Finding>;

void check_text(Findings& findings, std::string_view column, std::string_view text);
void check_value(Findings& findings, const Field& field, const std::string& value);
void check_value(Findings& findings, const Field& field, const Code& value);
void check_value(Findings& findings, const Field& field, double value);
void check_value(Findings& findings, const Field& field, const PartialDate& value);
void check_value(Findings& findings, const Field& field, const std::vector<std::string>& values);
void check_value(Findings& findings, const Field& field, const std::vector<Code>& values);
void check_fact(Findings& findings, const Fact& fact);

/// What the fields of one record owe each other: order of dates, ranges, words, different ends of a link.
void check_record(Findings& findings, const Territory& record);
void check_record(Findings& findings, const Part& record);
void check_record(Findings& findings, const Succession& record);
void check_record(Findings& findings, const Outline& record);
void check_record(Findings& findings, const Theme& record);
void check_record(Findings& findings, const Actor& record);
void check_record(Findings& findings, const Affiliation& record);
void check_record(Findings& findings, const Partnership& record);
void check_record(Findings& findings, const Partner& record);
void check_record(Findings& findings, const Event& record);
void check_record(Findings& findings, const Participation& record);
void check_record(Findings& findings, const Resource& record);
void check_record(Findings& findings, const Use& record);
void check_record(Findings& findings, const Need& record);
void check_record(Findings& findings, const Feedback& record);
void check_record(Findings& findings, const Observation& record);

/// All rules that `record` breaks, in the order of its fields.
template <Record R>
[[nodiscard]] Findings validate(const R& record) {
    Findings findings;
    R::fields(record, [&findings](const Field& field, const auto& value) { check_value(findings, field, value); });
    check_fact(findings, record);
    check_record(findings, record);
    return findings;
}

}  // namespace tissu::validation
