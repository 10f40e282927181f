#include <tissu/network/network.hpp>

#include <algorithm>
#include <limits>
#include <mutex>
#include <optional>
#include <unordered_map>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

namespace tissu {
namespace {

template <class T>
void fill(std::vector<T>& column, const std::vector<T>& values, std::size_t n, std::string_view what) {
    if (column.empty()) column = values;
    if (column.size() != n)
        throw Error(Errc::invalid_argument, "expected " + std::to_string(n) + " " + std::string(what) +
                                                ", one per node, found " + std::to_string(column.size()));
}

Index row_of(std::unordered_map<std::string_view, Index>& rows, std::string_view id) {
    if (rows.size() >= no_index)
        throw Error(Errc::unsupported, "expected fewer than " + std::to_string(no_index) + " nodes");
    return rows.emplace(id, static_cast<Index>(rows.size())).first->second;
}

std::unordered_map<std::string_view, Index> rows_by_id(std::span<const std::string> ids) {
    std::unordered_map<std::string_view, Index> rows;
    rows.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i].empty())
            throw Error(Errc::invalid_argument,
                        "expected an id, found an empty text (node " + std::to_string(i) + ")");
        if (row_of(rows, ids[i]) != i)
            throw Error(Errc::invalid_argument, "expected distinct ids, found \"" + shortened(ids[i]) +
                                                    "\" twice (node " + std::to_string(i) + ")");
    }
    return rows;
}

/// `completed`, for ids that are known to be distinct.
Nodes filled(Nodes nodes) {
    const std::size_t n = nodes.size();
    const std::vector<double> unknown(n, std::numeric_limits<double>::quiet_NaN());
    fill(nodes.labels, nodes.ids, n, "labels");
    fill(nodes.lon, unknown, n, "longitudes");
    fill(nodes.lat, unknown, n, "latitudes");
    fill(nodes.mass, unknown, n, "masses");
    for (auto& [name, labels] : nodes.groups)
        fill(labels, labels, n, "labels of the partition \"" + name + "\"");
    return nodes;
}

}  // namespace

Nodes completed(Nodes nodes) {
    (void)rows_by_id(nodes.ids);
    return filled(std::move(nodes));
}

struct Network::Data {
    Nodes nodes;
    Csr ties;
    bool directed = false;
    std::string note;
    std::shared_ptr<const TwoMode> origin;
    std::int64_t loops = 0;
    std::int64_t edges = 0;
    double total_weight = 0;
    mutable std::once_flag column_made;
    mutable std::optional<Column> column;
};

Network::Network() : data_(std::make_shared<Data>()) {}

Network::Network(Nodes nodes, Csr ties, bool directed, std::string note,
                 std::shared_ptr<const TwoMode> origin) {
    if (nodes.size() != ties.rows() || ties.rows() != ties.columns())
        throw Error(Errc::invalid_argument, "expected ties among " + std::to_string(nodes.size()) +
                                                " nodes, found a relation of " + std::to_string(ties.rows()) +
                                                " x " + std::to_string(ties.columns()));
    if (!directed && !is_symmetric(ties))
        throw Error(Errc::invalid_argument,
                    "expected a symmetric relation for an undirected network, found another");
    *this = Network(Unchecked{}, completed(std::move(nodes)), std::move(ties), directed, std::move(note), std::move(origin));
}

Network::Network(Unchecked, Nodes nodes, Csr ties, bool directed, std::string note,
                 std::shared_ptr<const TwoMode> origin) {
    auto data = std::make_shared<Data>();
    data->nodes = filled(std::move(nodes));
    data->ties = std::move(ties);
    data->directed = directed;
    data->note = std::move(note);
    data->origin = std::move(origin);
    const std::int64_t* offsets = data->ties.offsets().data();
    const Index* targets = data->ties.targets().data();
    const double* weights = data->ties.weighted() ? data->ties.weights().data() : nullptr;
    for (Index row = 0; row < data->ties.rows(); ++row) {
        const Index* end = targets + offsets[row + 1];
        const Index* own = std::lower_bound(targets + offsets[row], end, row);
        if (own != end && *own == row) ++data->loops;
        const std::int64_t first = directed ? offsets[row] : own - targets;
        data->edges += offsets[row + 1] - first;
        for (std::int64_t entry = first; weights && entry < offsets[row + 1]; ++entry) data->total_weight += weights[entry];
    }
    if (!weights) data->total_weight = static_cast<double>(data->edges);
    data_ = std::move(data);
}

