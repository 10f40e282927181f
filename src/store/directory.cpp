#include <store/directory.hpp>

#include <limits>

namespace tissu::sql {

namespace {

std::int64_t last_id(const Connection& connection, const char* table) {
    Statement statement(connection, "SELECT seq FROM sqlite_sequence WHERE name = ?");
    return statement.with(table).step() ? statement.integer(0) : 0;
}

}  // namespace

Directory::Directory(const Connection& c)
    : names_{Names{{}, {}, {}, Statement(c, "SELECT id, '' FROM territory WHERE code = ?"),
                   Statement(c, "SELECT code FROM territory WHERE id = ?"), 0, 0},
             Names{{}, {}, {}, Statement(c, "SELECT id, '' FROM theme WHERE code = ?"),
                   Statement(c, "SELECT code FROM theme WHERE id = ?"), 0, 0},
             Names{{}, {}, {}, Statement(c, "SELECT id, '' FROM actor WHERE code = ?1 "
                                       "UNION ALL SELECT keep_id, 'merged' FROM actor_merge WHERE code = ?1"),
                   Statement(c, "SELECT code FROM actor WHERE id = ?"), 0, 0},
             Names{{}, {}, {}, Statement(c, "SELECT id, kind FROM activity WHERE code = ?"),
                   Statement(c, "SELECT code FROM activity WHERE id = ?"), 0, 0},
             Names{{}, {}, {}, Statement(c, "SELECT id, '' FROM need WHERE code = ?"),
                   Statement(c, "SELECT code FROM need WHERE id = ?"), 0, 0}} {
    constexpr std::array<const char*, target_count> tables{"territory", "theme", "actor", "activity", "need"};
    for (std::size_t i = 0; i < target_count; ++i) names_[i].last = names_[i].last_in_store = last_id(c, tables[i]);
}

const Named& Directory::find(Target target, const std::string& code) {
    Names& in = names(target);
    const auto [found, is_new] = in.of.try_emplace(code);
    if (is_new && in.find.with(code).step()) {
        found->second.id = in.find.integer(0);
        found->second.merged = in.find.text(1) == "merged";
        for (const std::string_view table : {Partnership::table, Event::table, Resource::table})
            if (in.find.text(1) == activity_word(table)) found->second.activity = activity_word(table);
    }
    if (is_new) in.find.reset();
    return found->second;
}

Reference Directory::resolve(const Field& field, const Code& code) {
    if (field.refers == "any") {
        for (std::size_t i = 0; i < target_count; ++i) {
            const Named& named = find(static_cast<Target>(i), code.text());
            if (named.id != 0) return {static_cast<Target>(i), named.id};
        }
        return {};
    }
    const Target target = target_of(field.refers);
    const Named& named = find(target, code.text());
    return {target, named.activity == activity_word(field.refers) ? named.id : 0};
}

const Named& Directory::add(std::string_view table, const std::string& code) {
    Names& in = names(target_of(table));
    if (in.last == std::numeric_limits<std::int64_t>::max()) throw Error(Errc::io, "the store has no ids left");
    Named& named = in.of[code];
    named = {++in.last, activity_word(table), true};
    in.new_code[named.id] = code;
    return named;
}

void Directory::reject(std::string_view table, const std::string& code, std::string reason) {
    Names& in = names(target_of(table));
    in.rejected.emplace(code, std::move(reason));
    const auto found = in.of.find(code);
    if (found != in.of.end() && found->second.is_new && found->second.activity == activity_word(table))
        found->second = Named();
}

const std::string& Directory::reason(Target target, const std::string& code) const {
    static const std::string none;
    const auto found = names(target).rejected.find(code);
    return found == names(target).rejected.end() ? none : found->second;
}

bool Directory::in_store(Target target, std::int64_t id) const { return id <= names(target).last_in_store; }

std::string Directory::code_of(Target target, std::int64_t id) {
    Names& in = names(target);
    const auto found = in.new_code.find(id);
    if (found != in.new_code.end()) return found->second;
    std::string code = in.code.with(id).step() ? std::string(in.code.text(0)) : std::string("?");
    in.code.reset();
    return code;
}

}  // namespace tissu::sql
