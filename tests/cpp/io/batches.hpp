#pragma once
/// \file
/// Random batches: every table, every field, hostile text.

#include <set>
#include <string>

#include <tissu/base/random.hpp>
#include <tissu/model/batch.hpp>

namespace batches {

class Maker {
public:
    explicit Maker(std::uint64_t seed) : random_(seed) {}

    tissu::Batch batch() {
        tissu::Batch batch;
        if (random_.below(2) == 0) batch.source = text();
        if (random_.below(2) == 0) batch.source_kind = text();
        tissu::Batch::tables(batch, [&](auto& records) { fill(records); });
        return batch;
    }

private:
    template <class R>
    void fill(std::vector<R>& records) {
        std::set<std::string> keys;
        const bool attributes = random_.below(2) == 0;
        for (std::uint64_t n = random_.below(12); n > 0; --n) {
            R record;
            std::string key;
            R::fields(record, [&](const tissu::Field& field, auto& value) {
                const bool must = field.role == tissu::Role::key || field.role == tissu::Role::required;
                do make(value);
                while (must && missing(value));
                if (field.role == tissu::Role::key) key += describe(value) + '\n';
            });
            if (random_.below(3) == 0) record.source = text();
            if (attributes && random_.below(2) == 0) record.attributes.emplace_back("x", filled());
            if (attributes && random_.below(2) == 0) record.attributes.emplace_back("=note, \"2\"", filled());
            if (keys.insert(key).second) records.push_back(std::move(record));
        }
    }

    std::string filled() {
        std::string value;
        while (value.empty()) value = text();
        return value;
    }

    std::string text() {
        static const std::string alphabet[] = {"a",
                                               "Z",
                                               "é",
                                               "œ",
                                               " ",
                                               ",",
                                               ";",
                                               "\"",
                                               "'",
                                               "=",
                                               "-",
                                               "+",
                                               "@",
                                               "|",
                                               "\\",
                                               "\n",
                                               "\r",
                                               "\r\n",
                                               "\t",
                                               "5",
                                               ".",
                                               "%",
                                               "\xC2\xA0",
                                               "\xEF\xBB\xBF",
                                               "\xEF\xBC\x9D",
                                               "\xF0\x9F\x8C\x8A",
                                               "\x01",
                                               "<",
                                               ":"};
        std::string value;
        for (std::uint64_t n = random_.below(8); n > 0; --n)
            value += alphabet[random_.below(std::size(alphabet))];
        return value;
    }

    void make(std::string& value) { value = text(); }
    void make(double& value) {
        const std::uint64_t choice = random_.below(4);
        value = choice == 0   ? tissu::missing
                : choice == 1 ? static_cast<double>(random_.below(1000))
                              : (random_.uniform() - 0.5) * 1e6;
    }
    void make(tissu::Code& value) {
        static const char* schemes[] = {"commune", "local", "urbact_network", "x-1"};
        static const char* values[] = {"1",   "91228", "a:b", "=b", "é", "with blank inside",
                                       "a,b", "\"q\"", "\\",  "'x"};
        value = random_.below(4) == 0
                    ? tissu::Code()
                    : tissu::Code(schemes[random_.below(4)],
                                  std::string(values[random_.below(10)]) + std::to_string(random_.below(50)));
    }
    void make(tissu::PartialDate& value) {
        static const char* dates[] = {"", "2018", "0001", "9999-12", "2020-02-29", "1977-01-01"};
        value = *tissu::parse_date(dates[random_.below(6)]);
    }
    template <class T>
    void make(std::vector<T>& value) {
        value.clear();
        for (std::uint64_t n = random_.below(4); n > 0; --n) {
            T item;
            do make(item);
            while (missing(item));
            value.push_back(item);
        }
    }

    static bool missing(const std::string& value) { return value.empty(); }
    static bool missing(const tissu::Code& value) { return value.empty(); }
    static bool missing(double value) { return value != value; }
    static bool missing(const tissu::PartialDate& value) { return !value.known(); }
    template <class T>
    static bool missing(const std::vector<T>&) {
        return false;
    }

    static std::string describe(const std::string& value) { return value; }
    static std::string describe(const tissu::Code& value) { return value.text(); }
    static std::string describe(double value) { return std::to_string(value); }
    static std::string describe(const tissu::PartialDate& value) { return tissu::to_text(value); }
    template <class T>
    static std::string describe(const std::vector<T>&) {
        return {};
    }

    tissu::Random random_;
};

}  // namespace batches
