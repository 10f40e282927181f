#include "catch.hpp"

#include <string>
#include <vector>

#include <tissu/base/identifier.hpp>

using namespace tissu::identifier;

TEST_CASE("SIREN and SIRET pass the Luhn test, and La Poste has its own sum") {
    CHECK(luhn("79927398713"));
    CHECK(!luhn("79927398710"));
    CHECK(!luhn(""));
    CHECK(!luhn("7992739871A"));
    CHECK(siren("775544026"));
    for (const char* wrong : {"775544027", "77554402", "7755440260", "000000000", "77554402A", ""}) CHECK(!siren(wrong));
    CHECK(siret("77554402601284"));
    for (const char* wrong : {"77554402601285", "7755440260128", "775544026012845", "00000000000000", "7755440260128X"})
        CHECK(!siret(wrong));
    CHECK(siret("35600000000048"));  // the seat passes Luhn as well
    CHECK(!luhn("35600000009002"));
    CHECK(siret("35600000009002"));  // a post office: 5 divides the sum of its digits
    CHECK(!siret("35600000009003"));
    CHECK(!siret("77554402600014"));  // such a sum is no use to anybody else
}

TEST_CASE("numbers of associations, contracts, neighbourhoods and regions") {
    for (const char* right : {"W751234567", "W2A1000123", "W9T1000001", "W941000000"}) CHECK(rna(right));
    for (const char* wrong : {"751234567", "W75123456", "W7512345678", "WA51234567", "w751234567", "W75123456A", ""}) CHECK(!rna(wrong));
    for (const char* right : {"CV1", "CV380", "CV0380"}) CHECK(contract(right));
    for (const char* wrong : {"CV", "CV38012", "cv380", "380", "CV380CV384"}) CHECK(!contract(wrong));
    for (const char* right : {"QP091001", "QP02A001", "QP971001", "QP974001"}) CHECK(qpv(right) == 2015);
    for (const char* right : {"QN09101M", "QN02A01I", "QN97101A"}) CHECK(qpv(right) == 2024);
    for (const char* wrong : {"QP91001", "QN091001", "QP09101M", "qp091001", "QP000001", "QP09100", "QN09101m", "QX091001", ""})
        CHECK(qpv(wrong) == 0);
    for (const char* right : {"FR", "FR1", "FR10", "FR104", "FRY10", "EL30", "UKI31"}) CHECK(nuts(right));
    for (const char* wrong : {"F", "fr1", "FR1041", "1FR", "FR-1", ""}) CHECK(!nuts(wrong));
}

TEST_CASE("INSEE codes are mended where there is one reading, and it is said") {
    CHECK(commune("01001") == tissu::identifier::Mended{"01001", false});
    CHECK(commune("2A004") == tissu::identifier::Mended{"2A004", false});
    CHECK(commune("97411") == tissu::identifier::Mended{"97411", false});
    CHECK(commune("1001") == tissu::identifier::Mended{"01001", true});
    CHECK(commune("2a004") == tissu::identifier::Mended{"2A004", true});
    for (const char* wrong : {"101", "00101", "0101", "010010", "2C004", "2A04", "A2004", "1 001", "+1001", "1001.", ""})
        CHECK(!commune(wrong));
    CHECK(departement("1") == tissu::identifier::Mended{"01", true});
    CHECK(departement("2b") == tissu::identifier::Mended{"2B", true});
    CHECK(departement("974") == tissu::identifier::Mended{"974", false});
    for (const char* wrong : {"0", "00", "2C", "9741", "A", ""}) CHECK(!departement(wrong));
}

TEST_CASE("what is wrong is said as expected and found") {
    CHECK(problem("siren", "775544026").empty());
    CHECK(problem("siren", "123456789") == "expected nine digits that pass the Luhn test, found 123456789");
    CHECK(problem("commune", "1001").find("found 1001") != std::string::npos);
    CHECK(problem("qpv", "").find("expected a code such as QP091001") == 0);
    CHECK(problem("a scheme nobody knows", "x").empty());
    for (const char* scheme : {"siren", "siret", "rna", "commune", "departement", "qpv", "nuts", "contract"})
        CHECK(!problem(scheme, "?").empty());
}
