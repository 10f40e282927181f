#include <store/apply.hpp>

#include <store/acceptance.hpp>
#include <store/far_places.hpp>
#include <store/upward.hpp>
#include <store/writer.hpp>

#include <tissu/base/hash.hpp>

namespace tissu::sql {

namespace {

constexpr std::size_t rows_between_reports = 1024;
constexpr std::size_t codes_in_message = 12;

/// Equal for batches that say the same: the content, and what of it is said in passing only.
std::string hash_of(const Batch& batch) {
    std::string mentions;
    Batch::tables(batch, [&mentions](const auto& records) {
        using R = typename std::remove_cvref_t<decltype(records)>::value_type;
        for (std::size_t row = 0; row < records.size(); ++row)
            if (records[row].mention) mentions += std::string(R::table) + ' ' + std::to_string(row) + '\n';
    });
    const std::string content = content_hash(batch);
    return mentions.empty() ? content : sha256(content + mentions);
}

/// Table by table.
class Applier {
public:
    Applier(Connection& connection, const Batch& batch, ApplyMode mode, const Progress& progress)
        : a_(connection, batch, mode, progress), total_(std::max<std::size_t>(size(batch), 1)) {}

    ApplyReport run() {
        const std::string hash = hash_of(a_.batch);
        a_.report.revision = revision_of(a_.connection);
        a_.report.already_applied = Ledger::known(a_.connection, hash, a_.report.rows);
        if (a_.report.already_applied) return std::move(a_.report);
        a_.ledger.begin(hash);
        Batch::tables(a_.batch, [this](const auto& records) { put(records); });
        note_far_places(a_);
        if (a_.changed) ++a_.report.revision;
        a_.ledger.end(a_.report);
        return std::move(a_.report);
    }

private:
    template <Record R>
    void put(const std::vector<R>& records) {
        if (records.empty()) return;
        Work<R> work(records);
        validate(a_, work);
        reject_duplicates(a_, work);
        name(a_, work);
        check_references(a_, work);
        cut_cycles(a_, work);
        Writer<R> writer(a_, work);
        for (std::size_t row = 0; row < records.size(); ++row) {
            if (done_++ % rows_between_reports == 0)
                a_.progress.report(static_cast<double>(done_) / static_cast<double>(total_));
            if (work.alive[row]) writer.put(row);
        }
        count(work);
    }

    template <Record R>
    void count(const Work<R>& work) {
        RowCount count{std::string(R::table), static_cast<std::int64_t>(work.records.size()), 0, 0, 0};
        for (std::size_t row = 0; row < work.records.size(); ++row) {
            count.kept += work.alive[row] ? 1 : 0;
            count.repaired += work.alive[row] && work.repaired[row] ? 1 : 0;
        }
        count.rejected = count.read - count.kept;
        a_.report.rows.push_back(std::move(count));
    }

    Applying a_;
    std::size_t total_;
    std::size_t done_ = 0;
};

}  // namespace

std::string Applying::place(const Fact& fact) const {
    std::string text = fact.file < batch.files.size() ? batch.files[fact.file] : std::string();
    if (fact.line == 0) return text;
    return text + (text.empty() ? "line " : ", line ") + std::to_string(fact.line);
}

void Applying::note(const Fact& fact, std::string_view column, std::string value, std::string rule, Action action,
                    bool lost) {
    if (lost && mode.strict) {
        const std::string where = place(fact);
        throw Error(Errc::invalid_data, where + (where.empty() ? "" : ", ") + std::string(column) + ": " + rule);
    }
    const std::string file = fact.file < batch.files.size() ? batch.files[fact.file] : std::string();
    report.issues.push_back({file, fact.line, std::string(column), std::move(value), std::move(rule), action});
}

std::string why_missing(Applying& a, const Field& field, const Code& code) {
    const std::string table = field.refers == "any" ? "any table" : std::string(field.refers);
    const std::string rule = "expected an id of " + table + " in the batch or the store, found ";
    const std::string found = "'" + shortened(code.text()) + "'";
    if (field.refers == "any") return rule + found;
    const Target target = target_of(field.refers);
    const Named& named = a.directory.find(target, code.text());
    if (named.id != 0) return rule + "the " + std::string(named.activity) + " " + found;
    const std::string& reason = a.directory.reason(target, code.text());
    return rule + found + (reason.empty() ? "" : ", which was " + reason);
}

std::string text_of_cycle(Directory& directory, Target target, const std::vector<std::int64_t>& cycle) {
    std::string text;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
        if (i == codes_in_message && cycle.size() > codes_in_message + 1) {
            text += " → … (" + std::to_string(cycle.size() - 1 - i) + " more)";
            i = cycle.size() - 1;
        }
        text += (text.empty() ? "" : " → ") + directory.code_of(target, cycle[i]);
    }
    return text;
}

std::vector<UpwardLink> stored_links(const Connection& connection, std::string_view table,
                                     const std::unordered_set<std::int64_t>& replaced) {
    const Text text =
        table == Theme::table         ? Text("SELECT theme_id, broader_id, 1 FROM theme_broader")
        : table == Partnership::table ? Text("SELECT id, parent_id, 1 FROM activity "
                                             "WHERE kind = 'partnership' AND parent_id IS NOT NULL")
        : table == Event::table       ? Text("SELECT id, parent_id, 1 FROM activity "
                                             "WHERE kind = 'event' AND parent_id IS NOT NULL")
                                      : Text("SELECT territory_id, part_of_id, position IS NOT NULL FROM territory_part");
    std::vector<UpwardLink> links;
    Statement statement(connection, text);
    while (statement.step())
        if (statement.integer(2) == 0 || !replaced.contains(statement.integer(0)))
            links.push_back({statement.integer(0), statement.integer(1)});
    return links;
}

std::int64_t revision_of(const Connection& connection) {
    Statement statement(connection, "SELECT revision FROM batch ORDER BY id DESC LIMIT 1");
    return statement.step() ? statement.integer(0) : 0;
}

ApplyReport apply_batch(Connection& connection, const Batch& batch, ApplyMode mode, const Progress& progress) {
    if (mode.write) connection.run("PRAGMA defer_foreign_keys = ON");
    return Applier(connection, batch, mode, progress).run();
}

}  // namespace tissu::sql
