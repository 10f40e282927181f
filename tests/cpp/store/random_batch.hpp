#pragma once
/// \file
/// Batches of random records, made from the lists of fields: every type of value, hostile texts among them.

#include <algorithm>
#include <set>

#include <tissu/base/random.hpp>

#include <model/canonical.hpp>

#include "small.hpp"

namespace tissu::test {

class RandomBatch {
public:
    explicit RandomBatch(std::uint64_t seed) : random_(seed) {}

    Batch make(std::size_t most) {
        Batch batch;
        batch.source = "random";
        if (random_.below(2) == 0) batch.source_kind = "SYNTH";
        batch.files = {"", "one.csv", "two, \"quoted\".csv"};
        name(batch.territories, most);
        name(batch.themes, most);
        name(batch.actors, most);
        name(batch.partnerships, most);
        name(batch.events, most);
        name(batch.resources, most);
        name(batch.needs, most);
        territories_ = ids(batch.territories);
        themes_ = ids(batch.themes);
        themes_.push_back("theme:COH");
        actors_ = ids(batch.actors);
        partnerships_ = ids(batch.partnerships);
        events_ = ids(batch.events);
        resources_ = ids(batch.resources);
        needs_ = ids(batch.needs);
        Batch::tables(batch, [this, most](auto& records) { fill(records, most); });
        return batch;
    }

private:
    template <class R>
    void name(std::vector<R>& records, std::size_t most) {
        records.resize(random_.below(most + 1));
        for (std::size_t i = 0; i < records.size(); ++i)
            records[i].id = Code(std::string(R::table) + ":é " + std::to_string(i + 100));
    }

    template <class R>
    static std::vector<std::string> ids(const std::vector<R>& records) {
        std::vector<std::string> out;
        for (const R& record : records) out.push_back(record.id.text());
        return out;
    }

    template <class R>
    void fill(std::vector<R>& records, std::size_t most) {
        if constexpr (!requires(R record) { record.id; }) records.resize(random_.below(most + 1));
        for (std::size_t i = 0; i < records.size(); ++i) {
            R& record = records[i];
            record.file = static_cast<std::uint32_t>(random_.below(3));
            record.line = static_cast<std::int64_t>(random_.below(1'000'000));
            if (random_.below(3) == 0) record.source = text();
            if (random_.below(3) == 0) record.source_kind = text();
            for (std::uint64_t k = random_.below(3); k > 0; --k)
                record.attributes.emplace_back("name " + std::to_string(k), random_.below(2) == 0 ? text() : "");
            R::fields(record, [this, i](const Field& field, auto& value) { set(R::table, i, field, value); });
            mend(record);
        }
        keep_sound(records);
    }

    /// Leaves out records without a whole key, and the second of two with equal keys.
    template <class R>
    static void keep_sound(std::vector<R>& records) {
        std::set<std::string> keys;
        std::erase_if(records, [&keys](const R& record) {
            std::string key;
            bool whole = true, anonymous = false;
            R::fields(record, [&](const Field& field, const auto& value) {
                if (field.role != Role::key && field.role != Role::part_of_key) return;
                canonical::append(key, value);
                if (field.role == Role::key) whole = whole && canonical::given(value);
                if (std::is_same_v<R, Feedback> && field.name == "actor") anonymous = !canonical::given(value);
            });
            return !whole || (!anonymous && !keys.insert(key).second) || turned(record);
        });
    }

    /// Links that could close a cycle, or lead from a record to itself.
    template <class R>
    static bool turned(const R&) { return false; }
    static bool turned(const Part& record) { return record.territory <= record.part_of; }
    static bool turned(const Affiliation& record) { return record.actor == record.in; }

    bool given(const Field& field) { return field.role == Role::key || field.role == Role::required || random_.below(2) == 0; }

