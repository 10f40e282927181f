#include "recommend/alike.hpp"

#include <algorithm>
#include <cmath>

#include <tissu/base/parallel.hpp>

namespace tissu::recommend_detail {

namespace {

constexpr std::size_t most_alike = 200, strip = 256;

class Row {
public:
    Row(const Catalogue& catalogue, const std::vector<double>& weight)
        : catalogue_(catalogue), weight_(weight), here_(catalogue.audience().rows()) {}

    void append(Index own, std::vector<Alike::Entry>& to) {
        for (const Index actor : catalogue_.audience().targets(own)) {
            if (weight_[actor] == 0) continue;
            for (const Index other : catalogue_.history().targets(actor)) {
                if (here_[other].count == 0) touched_.push_back(other);
                here_[other].count += 1;
                here_[other].sum += weight_[actor];
            }
        }
        list_.clear();
        for (const Index other : touched_) {
            if (other != own && here_[other].count >= least_support)
                list_.push_back({other, here_[other].count, here_[other].sum});
            here_[other] = {};
        }
        touched_.clear();
        keep_strongest();
        to.insert(to.end(), list_.begin(), list_.end());
    }

private:
    struct Here {
        double count = 0, sum = 0;
    };

    void keep_strongest() {
        const auto strength = [&](const Alike::Entry& entry) {
            return entry.sum / std::sqrt(static_cast<double>(catalogue_.audience().degree(entry.item)));
        };
        const auto stronger = [&](const Alike::Entry& a, const Alike::Entry& b) {
            const double first = strength(a), second = strength(b);
            return first != second ? first > second : a.item < b.item;
        };
        const std::size_t kept = std::min(most_alike, list_.size());
        std::partial_sort(list_.begin(), list_.begin() + static_cast<std::ptrdiff_t>(kept), list_.end(), stronger);
        list_.resize(kept);
    }

    const Catalogue& catalogue_;
    const std::vector<double>& weight_;
    std::vector<Here> here_;
    std::vector<Index> touched_;
    std::vector<Alike::Entry> list_;
};

class ContactRow {
public:
    explicit ContactRow(const Catalogue& catalogue) : catalogue_(catalogue), here_(catalogue.history().rows()) {}

    void append(Index own, std::vector<Index>& to) {
        for (const Index activity : catalogue_.history().targets(own)) {
            if (catalogue_.audience().degree(activity) > most_links) continue;
            for (const Index other : catalogue_.audience().targets(activity))
                if (other != own && here_[other]++ == 0) touched_.push_back(other);
        }
        std::erase_if(touched_, [&](Index other) {
            const bool everywhere = catalogue_.history().degree(other) > most_links;
            if (everywhere) here_[other] = 0;
            return everywhere;
        });
        const std::size_t kept = std::min(most_alike, touched_.size());
        std::partial_sort(touched_.begin(), touched_.begin() + static_cast<std::ptrdiff_t>(kept), touched_.end(),
                          [&](Index a, Index b) { return here_[a] != here_[b] ? here_[a] > here_[b] : a < b; });
        for (const Index other : touched_) here_[other] = 0;
        std::sort(touched_.begin(), touched_.begin() + static_cast<std::ptrdiff_t>(kept));
        to.insert(to.end(), touched_.begin(), touched_.begin() + static_cast<std::ptrdiff_t>(kept));
        touched_.clear();
    }

private:
    const Catalogue& catalogue_;
    std::vector<std::uint32_t> here_;
    std::vector<Index> touched_;
};

/// The rows of all, each appended by a worker of its chunk.
template <class Rows, class Entry, class Make>
Rows rows_of_all(std::size_t n, std::vector<Entry> Rows::*entries, Make make) {
    std::vector<std::vector<Entry>> parts(chunk_count(n, strip));
    std::vector<std::int64_t> size(n);
    for_each_chunk(n, strip, 0, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        auto row = make();
        for (std::size_t own = begin; own < end; ++own) {
            const std::size_t before = parts[chunk].size();
            row.append(static_cast<Index>(own), parts[chunk]);
            size[own] = static_cast<std::int64_t>(parts[chunk].size() - before);
        }
    });
    Rows rows;
    for (const std::int64_t one : size) rows.offsets.push_back(rows.offsets.back() + one);
    for (const auto& part : parts) (rows.*entries).insert((rows.*entries).end(), part.begin(), part.end());
    return rows;
}

}  // namespace

double weight_of_actor(std::int64_t activities) {
    return activities > most_links ? 0.0 : std::pow(static_cast<double>(activities), -0.75);
}

Alike alike_activities(const Catalogue& catalogue) {
    std::vector<double> weight(catalogue.history().rows());
    for (Index actor = 0; actor < weight.size(); ++actor)
        if (catalogue.history().degree(actor) > 0) weight[actor] = weight_of_actor(catalogue.history().degree(actor));
    return rows_of_all(catalogue.audience().rows(), &Alike::entries, [&] { return Row(catalogue, weight); });
}

Contacts contacts_of_actors(const Catalogue& catalogue) {
    return rows_of_all(catalogue.history().rows(), &Contacts::actors, [&] { return ContactRow(catalogue); });
}

}  // namespace tissu::recommend_detail
