#include <tissu/model/issue.hpp>

namespace tissu {

namespace {

const char* name_of(Action action) {
    switch (action) {
        case Action::noted: return "noted";
        case Action::repaired: return "repaired";
        case Action::rejected: return "rejected";
    }
    return "noted";
}

}  // namespace

Table table_of(const std::vector<Issue>& issues) {
    Strings file, column, value, rule, action;
    std::vector<std::int64_t> line;
    line.reserve(issues.size());
    for (const Issue& issue : issues) {
        file.push_back(issue.file);
        line.push_back(issue.line);
        column.push_back(issue.column);
        value.push_back(issue.value);
        rule.push_back(issue.rule);
        action.push_back(name_of(issue.action));
    }
    return Table({Column("file", "", std::move(file)), Column("line", "1", std::move(line)),
                  Column("column", "", std::move(column)), Column("value", "", std::move(value)),
                  Column("rule", "", std::move(rule)), Column("action", "", std::move(action))});
}

Table table_of(const std::vector<RowCount>& rows) {
    Strings table;
    std::vector<std::int64_t> read, kept, repaired, rejected;
    for (const RowCount& row : rows) {
        table.push_back(row.table);
        read.push_back(row.read);
        kept.push_back(row.kept);
        repaired.push_back(row.repaired);
        rejected.push_back(row.rejected);
    }
    return Table({Column("table", "", std::move(table)), Column("read", "rows", std::move(read)),
                  Column("kept", "rows", std::move(kept)), Column("repaired", "rows", std::move(repaired)),
                  Column("rejected", "rows", std::move(rejected))});
}

}  // namespace tissu
