#include "common.hpp"

#include <tissu/recommend/evaluate.hpp>
#include <tissu/recommend/model.hpp>

namespace tissu::python {
namespace {

using Indices = py::array_t<std::int64_t, py::array::c_style | py::array::forcecast>;
using Weights = py::array_t<double, py::array::c_style | py::array::forcecast>;

std::vector<Index> indices_of(const Indices& given) {
    std::vector<Index> indices;
    indices.reserve(static_cast<std::size_t>(given.size()));
    for (py::ssize_t i = 0; i < given.size(); ++i) indices.push_back(static_cast<Index>(given.data()[i]));
    return indices;
}

std::vector<double> weights_of(const Weights& given) { return {given.data(), given.data() + given.size()}; }

template <class T>
py::array array_of(const std::vector<T>& values) {
    return py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data());
}

py::tuple pair_of(const std::vector<ScoredItem>& list) {
    std::vector<std::int64_t> items;
    std::vector<double> scores;
    for (const auto& [item, score] : list) {
        items.push_back(item);
        scores.push_back(score);
    }
    return py::make_tuple(array_of(items), array_of(scores));
}

constexpr std::pair<const char*, ItemModelKind> kinds[] = {{"auto", ItemModelKind::automatic},
                                                           {"popularity", ItemModelKind::popularity},
                                                           {"cooccurrence", ItemModelKind::cooccurrence},
                                                           {"spectral", ItemModelKind::spectral},
                                                           {"blend", ItemModelKind::blend},
                                                           {"ease", ItemModelKind::ease}};

ItemModelKind kind_named(const std::string& name) {
    for (const auto& [known, kind] : kinds)
        if (name == known) return kind;
    throw Error(Errc::invalid_argument, "expected a model of auto, popularity, cooccurrence, spectral, blend, ease, found '" + name + "'");
}

const char* name_of_kind(ItemModelKind wanted) {
    for (const auto& [name, kind] : kinds)
        if (kind == wanted) return name;
    return "";
}

py::dict dict_of(const ItemModelOptions& o) {
    py::dict values;
    values["model"] = name_of_kind(o.kind);
    values["user_power"] = o.user_power;
    values["source_power"] = o.source_power;
    values["target_power"] = o.target_power;
    values["prune_power"] = o.prune_power;
    values["neighbours"] = o.neighbours;
    values["rank"] = o.rank;
    values["low_rank"] = o.low_rank;
    values["damping"] = o.damping;
    values["ridge"] = o.ridge;
    values["squares"] = o.squares;
    values["block"] = o.block;
    values["seed"] = o.seed;
    return values;
}

ItemModelOptions options_of(const py::dict& given) {
    ItemModelOptions o;
    for (const auto& [key, value] : given) {
        const auto name = key.cast<std::string>();
        if (name == "model") o.kind = kind_named(value.cast<std::string>());
        else if (name == "user_power") o.user_power = value.cast<double>();
        else if (name == "source_power") o.source_power = value.cast<double>();
        else if (name == "target_power") o.target_power = value.cast<double>();
        else if (name == "prune_power") o.prune_power = value.cast<double>();
        else if (name == "neighbours") o.neighbours = value.cast<unsigned>();
        else if (name == "rank") o.rank = value.cast<unsigned>();
        else if (name == "low_rank") o.low_rank = value.cast<double>();
        else if (name == "damping") o.damping = value.cast<double>();
        else if (name == "ridge") o.ridge = value.cast<double>();
        else if (name == "squares") o.squares = value.cast<double>();
        else if (name == "block") o.block = value.cast<Index>();
        else if (name == "seed") o.seed = value.cast<std::uint64_t>();
        else if (name == "threads") o.threads = value.cast<unsigned>();
        else throw Error(Errc::invalid_argument, "expected an option of the item model, found '" + name + "'");
    }
    return o;
}

ItemModel fit(Index users, Index items, const Indices& user, const Indices& item, const Weights& weight, const py::dict& given,
              const py::object& progress) {
    const ItemModelOptions options = options_of(given);
    const auto user_index = indices_of(user), item_index = indices_of(item);
    const auto weights = weights_of(weight);
    return run(progress, [&](const Progress& p) {
        return ItemModel::fit(Interactions(users, items, user_index, item_index, weights), options, p);
    });
}

py::list trials_of(const ItemModel& model) {
    py::list trials;
    for (const auto& trial : model.trials()) {
        py::dict row = dict_of(trial.options);
        row["recall"] = trial.recall;
        row["ndcg"] = trial.ndcg;
        trials.append(row);
    }
    return trials;
}

py::tuple recommend_all(const ItemModel& model, std::size_t k, bool exclude_seen, const py::object& progress) {
    const auto lists = run(progress, [&](const Progress& p) { return model.recommend_all(k, exclude_seen, p); });
    std::vector<std::int64_t> users, ranks, items;
    std::vector<double> scores;
    for (std::size_t user = 0; user < lists.size(); ++user)
        for (std::size_t place = 0; place < lists[user].size(); ++place) {
            users.push_back(static_cast<std::int64_t>(user));
            ranks.push_back(static_cast<std::int64_t>(place + 1));
            items.push_back(lists[user][place].item);
            scores.push_back(lists[user][place].score);
        }
    return py::make_tuple(array_of(users), array_of(ranks), array_of(items), array_of(scores));
}

py::tuple explain(const ItemModel& model, Index user, Index item) {
    std::vector<std::int64_t> items, support;
    std::vector<double> parts;
    for (const auto& part : model.explain(user, item)) {
        items.push_back(part.item);
        parts.push_back(part.part);
        support.push_back(part.support);
    }
    return py::make_tuple(array_of(items), array_of(parts), array_of(support));
}

py::dict evaluation(const ItemModel& model, Index users, Index items, const Indices& user, const Indices& item, std::size_t k,
                    const py::object& progress) {
    const auto user_index = indices_of(user), item_index = indices_of(item);
    const auto result = run(progress, [&](const Progress& p) {
        return evaluate(model, build_csr(users, items, user_index, item_index, {}, false, Repeated::merge), k, p);
    });
    py::dict values;
    values["user"] = array_of(std::vector<std::int64_t>(result.user.begin(), result.user.end()));
    values["recall"] = array_of(result.recall);
    values["ndcg"] = array_of(result.ndcg);
    values["listed"] = array_of(result.listed);
    values["exposure"] = array_of(result.exposure);
    return values;
}

}  // namespace