    std::string text() {
        static const std::vector<std::string> texts{
            "a",       "lead",    "Évry",          "l'été; \"x\"", "'; DROP TABLE actor; --", "😀 e\xCC\x81",
            "=1+1",    " blank ", "two\nlines\r\n", "tab\t|\\ bar", "\x01\x7f",                "%_?*",
            "null",    "0",       "NaN",           "2018",        "\xEF\xBB\xBF" "bom",      "\xE2\x80\xAE" "rtl"};
        std::string out = texts[random_.below(texts.size())];
        if (random_.below(50) == 0) out += std::string(5'000, 'x');
        return out;
    }

    void set(std::string_view, std::size_t, const Field& field, std::string& value) {
        if (given(field)) value = text();
    }

    void set(std::string_view, std::size_t, const Field& field, double& value) {
        static const std::vector<double> numbers{0, -0.0, 1, 0.1, 1e-300, 0.3333333333333333};
        if (given(field)) value = random_.below(3) == 0 ? random_.uniform() : numbers[random_.below(numbers.size())];
    }

    void set(std::string_view, std::size_t, const Field& field, PartialDate& value) {
        static const std::vector<std::string> dates{"2018", "2018-02", "2018-02-28", "0001", "9999-12-31", "2020-02-29"};
        if (given(field)) value = date(dates[random_.below(dates.size())]);
    }

    void set(std::string_view, std::size_t, const Field& field, std::vector<std::string>& value) {
        if (given(field))
            for (std::uint64_t i = random_.below(4); i > 0; --i) value.push_back(text());
    }

    const std::vector<std::string>& pool(std::string_view refers) {
        if (refers == "territories") return territories_;
        if (refers == "themes") return themes_;
        if (refers == "partnerships") return partnerships_;
        if (refers == "events") return events_;
        if (refers == "resources") return resources_;
        if (refers == "needs") return needs_;
        if (refers == "any") return random_.below(2) == 0 ? events_ : needs_;
        return actors_;
    }

    /// A record of the same table comes earlier in it, so that there is no cycle.
    Code reference(std::string_view table, std::size_t row, const Field& field) {
        const auto& from = pool(field.refers);
        const std::size_t end = field.refers == table ? std::min(row, from.size()) : from.size();
        return end == 0 ? Code() : Code(from[random_.below(end)]);
    }

    void set(std::string_view table, std::size_t row, const Field& field, Code& value) {
        if (!value.empty() || !given(field)) return;
        value = field.refers.empty() ? Code("other:" + std::to_string(random_.below(9))) : reference(table, row, field);
    }

    void set(std::string_view table, std::size_t row, const Field& field, std::vector<Code>& value) {
        if (!given(field)) return;
        for (std::uint64_t i = random_.below(4); i > 0; --i) {
            Code code = field.refers.empty() ? Code("other:" + std::to_string(i)) : reference(table, row, field);
            if (!code.empty() && std::find(value.begin(), value.end(), code) == value.end()) value.push_back(std::move(code));
        }
    }

    /// Only what the rules of docs/data-model.md ask for beyond types.
    template <class R>
    void mend(R&) {}
    void mend(Actor& record) {
        record.kind = std::vector<std::string>{"person", "organisation", "collective"}[random_.below(3)];
        order(record.since, record.until);
    }
    void mend(Territory& record) { order(record.valid_from, record.valid_to); }
    void mend(Part& record) { order(record.since, record.until); }
    void mend(Outline& record) {
        record.geometry = random_.below(2) == 0 ? "POLYGON ((0 0, 1 0, 1 1, 0 0))"
                                                : "MULTIPOLYGON (((0 0, 0.1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6.25, 5 5)))";
    }
    void mend(Affiliation& record) { order(record.since, record.until); }
    void mend(Partnership& record) { order(record.since, record.until); }
    void mend(Partner& record) { order(record.since, record.until); }
    void mend(Event& record) { order(record.start, record.end); }

    void order(const PartialDate& since, PartialDate& until) {
        if (since.known() && until.known() && since.first >= until.end()) until = since;
    }

    Random random_;
    std::vector<std::string> territories_, themes_, actors_, partnerships_, events_, resources_, needs_;
};

}  // namespace tissu::test