Index Network::size() const noexcept { return data_->ties.rows(); }
const Nodes& Network::nodes() const noexcept { return data_->nodes; }
const Csr& Network::ties() const noexcept { return data_->ties; }
bool Network::directed() const noexcept { return data_->directed; }

const Column& Network::node_column() const {
    std::call_once(data_->column_made,
                   [this] { data_->column.emplace("node", "id", std::span<const std::string>(data_->nodes.ids)); });
    return *data_->column;
}

std::shared_ptr<const TwoMode> Network::origin() const noexcept { return data_->origin; }
const std::string& Network::note() const noexcept { return data_->note; }
std::int64_t Network::edges() const noexcept { return data_->edges; }
double Network::total_weight() const noexcept { return data_->total_weight; }

double Network::density() const noexcept {
    const double n = size();
    if (n < 2) return 0;
    const double pairs = directed() ? n * (n - 1) : n * (n - 1) / 2;
    return static_cast<double>(edges() - data_->loops) / pairs;
}

Groups group(const Nodes& nodes, std::string_view name) {
    if (name == "id") return group(nodes.ids);
    if (const auto found = nodes.groups.find(name); found != nodes.groups.end()) return group(found->second);
    std::string names;
    for (const auto& [known, labels] : nodes.groups) names += (names.empty() ? "" : ", ") + known;
    throw Error(Errc::not_found, "expected a partition of the nodes (" +
                                     (names.empty() ? "there is none" : names) + "), found \"" +
                                     shortened(name) + "\"");
}

Groups group(std::span<const std::string> labels) {
    Groups groups;
    std::unordered_map<std::string_view, Index> numbers;
    groups.of.reserve(labels.size());
    for (const std::string& label : labels) {
        if (label.empty()) {
            groups.of.push_back(no_index);
            continue;
        }
        const auto [entry, fresh] = numbers.emplace(label, static_cast<Index>(numbers.size()));
        if (fresh) groups.names.push_back(label);
        groups.of.push_back(entry->second);
    }
    return groups;
}

Table nodes_table(const Network& network) {
    const Nodes& nodes = network.nodes();
    std::vector<Column> columns;
    columns.emplace_back("id", "id", std::span<const std::string>(nodes.ids));
    columns.emplace_back("label", "", std::span<const std::string>(nodes.labels));
    columns.emplace_back("lon", "degree east", nodes.lon);
    columns.emplace_back("lat", "degree north", nodes.lat);
    columns.emplace_back("mass", "inhabitants", nodes.mass);
    for (const auto& [name, labels] : nodes.groups)
        columns.emplace_back(name, "group", std::span<const std::string>(labels));
    return Table(std::move(columns), network.note());
}

Table edges_table(const Network& network) {
    Strings sources, targets;
    std::vector<double> weights;
    for (Index row = 0; row < network.size(); ++row) {
        const auto ends = network.ties().targets(row);
        for (std::size_t k = 0; k < ends.size(); ++k) {
            if (!network.directed() && ends[k] < row) continue;
            sources.push_back(network.nodes().ids[row]);
            targets.push_back(network.nodes().ids[ends[k]]);
            weights.push_back(network.ties().weight(row, k));
        }
    }
    return Table({Column("source", "id", std::move(sources)), Column("target", "id", std::move(targets)),
                  Column("weight", "1", std::move(weights))},
                 network.note());
}

Network from_edges(const IdColumn& source, const IdColumn& target, std::span<const double> weight,
                   const IdColumn& nodes, const EdgeOptions& options) {
    if (source.size() != target.size() || (!weight.empty() && weight.size() != source.size()))
        throw Error(Errc::invalid_argument, "expected columns of equal length, found " +
                                                std::to_string(source.size()) + " sources, " +
                                                std::to_string(target.size()) + " targets, " +
                                                std::to_string(weight.size()) + " weights");
    const IdColumn ends[] = {source, target};
    Numbered rows = numbered(ends, nodes, options.threads);
    const auto n = static_cast<Index>(rows.ids.size());
    Csr ties = build_csr(n, n, rows.at[0], rows.at[1], weight, !options.directed, Repeated::sum, options.threads);
    rows.at.clear();
    return Network(Unchecked{}, Nodes{std::move(rows.ids), {}, {}, {}, {}, {}}, std::move(ties), options.directed,
                   std::string(options.directed ? "directed" : "undirected") + " network of given edges");
}

Network from_edges(std::span<const std::string> source, std::span<const std::string> target,
                   std::span<const double> weight, bool directed, std::span<const std::string> nodes) {
    const Strings sources(source), targets(target), given(nodes);
    return from_edges(sources, targets, weight, given, EdgeOptions{directed, 0});
}

}  // namespace tissu
