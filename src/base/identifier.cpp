#include <tissu/base/identifier.hpp>

#include <algorithm>
#include <array>

#include <tissu/base/text.hpp>

namespace tissu::identifier {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_capital(char c) noexcept { return c >= 'A' && c <= 'Z'; }

bool digits(std::string_view text) noexcept { return std::all_of(text.begin(), text.end(), is_digit); }

bool digits_or_capitals(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_capital(c); });
}

// 001 to 095, 02A, 02B, 971 to 988.
bool departement_of_three(std::string_view text) noexcept {
    if (text == "02A" || text == "02B") return true;
    return text.size() == 3 && digits(text) && text != "000" && (text[0] == '0' || text.starts_with("97") || text.starts_with("98"));
}

std::string corsican_in_capitals(std::string_view text) {
    std::string result(text);
    if (result.size() > 1 && result[0] == '2' && (result[1] == 'a' || result[1] == 'b'))
        result[1] = static_cast<char>(result[1] - 'a' + 'A');
    return result;
}

bool is_corsican(std::string_view text) noexcept {
    return text.size() > 1 && text[0] == '2' && (text[1] == 'A' || text[1] == 'B');
}

}  // namespace

bool luhn(std::string_view text) noexcept {
    if (text.empty() || !digits(text)) return false;
    int sum = 0;
    bool twice = false;
    for (auto c = text.rbegin(); c != text.rend(); ++c, twice = !twice) {
        const int digit = (*c - '0') * (twice ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

bool siren(std::string_view text) noexcept { return text.size() == 9 && luhn(text) && text != "000000000"; }

bool siret(std::string_view text) noexcept {
    if (text.size() != 14 || !digits(text) || !siren(text.substr(0, 9))) return false;
    if (luhn(text)) return true;
    int sum = 0;
    for (const char c : text) sum += c - '0';
    return text.starts_with("356000000") && sum % 5 == 0;
}

bool rna(std::string_view text) noexcept {
    return text.size() == 10 && text[0] == 'W' && digits_or_capitals(text.substr(1, 3)) && is_digit(text[1]) &&
           digits(text.substr(4));
}

std::optional<Mended> commune(std::string_view text) {
    Mended code{corsican_in_capitals(text), false};
    if (code.text.size() == 4 && digits(code.text)) code.text.insert(0, "0");
    const std::string_view rest = std::string_view(code.text).substr(std::min<std::size_t>(2, code.text.size()));
    const bool right = code.text.size() == 5 && digits(rest) &&
                       (is_corsican(code.text) || (digits(code.text) && !code.text.starts_with("00")));
    if (!right) return std::nullopt;
    code.repaired = code.text != text;
    return code;
}

std::optional<Mended> departement(std::string_view text) {
    Mended code{corsican_in_capitals(text), false};
    if (code.text.size() == 1 && is_digit(code.text[0])) code.text.insert(0, "0");
    const bool right = code.text == "2A" || code.text == "2B" ||
                       ((code.text.size() == 2 || code.text.size() == 3) && digits(code.text) && code.text != "00");
    if (!right) return std::nullopt;
    code.repaired = code.text != text;
    return code;
}

int qpv(std::string_view text) noexcept {
    if (text.size() != 8 || !departement_of_three(text.substr(2, 3))) return 0;
    if (text.starts_with("QP") && digits(text.substr(5))) return 2015;
    return text.starts_with("QN") && digits(text.substr(5, 2)) && is_capital(text[7]) ? 2024 : 0;
}

bool nuts(std::string_view text) noexcept {
    return text.size() >= 2 && text.size() <= 5 && is_capital(text[0]) && is_capital(text[1]) &&
           digits_or_capitals(text.substr(2));
}

bool contract(std::string_view text) noexcept {
    return text.size() > 2 && text.size() <= 6 && text.starts_with("CV") && digits(text.substr(2));
}

std::string problem(std::string_view scheme, std::string_view value) {
    struct Rule {
        std::string_view scheme, expected;
        bool (*holds)(std::string_view);
    };
    static constexpr std::array<Rule, 8> rules = {{
        {"siren", "nine digits that pass the Luhn test", [](std::string_view v) { return siren(v); }},
        {"siret", "fourteen digits that pass the Luhn test, after a SIREN", [](std::string_view v) { return siret(v); }},
        {"rna", "W, a prefecture and six digits, such as W751234567", [](std::string_view v) { return rna(v); }},
        {"commune", "an INSEE code, such as 01001 or 2A004",
         [](std::string_view v) { const auto code = commune(v); return code && !code->repaired; }},
        {"departement", "the code of a département, such as 01, 2A or 971",
         [](std::string_view v) { const auto code = departement(v); return code && !code->repaired; }},
        {"qpv", "a code such as QP091001 (2015) or QN09101M (2024)", [](std::string_view v) { return qpv(v) != 0; }},
        {"nuts", "a NUTS code, such as FR104", [](std::string_view v) { return nuts(v); }},
        {"contract", "CV and a number, such as CV380", [](std::string_view v) { return contract(v); }},
    }};
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.scheme == scheme; });
    if (rule == rules.end() || rule->holds(value)) return {};
    return "expected " + std::string(rule->expected) + ", found " + shortened(value);
}

}  // namespace tissu::identifier
