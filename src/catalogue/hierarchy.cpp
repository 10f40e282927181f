#include <tissu/catalogue/hierarchy.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace tissu {

namespace {

struct Steps {
    Index row;
    double count;
};

/// All that is wider than `start`, breadth first; `mark` holds the last start that saw a row.
void walk_up(const Csr& wider, Index start, std::vector<Index>& mark, std::vector<Steps>& found) {
    found.assign(1, {start, 0});
    mark[start] = start;
    for (std::size_t next = 0; next < found.size(); ++next) {
        const Steps here = found[next];
        for (const Index above : wider.targets(here.row)) {
            if (mark[above] == start) continue;
            mark[above] = start;
            found.push_back({above, here.count + 1});
        }
    }
}

/// Collects rows one after the other into a Csr.
struct RowsBuilder {
    std::vector<std::int64_t> offsets{0};
    std::vector<Index> targets;
    std::vector<double> weights;

    void add(std::vector<Steps>& row) {
        std::sort(row.begin(), row.end(), [](const Steps& a, const Steps& b) { return a.row < b.row; });
        for (const Steps& step : row) {
            targets.push_back(step.row);
            weights.push_back(step.count);
        }
        offsets.push_back(static_cast<std::int64_t>(targets.size()));
    }

    Csr finish(Index n) { return Csr(n, n, std::move(offsets), std::move(targets), std::move(weights)); }
};

/// A link that is over says where a territory was, not where it is, unless both are over.
bool is_last(const Snapshot& snapshot, const Snapshot::PartRow& part) {
    if (!part.period.until) return true;
    const auto& life = snapshot.territories[part.territory].valid;
    return life.until && *part.period.until >= *life.until;
}

constexpr double whole = 1 - 1e-9;

}  // namespace

Csr closure(const Csr& wider) {
    RowsBuilder builder;
    std::vector<Index> mark(wider.rows(), no_index);
    std::vector<Steps> found;
    for (Index row = 0; row < wider.rows(); ++row) {
        walk_up(wider, row, mark, found);
        builder.add(found);
    }
    return builder.finish(wider.rows());
}

Csr broader_themes(const Snapshot& snapshot) {
    const auto n = static_cast<Index>(snapshot.themes.size());
    std::vector<Index> from, to;
    for (Index row = 0; row < n; ++row)
        for (const Index above : snapshot.themes[row].broader) {
            from.push_back(row);
            to.push_back(above);
        }
    return closure(build_csr(n, n, from, to, {}, false, Repeated::merge));
}

Csr wider_territories(const Snapshot& snapshot) {
    const auto n = static_cast<Index>(snapshot.territories.size());
    std::vector<Index> from, to, part_from, part_to;
    for (const auto& part : snapshot.parts) {
        if (!is_last(snapshot, part) || part.share <= 0) continue;
        const bool is_whole = part.share >= whole;
        (is_whole ? from : part_from).push_back(part.territory);
        (is_whole ? to : part_to).push_back(part.part_of);
    }
    const Csr wholly = closure(build_csr(n, n, from, to, {}, false, Repeated::merge));
    if (part_from.empty()) return wholly;
    const Csr partly = build_csr(n, n, part_from, part_to, {}, false, Repeated::merge);
    RowsBuilder builder;
    for (Index row = 0; row < n; ++row) {
        std::vector<Steps> found;
        const auto add = [&](Index start, double steps) {
            for (std::size_t i = 0; i < wholly.targets(start).size(); ++i) {
                const Index above = wholly.targets(start)[i];
                const double count = steps + wholly.weight(start, i);
                const auto known =
                    std::find_if(found.begin(), found.end(), [&](auto& f) { return f.row == above; });
                if (known == found.end()) found.push_back({above, count});
                else known->count = std::min(known->count, count);
            }
        };
        add(row, 0);
        for (const Index above : partly.targets(row)) add(above, 1);
        builder.add(found);
    }
    return builder.finish(n);
}

}  // namespace tissu
