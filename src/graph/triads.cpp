#include <tissu/graph/triads.hpp>

#include <algorithm>
#include <atomic>
#include <vector>

#include <tissu/base/parallel.hpp>

#include "graph/checks.hpp"
#include "graph/pool.hpp"

namespace tissu {
namespace {

/// Kind of the triad whose six arcs, u->v 1, v->u 2, u->w 4, w->u 8, v->w 16, w->v 32, are the bits of the place.
constexpr std::array<unsigned char, 64> kind_of{
    0, 1, 1, 2, 1, 3, 5,  7,  1,  5,  4,  6,  2,  7,  6,  10, 1, 5, 3, 7,  4,  8,  8,  12, 5,  9,  8,  13, 6,  13, 11, 14,
    1, 4, 5, 6, 5, 8, 9, 13,  3,  8,  8, 11,  7, 12, 13,  14, 2, 6, 7, 10, 6, 11, 13,  14, 7, 13, 12, 14, 10, 14, 14, 15};

/// Neighbours in either direction, with the direction: 1 to it, 2 from it.
struct Dyads {
    std::vector<std::int64_t> offsets{0};
    std::vector<Index> other;
    std::vector<unsigned char> arcs;
};

Dyads dyads_of(const Csr& ties) {
    const Csr back = transposed(ties);
    Dyads dyads;
    for (Index row = 0; row < ties.rows(); ++row) {
        const auto out = ties.targets(row);
        const auto in = back.targets(row);
        std::size_t i = 0;
        std::size_t k = 0;
        while (i < out.size() || k < in.size()) {
            const Index other = k == in.size() || (i < out.size() && out[i] < in[k]) ? out[i] : in[k];
            unsigned char arcs = 0;
            if (i < out.size() && out[i] == other) arcs |= 1, ++i;
            if (k < in.size() && in[k] == other) arcs |= 2, ++k;
            if (other == row) continue;
            dyads.other.push_back(other);
            dyads.arcs.push_back(arcs);
        }
        dyads.offsets.push_back(static_cast<std::int64_t>(dyads.other.size()));
    }
    return dyads;
}

using Census = std::array<std::int64_t, 16>;

/// The triads whose first tied pair is (u, v), u < v. `mark` holds the arcs between u and every row.
void count_pair(const Dyads& dyads, Index u, Index v, unsigned char uv, std::vector<unsigned char>& mark, std::int64_t rows,
                Census& census) {
    std::int64_t tied = 0;  // rows tied to u or v
    const auto count = [&](Index w, unsigned char uw, unsigned char vw) {
        ++tied;
        // Counted at its first pair: (u, v) if w comes later, or comes between and is not tied to u.
        if (v < w || (u < w && w < v && uw == 0)) ++census[kind_of[static_cast<std::size_t>(uv | uw << 2 | vw << 4)]];
    };
    for (std::int64_t e = dyads.offsets[v]; e < dyads.offsets[v + 1]; ++e) {
        const Index w = dyads.other[static_cast<std::size_t>(e)];
        if (w == u) continue;
        count(w, mark[w], dyads.arcs[static_cast<std::size_t>(e)]);
        mark[w] |= 4;  // seen from v
    }
    for (std::int64_t e = dyads.offsets[u]; e < dyads.offsets[u + 1]; ++e) {
        const Index w = dyads.other[static_cast<std::size_t>(e)];
        if (w == v || (mark[w] & 4) != 0) continue;
        count(w, mark[w], 0);
    }
    for (std::int64_t e = dyads.offsets[v]; e < dyads.offsets[v + 1]; ++e)
        mark[dyads.other[static_cast<std::size_t>(e)]] &= 3;
    census[uv == 3 ? 2 : 1] += rows - tied - 2;
}

}  // namespace

Census triad_census(const Csr& ties, unsigned threads, const Progress& progress) {
    require_square(ties);
    const Dyads dyads = dyads_of(ties);
    const auto rows = static_cast<std::int64_t>(ties.rows());
    std::vector<Census> parts(chunk_count(ties.rows(), 256));
    Pool<std::vector<unsigned char>> pool;
    std::atomic<std::size_t> done{0};
    for_each_chunk(ties.rows(), 256, threads, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        auto mark = pool.borrow([&] { return std::vector<unsigned char>(ties.rows()); });
        Census& census = parts[chunk] = {};
        for (std::size_t row = begin; row < end; ++row) {
            const auto u = static_cast<Index>(row);
            for (std::int64_t e = dyads.offsets[u]; e < dyads.offsets[row + 1]; ++e)
                (*mark)[dyads.other[static_cast<std::size_t>(e)]] = dyads.arcs[static_cast<std::size_t>(e)];
            for (std::int64_t e = dyads.offsets[u]; e < dyads.offsets[row + 1]; ++e) {
                const Index v = dyads.other[static_cast<std::size_t>(e)];
                if (u < v) count_pair(dyads, u, v, dyads.arcs[static_cast<std::size_t>(e)], *mark, rows, census);
            }
            for (std::int64_t e = dyads.offsets[u]; e < dyads.offsets[row + 1]; ++e)
                (*mark)[dyads.other[static_cast<std::size_t>(e)]] = 0;
            progress.report(static_cast<double>(++done) / static_cast<double>(rows));
        }
        pool.give_back(std::move(mark));
    });
    Census census{};
    for (const Census& part : parts)
        for (std::size_t kind = 0; kind < census.size(); ++kind) census[kind] += part[kind];
    std::int64_t others = 0;
    for (std::size_t kind = 1; kind < census.size(); ++kind) others += census[kind];
    const std::int64_t pairs = rows % 2 == 0 ? rows / 2 * (rows - 1) : (rows - 1) / 2 * rows;
    census[0] = (pairs % 3 == 0 ? pairs / 3 * (rows - 2) : (rows - 2) / 3 * pairs) - others;
    if (rows < 3) census[0] = 0;
    return census;
}

}  // namespace tissu
