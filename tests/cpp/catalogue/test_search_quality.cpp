// How well a public set of questions is answered (beside the project, when it is there).

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "small_base.hpp"

using namespace tissu;

TEST_CASE("questions to public services find their sheet") {
    const std::filesystem::path folder = "../shared/data/search/faq";
    if (!std::filesystem::exists(folder / "documents.jsonl")) {
        std::cout << "skipped: no " << folder.string() << " beside the project\n";
        return;
    }
    small::Base base;
    std::ifstream documents(folder / "documents.jsonl"), queries(folder / "queries.jsonl");
    for (std::string line; std::getline(documents, line);) {
        const auto sheet = nlohmann::json::parse(line);
        base.resource("sheet:" + std::to_string(sheet["id"].get<int>()), sheet["title"], {}, {},
                      sheet["section"].get<std::string>() + "\n" + sheet["text"].get<std::string>());
    }
    const auto begin = std::chrono::steady_clock::now();
    const Catalogue catalogue = base.catalogue();
    const auto built = std::chrono::steady_clock::now();
    double asked = 0, recall = 0, gain = 0;
    SearchOptions options;
    options.limit = 10;
    for (std::string line; std::getline(queries, line);) {
        const auto query = nlohmann::json::parse(line);
        const auto ids =
            small::column(catalogue.search(query["query"].get<std::string>(), options).table, "id");
        const auto at =
            std::find(ids.begin(), ids.end(), "sheet:" + std::to_string(query["relevant"].get<int>()));
        asked += 1;
        if (at == ids.end()) continue;
        recall += 1;
        gain += 1 / std::log2(static_cast<double>(at - ids.begin()) + 2);
    }
    const auto ms = [](auto from, auto to) {
        return std::chrono::duration<double, std::milli>(to - from).count();
    };
    std::cout << "faq: " << base.s.activities.size() << " sheets, " << asked << " questions: recall@10 "
              << recall / asked << ", nDCG@10 " << gain / asked << "; index " << ms(begin, built) << " ms, "
              << ms(built, std::chrono::steady_clock::now()) / asked << " ms a question\n";
    CHECK(recall / asked >= 0.80);
}
