#include "common.hpp"

#include <tissu/network/lens.hpp>
#include <tissu/network/network.hpp>
#include <tissu/network/subset.hpp>
#include <tissu/network/two_mode.hpp>

#include "id_columns.hpp"

namespace tissu::python {
namespace {

using Texts = std::vector<std::string>;
using Reals = py::array_t<double, py::array::c_style | py::array::forcecast>;

std::span<const double> span_of(const std::optional<Reals>& values) {
    if (!values) return {};
    return {values->data(), static_cast<std::size_t>(values->size())};
}

GivenIds ids_or_none(const py::object& values, const char* name) {
    return values.is_none() ? GivenIds() : GivenIds(values, name);
}

Network from_edges_bound(const py::object& source, const py::object& target, const std::optional<Reals>& weight,
                         bool directed, const py::object& nodes, unsigned threads) {
    GivenIds from(source, "source"), to(target, "target"), listed = ids_or_none(nodes, "nodes");
    make_alike({&from, &to, &listed});
    const auto weights = span_of(weight);
    const py::gil_scoped_release no_gil;
    return from_edges(from.view(), to.view(), weights, listed.view(), EdgeOptions{directed, threads});
}

TwoMode two_mode_bound(const py::object& row, const py::object& column, const std::optional<Reals>& weight,
                       const py::object& rows, const py::object& columns, unsigned threads) {
    GivenIds row_ids(row, "row"), listed_rows = ids_or_none(rows, "rows");
    GivenIds column_ids(column, "column"), listed_columns = ids_or_none(columns, "columns");
    make_alike({&row_ids, &listed_rows});
    make_alike({&column_ids, &listed_columns});
    const auto weights = span_of(weight);
    const py::gil_scoped_release no_gil;
    return two_mode_from_edges(row_ids.view(), column_ids.view(), weights, listed_rows.view(), listed_columns.view(), threads);
}

template <class T>
py::array copy_of(std::span<const T> values) {
    return py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data());
}

/// Offsets, targets and weights (None if unweighted), as scipy.sparse.csr_array takes them.
py::tuple csr_of(const Csr& csr) {
    const py::object weights = csr.weighted() ? py::object(copy_of(csr.weights())) : py::object(py::none());
    return py::make_tuple(copy_of(csr.offsets()), copy_of(csr.targets()), weights);
}

py::list texts_of(const Texts& texts) {
    py::list list;
    for (const auto& text : texts) list.append(text_of(text));
    return list;
}

py::list labels_of(const Nodes& nodes, const std::string& name) {
    const Groups groups = group(nodes, name);
    py::list labels;
    for (Index of : groups.of) labels.append(of == no_index ? py::str("") : text_of(groups.names[of]));
    return labels;
}

Lens lens_of(const py::dict& given) {
    Lens lens;
    for (const auto& [key, value] : given) {
        const auto name = key.cast<std::string>();
        if (name == "nodes") lens.nodes = value.cast<std::string>();
        else if (name == "via") lens.via = value.cast<Texts>();
        else if (name == "level") lens.level = value.cast<std::string>();
        else if (name == "projection") lens.projection = projection_named(value.cast<std::string>());
        else if (name == "period") {
            const auto bounds = value.cast<std::pair<std::string, std::string>>();
            lens.period = period_between(bounds.first, bounds.second);
        } else if (name == "within") lens.within = value.cast<Texts>();
        else if (name == "themes") lens.themes = value.cast<Texts>();
        else if (name == "types") lens.types = value.cast<Texts>();
        else if (name == "without") lens.without = value.cast<Texts>();
        else if (name == "min_weight") lens.min_weight = value.cast<double>();
        else if (name == "directed") lens.directed = value.cast<bool>();
        else if (name == "threads") lens.threads = value.cast<unsigned>();
        else throw Error(Errc::invalid_argument, "expected an option of a lens, found '" + name + "'");
    }
    return lens;
}

void bind_two_mode(py::module_& module) {
    py::class_<TwoMode, std::shared_ptr<TwoMode>> two(module, "TwoMode");
    two.def_static("_from_edges", &two_mode_bound, py::arg("row"), py::arg("column"), py::arg("weight"), py::arg("rows"),
                   py::arg("columns"), py::arg("threads"));
    two.def_property_readonly("shape", [](const TwoMode& self) { return py::make_tuple(self.rows.size(), self.columns.size()); });
    two.def_property_readonly("size", [](const TwoMode& self) { return self.incidence.size(); });
    two.def_property_readonly("note", [](const TwoMode& self) { return text_of(self.note); });
    two.def_property_readonly("_row_ids", [](const TwoMode& self) { return texts_of(self.rows.ids); });
    two.def_property_readonly("_column_ids", [](const TwoMode& self) { return texts_of(self.columns.ids); });
    two.def_property_readonly("entries", &entries_table);
    two.def("_csr", [](const TwoMode& self) { return csr_of(self.incidence); });
    two.def("transposed", [](const TwoMode& self) { return transposed(self); }, NoGil());
    two.def("_project", [](std::shared_ptr<TwoMode> self, const std::string& projection, double min_weight, bool directed,
                           unsigned threads, const py::object& progress) {
        const ProjectOptions options{min_weight, directed, threads};
        return run(progress, [&](const Progress& p) { return project(self, projection_named(projection), options, p); });
    }, py::arg("projection"), py::arg("min_weight"), py::arg("directed"), py::arg("threads"), py::arg("progress"));
    refuse_pickle(two, "a tissu.TwoMode is not pickled: pass its entries");
}

}  // namespace

