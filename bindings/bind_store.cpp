#include "common.hpp"

#include <tissu/load/load.hpp>
#include <tissu/model/batch.hpp>
#include <tissu/model/listing.hpp>
#include <tissu/store/store.hpp>

namespace tissu::python {
namespace {

/// One value of a record, as Python gives it: text, numbers and lists of text.
class Setter {
public:
    Setter(const py::dict& values, std::string_view table) : values_(values), table_(table) {}

    [[nodiscard]] bool knows(const py::handle& name) const { return known_.contains(name); }

    template <class Member>
    void operator()(const Field& field, Member& member) {
        const py::str name(field.name.data(), field.name.size());
        known_.append(name);
        if (values_.contains(name)) {
            const py::object value = values_[name];
            if (!value.is_none()) return set(field, value, member);
        }
        if (field.role == Role::required || field.role == Role::key)
            throw Error(Errc::invalid_argument, "expected a value for '" + std::string(field.name) + "' of " +
                                                    std::string(table_) + ", found none");
    }

private:
    [[noreturn]] void refuse(const Field& field, const char* expected, const py::handle& found) const {
        throw Error(Errc::invalid_argument, std::string("expected ") + expected + " for '" + std::string(field.name) +
                                                "' of " + std::string(table_) + ", found " + py::repr(found).cast<std::string>());
    }

    void set(const Field& field, const py::handle& value, std::string& member) const {
        if (!py::isinstance<py::str>(value)) refuse(field, "text", value);
        member = value.cast<std::string>();
    }
    void set(const Field&, const py::handle& value, Code& member) const {
        member = Code(py::str(value).cast<std::string>());
    }
    void set(const Field& field, const py::handle& value, double& member) const {
        if (!PyFloat_Check(value.ptr()) && !PyLong_Check(value.ptr())) refuse(field, "a number", value);
        member = value.cast<double>();
    }
    void set(const Field& field, const py::handle& value, PartialDate& member) const {
        const auto date = parse_date(py::str(value).cast<std::string>());
        if (!date) refuse(field, "a date written 2018, 2018-05 or 2018-05-31", value);
        member = *date;
    }
    template <class Item>
    void set(const Field& field, const py::handle& value, std::vector<Item>& member) const {
        if (py::isinstance<py::str>(value) || !py::isinstance<py::iterable>(value)) refuse(field, "a list of text", value);
        for (const auto& item : value) set(field, item, member.emplace_back());
    }