void bind_recommender(py::module_& module) {
    py::class_<ItemModel> model(module, "ItemModel");
    model.def_property_readonly("options", [](const ItemModel& self) { return dict_of(self.options()); });
    model.def_property_readonly("trials", &trials_of);
    model.def_property_readonly("size", &ItemModel::size);
    model.def_property_readonly("degrees", [](const ItemModel& self) {
        std::vector<double> degrees;
        for (Index item = 0; item < self.interactions().items(); ++item) degrees.push_back(self.interactions().item_degree(item));
        return array_of(degrees);
    });
    model.def_property_readonly("users", [](const ItemModel& self) { return self.interactions().users(); });
    model.def("recommend", [](const ItemModel& self, Index user, std::size_t k, bool exclude_seen) {
        return pair_of(self.recommend(user, k, exclude_seen));
    }, py::arg("user"), py::arg("k"), py::arg("exclude_seen"));
    model.def("recommend_for", [](const ItemModel& self, const Indices& history, std::size_t k, bool exclude_seen) {
        return pair_of(self.recommend_for(indices_of(history), k, exclude_seen));
    }, py::arg("history"), py::arg("k"), py::arg("exclude_seen"));
    model.def("recommend_all", &recommend_all, py::arg("k"), py::arg("exclude_seen"), py::arg("progress"));
    model.def("similar_items", [](const ItemModel& self, Index item, std::size_t k) { return pair_of(self.similar_items(item, k)); },
              py::arg("item"), py::arg("k"));
    model.def("explain", &explain, py::arg("user"), py::arg("item"));
    model.def("update", [](ItemModel& self, Index users, Index items, const Indices& user, const Indices& item, const Weights& weight) {
        const auto user_index = indices_of(user), item_index = indices_of(item);
        const auto weights = weights_of(weight);
        const py::gil_scoped_release no_gil;
        self.update(users, items, user_index, item_index, weights);
    }, py::arg("users"), py::arg("items"), py::arg("user"), py::arg("item"), py::arg("weight"));
    model.def("forget", [](ItemModel& self, Index user, const py::object& progress) {
        run(progress, [&](const Progress& p) { self.forget(user, p); });
    }, py::arg("user"), py::arg("progress"));
    refuse_pickle(model, "expected uses to fit a model from, found a pickle: keep the uses, and fit again");
    module.def("fit_item_model", &fit, py::arg("users"), py::arg("items"), py::arg("user"), py::arg("item"), py::arg("weight"),
               py::arg("options"), py::arg("progress"));
    module.def("evaluate_item_model", &evaluation, py::arg("model"), py::arg("users"), py::arg("items"), py::arg("user"), py::arg("item"),
               py::arg("k"), py::arg("progress"));
}

}  // namespace tissu::python