void bind_network(py::module_& module) {
    bind_two_mode(module);
    py::class_<Network> net(module, "Network");
    net.def_static("_from_edges", &from_edges_bound, py::arg("source"), py::arg("target"), py::arg("weight"),
                   py::arg("directed"), py::arg("nodes"), py::arg("threads"));
    net.def("__len__", &Network::size);
    net.def_property_readonly("size", &Network::edges);
    net.def_property_readonly("nodes", &nodes_table);
    net.def_property_readonly("edges", &edges_table);
    net.def_property_readonly("ids", [](const Network& self) { return texts_of(self.nodes().ids); });
    net.def_property_readonly("labels", [](const Network& self) { return texts_of(self.nodes().labels); });
    net.def_property_readonly("is_directed", &Network::directed);
    net.def_property_readonly("total_weight", &Network::total_weight);
    net.def_property_readonly("density", &Network::density);
    net.def_property_readonly("note", [](const Network& self) { return text_of(self.note()); });
    net.def_property_readonly("group_names", [](const Network& self) {
        py::list names;
        for (const auto& [name, labels] : self.nodes().groups) names.append(text_of(name));
        return names;
    });
    net.def_property_readonly("origin", [](const Network& self) { return std::const_pointer_cast<TwoMode>(self.origin()); });
    net.def("_labels_of", [](const Network& self, const std::string& name) { return labels_of(self.nodes(), name); }, py::arg("name"));
    net.def("_subset", [](const Network& self, const std::vector<Index>& nodes) { return subset(self, nodes); }, py::arg("nodes"),
            NoGil());
    net.def("_csr", [](const Network& self) { return csr_of(self.ties()); });
    refuse_pickle(net, "a tissu.Network is not pickled: pass its edges, or write it to a file");

    module.def("network", [](const std::shared_ptr<Snapshot>& snapshot, const py::dict& lens, const py::object& progress) {
        const Lens options = lens_of(lens);
        return run(progress, [&](const Progress& p) { return network(*snapshot, options, p); });
    }, py::arg("snapshot"), py::arg("lens"), py::arg("progress"));
    module.def("two_mode", [](const std::shared_ptr<Snapshot>& snapshot, const py::dict& lens, bool all, const py::object& progress) {
        const Lens options = lens_of(lens);
        return run(progress, [&](const Progress& p) { return two_mode(*snapshot, options, all, p); });
    }, py::arg("snapshot"), py::arg("lens"), py::arg("all"), py::arg("progress"));
}

}  // namespace tissu::python