    const py::dict& values_;
    std::string_view table_;
    py::list known_;
};

template <class R>
R record_of(const py::dict& values) {
    R record;
    Setter setter(values, R::table);
    R::fields(record, setter);
    for (const auto& [key, value] : values) {
        const auto name = py::cast<std::string>(key);
        if (name == "source") {
            record.source = value.is_none() ? std::string() : py::cast<std::string>(value);
        } else if (name == "source_kind") {
            record.source_kind = value.is_none() ? std::string() : py::cast<std::string>(value);
        } else if (!setter.knows(key)) {
            record.attributes.emplace_back(name, py::str(value).cast<std::string>());
        }
    }
    return record;
}

/// Adds one record to the table of that name.
void add(Batch& batch, const std::string& table, const py::dict& values) {
    bool found = false;
    std::string tables;
    Batch::tables(batch, [&](auto& records) {
        using R = typename std::decay_t<decltype(records)>::value_type;
        tables += (tables.empty() ? "" : ", ") + std::string(R::table);
        if (R::table != table) return;
        records.push_back(record_of<R>(values));
        found = true;
    });
    if (!found) throw Error(Errc::not_found, "expected one of the tables " + tables + ", found '" + table + "'");
}

py::dict counts_of(const Batch& batch) {
    py::dict counts;
    Batch::tables(batch, [&](const auto& records) {
        using R = typename std::decay_t<decltype(records)>::value_type;
        counts[text_of(R::table)] = records.size();
    });
    return counts;
}

/// The columns of a table of the data package: name, required, refers, about.
py::list fields_of(const std::string& table) {
    py::list fields;
    Batch batch;
    Batch::tables(batch, [&](auto& records) {
        using R = typename std::decay_t<decltype(records)>::value_type;
        if (R::table != table) return;
        R record;
        R::fields(record, [&](const Field& field, const auto&) {
            fields.append(py::make_tuple(text_of(field.name), field.role == Role::required || field.role == Role::key,
                                         text_of(field.refers), text_of(field.about)));
        });
    });
    return fields;
}

Value value_of(const py::handle& value) {
    if (value.is_none()) return std::monostate();
    if (PyLong_Check(value.ptr())) return value.cast<std::int64_t>();
    if (PyFloat_Check(value.ptr())) return value.cast<double>();
    return py::str(value).cast<std::string>();
}

Table query(const Store& store, const std::string& sql, const py::iterable& parameters) {
    std::vector<Value> values;
    for (const auto& parameter : parameters) values.push_back(value_of(parameter));
    const py::gil_scoped_release no_gil;
    return store.query(sql, values);
}

/// What a load or an apply reports: rows, issues, revision, already_applied, hashes.
py::dict report_of(const std::vector<RowCount>& rows, const std::vector<Issue>& issues, std::int64_t revision, bool already,
                   const std::vector<std::pair<std::string, std::string>>& hashes = {}) {
    py::dict report;
    report["rows"] = table_of(rows);
    report["issues"] = table_of(issues);
    report["revision"] = revision;
    report["already_applied"] = already;
    report["hashes"] = hashes;
    return report;
}

py::dict report_of(const LoadReport& report) {
    return report_of(report.rows, report.issues, report.revision, report.already_applied, report.hashes);
}

py::dict report_of(const ApplyReport& report) {
    return report_of(report.rows, report.issues, report.revision, report.already_applied);
}

LoadOptions options_of(const std::string& format, const std::string& source, const std::string& source_kind, bool strict) {
    LoadOptions options;
    options.read = {format, source, source_kind};
    options.strict = strict;
    return options;
}

void bind_batch(py::module_& module) {
    py::class_<Batch> batch(module, "Batch");
    batch.def(py::init([](std::string source, std::string source_kind) {
        Batch made;
        made.source = std::move(source);
        made.source_kind = std::move(source_kind);
        return made;
    }), py::arg("source"), py::arg("source_kind"));
    batch.def("_add", &add, py::arg("table"), py::arg("values"));
    batch.def("__len__", [](const Batch& self) { return size(self); });
    batch.def_readonly("source", &Batch::source);
    batch.def_readonly("source_kind", &Batch::source_kind);
    batch.def_property_readonly("counts", &counts_of);
    batch.def_property_readonly("content_hash", &content_hash);
    refuse_pickle(batch, "a tissu.Batch is not pickled: write it as a data package");
    module.def("fields_of", &fields_of, py::arg("table"));
}

void bind_snapshot(py::module_& module) {
    py::class_<Snapshot, std::shared_ptr<Snapshot>> snapshot(module, "Snapshot");
    snapshot.def_readonly("revision", &Snapshot::revision);
    snapshot.def("counts", [](const Snapshot& self) {
        std::array<std::size_t, 3> kinds{};
        for (const auto& row : self.activities) ++kinds[static_cast<std::size_t>(row.kind)];
        py::dict counts;
        counts["territories"] = self.territories.size();
        counts["themes"] = self.themes.size();
        counts["actors"] = self.actors.size();
        counts["partnerships"] = kinds[0];
        counts["events"] = kinds[1];
        counts["resources"] = kinds[2];
        return counts;
    });
    snapshot.def("territories", [](const Snapshot& self, const std::string& kind, const std::optional<std::string>& at) {
        return list_territories(self, kind, day_of(at));
    }, py::arg("kind"), py::arg("at"));
    snapshot.def("themes", &list_themes, py::arg("scheme"), NoGil());
    snapshot.def("actors", &list_actors, py::arg("kind"), NoGil());
    snapshot.def("activities", &list_activities, py::arg("kind"), py::arg("type"), NoGil());
    snapshot.def("with_names", [](const Snapshot& self, const Table& table) { return with_names(table, self); },
                 py::arg("table"), NoGil());
    snapshot.def("find_actor", &find_actor, py::arg("text"), py::arg("limit"), NoGil());
    snapshot.def("find_activity", &find_activity, py::arg("kind"), py::arg("text"), py::arg("limit"), NoGil());
    snapshot.def("source_kinds", [](const Snapshot& self) {
        py::list kinds;
        for (const auto& source : self.sources) kinds.append(py::make_tuple(text_of(source.name), text_of(source.kind)));
        return kinds;
    });
}

}  // namespace

void bind_store(py::module_& module) {
    py::enum_<ActivityKind>(module, "ActivityKind")
        .value("partnership", ActivityKind::partnership)
        .value("event", ActivityKind::event)
        .value("resource", ActivityKind::resource);
    bind_batch(module);
    bind_snapshot(module);

    py::class_<Store> store(module, "Store");
    store.def_static("open", [](const std::string& path, bool read_only) {
        return Store::open(path, OpenOptions{read_only});
    }, py::arg("path"), py::arg("read_only"), NoGil());
    store.def_static("in_memory", &Store::in_memory, NoGil());
    store.def("apply", [](Store& self, const Batch& batch, bool strict, const py::object& progress) {
        return report_of(run(progress, [&](const Progress& p) { return self.apply(batch, strict, p); }));
    }, py::arg("batch"), py::arg("strict"), py::arg("progress"));
    store.def("load", [](Store& self, const std::string& path, const std::string& format, const std::string& source,
                         const std::string& source_kind, bool strict, const py::object& progress) {
        const LoadOptions options = options_of(format, source, source_kind, strict);
        return report_of(run(progress, [&](const Progress& p) { return load(self, path, options, p); }));
    }, py::arg("path"), py::arg("format"), py::arg("source"), py::arg("source_kind"), py::arg("strict"), py::arg("progress"));
    store.def("check", [](const Store& self, const std::string& path, const std::string& format, const py::object& progress) {
        const LoadOptions options = options_of(format, "", "", false);
        return report_of(run(progress, [&](const Progress& p) { return check(self, path, options, p); }));
    }, py::arg("path"), py::arg("format"), py::arg("progress"));
    store.def("merge", &Store::merge, py::arg("keep"), py::arg("drop"), py::arg("reason"), NoGil());
    store.def("unmerge", &Store::unmerge, py::arg("dropped"), NoGil());
    store.def("read", [](const Store& self, const py::object& progress) {
        return run(progress, [&](const Progress& p) { return self.read(p); });
    }, py::arg("progress"));
    store.def("snapshot", [](const Store& self, const py::object& progress) {
        return std::const_pointer_cast<Snapshot>(run(progress, [&](const Progress& p) { return self.snapshot(p); }));
    }, py::arg("progress"));
    store.def("query", &query, py::arg("sql"), py::arg("parameters"));
    store.def("copy_to", [](const Store& self, const std::string& path) { self.copy_to(path); }, py::arg("path"), NoGil());
    store.def("close", &Store::close, NoGil());
    store.def_property_readonly("revision", &Store::revision);
    store.def_property_readonly("path", [](const Store& self) { return text_of(self.path().string()); });
    refuse_pickle(store, "a tissu.Store is not pickled: pass its path and open it again");

    module.def("write_package", [](const Batch& batch, const std::string& folder, const py::object& progress) {
        run(progress, [&](const Progress& p) { write_package(batch, folder, p); return 0; });
    }, py::arg("batch"), py::arg("folder"), py::arg("progress"));
    module.def("write_catalogue", [](const Batch& batch, const std::string& path, const std::string& format, const py::object& progress) {
        run(progress, [&](const Progress& p) { write_catalogue(batch, path, format, p); return 0; });
    }, py::arg("batch"), py::arg("path"), py::arg("format"), py::arg("progress"));
    module.def("package_schema", &package_schema);
    module.def("formats", [] {
        py::list list;
        for (const auto& format : formats()) list.append(py::make_tuple(text_of(format.name), text_of(format.about)));
        return list;
    });
    module.def("built_in_schemes", &built_in_schemes, NoGil());
}

}  // namespace tissu::python
