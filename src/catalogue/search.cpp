#include <algorithm>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/catalogue/catalogue.hpp>

#include "catalogue/characters.hpp"
#include "catalogue/facets.hpp"
#include "catalogue/filter.hpp"
#include "catalogue/proximity.hpp"
#include "catalogue/query.hpp"
#include "catalogue/similar.hpp"
#include "catalogue/snippet.hpp"

namespace tissu {

using namespace catalogue;

namespace {

constexpr std::size_t enough = 3;   ///< with fewer hits the last word may be the beginning of one
constexpr std::size_t looked_at = 200;  ///< the first so many are read for the nearness of words

bool is_blank_text(std::string_view text) {
    bool blank = true;
    for_each_chunk_of_text(text, [&](std::size_t, std::size_t) { blank = false; });
    return blank;
}

std::vector<Scored> everything(Index items) {
    std::vector<Scored> result;
    for (Index item = 0; item < items; ++item) result.push_back({item, 0});
    return result;
}

struct Found {
    std::vector<Scored> items;
    std::vector<QueryWord> words;
};

Found find(const Catalogue::Data& data, std::string_view text, const Filter& filter) {
    Found found;
    const auto keep = [&](std::vector<Scored> items) {
        if (!filter.is_open()) std::erase_if(items, [&](const Scored& hit) { return !filter.accepts(hit.item); });
        found.items = std::move(items);
    };
    if (is_blank_text(text)) {
        keep(everything(data.items()));
        return found;
    }
    const auto add = [&](std::vector<QueryWord> words) {
        for (QueryWord& word : words) found.words.push_back(std::move(word));
    };
    add(words_of(data.index, data.acronyms, text));
    add(corrections(data.index, text));
    if (found.words.empty()) add(stop_words_of(data.index, text));
    keep(scores(data.index, found.words, data.items()));
    if (found.items.size() >= enough) return found;
    add(completions(data.index, text));
    keep(scores(data.index, found.words, data.items()));
    return found;
}

/// Best first, ties by id; only the first `wanted` are put in order.
void put_best_first(const Catalogue& catalogue, std::vector<Scored>& items, std::size_t wanted) {
    const auto better = [&](const Scored& a, const Scored& b) {
        return a.score != b.score ? a.score > b.score : catalogue.id_of(a.item) < catalogue.id_of(b.item);
    };
    const auto middle = items.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, items.size()));
    std::partial_sort(items.begin(), middle, items.end(), better);
}

/// The first `looked_at` by score get what the nearness of their words is worth. Later ones never overtake them: the
/// order does not depend on how many are asked for.
void look_at_first(const Catalogue& catalogue, const Catalogue::Data& data, Found& found) {
    if (found.words.size() < 2) return;
    put_best_first(catalogue, found.items, looked_at);
    add_proximity(data.index, found.words, std::span(found.items).first(std::min(looked_at, found.items.size())));
}

Snippets snippets_for(const Inverted& index, const std::vector<QueryWord>& words) {
    std::vector<std::string> terms;
    for (const QueryWord& word : words) {
        for (const Index term : word.exact) terms.push_back(index.terms()[term]);
        for (const Index term : word.stems) terms.push_back(index.terms()[term]);
    }
    return Snippets(std::move(terms));
}

std::string snippet_of(const Snapshot& snapshot, const Snippets& snippets, Index item) {
    if (item >= snapshot.activities.size()) return {};
    const auto& activity = snapshot.activities[item];
    const Language language = language_of(snapshot.word(activity.language));
    if (activity.text.empty() || activity.description.empty())
        return make_utf8(
            snippets.of(activity.description.empty() ? activity.text : activity.description, language));
    return make_utf8(snippets.of(activity.description + "\n" + activity.text, language));
}

Table table_of(const Catalogue& catalogue, std::span<const Scored> hits, const Snippets* snippets,
               std::string note) {
    Strings ids, kinds, types, titles, texts;
    std::vector<double> score;
    for (const Scored& hit : hits) {
        ids.push_back(catalogue.id_of(hit.item));
        kinds.push_back(catalogue.kind_of(hit.item));
        types.push_back(catalogue.type_of(hit.item));
        titles.push_back(catalogue.title_of(hit.item));
        score.push_back(hit.score);
        if (snippets) texts.push_back(snippet_of(catalogue.snapshot(), *snippets, hit.item));
    }
    std::vector<Column> columns{Column("id", "id", std::move(ids)), Column("kind", "", std::move(kinds)),
                                Column("type", "", std::move(types)), Column("title", "", std::move(titles)),
                                Column("score", "1, >= 0", std::move(score))};
    if (snippets) columns.emplace_back("snippet", "", std::move(texts));
    return Table(std::move(columns), std::move(note));
}

}  // namespace

Hits Catalogue::search(std::string_view text, const SearchOptions& options) const {
    const Filter filter(*this, options);
    Found found = find(*data_, text, filter);
    Hits hits;
    hits.total = static_cast<std::int64_t>(found.items.size());
    look_at_first(*this, *data_, found);
    const std::size_t offset = std::min(static_cast<std::size_t>(options.offset), found.items.size());
    const std::size_t count = std::min(static_cast<std::size_t>(options.limit), found.items.size() - offset);
    put_best_first(*this, found.items, offset + count);
    hits.understood = filter.theme_understood();
    const Snippets snippets = snippets_for(data_->index, found.words);
    hits.table = table_of(*this, std::span<const Scored>(found.items).subspan(offset, count), &snippets,
                          "search for \"" + shortened(text) + "\": " + std::to_string(hits.total) + " found" +
                              (hits.understood.empty() ? "" : "; " + hits.understood));
    hits.facets = [data = data_, items = std::make_shared<const std::vector<Scored>>(std::move(found.items))] {
        return facets_of(*data, *items);
    };
    return hits;
}

Table Catalogue::similar(std::string_view id, const std::vector<std::string>& kinds,
                         std::int64_t limit) const {
    const Index item = item_of(id);
    if (item == no_index) throw Error(Errc::not_found, "expected an item, found \"" + shortened(id) + "\"");
    const auto wanted = kinds_of(kinds);
    std::vector<Scored> found = alike(*data_, item);
    std::erase_if(found, [&](const Scored& hit) {
        return hit.item == item || !wanted[kind_number(snapshot(), hit.item)];
    });
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(limit, 0));
    put_best_first(*this, found, count);
    return table_of(*this, std::span(found).first(std::min(count, found.size())), nullptr,
                    "items like " + std::string(id));
}

}  // namespace tissu
