// A small study: load a folder, then facilitators among organisations and cooperation between places.
//
//     study FOLDER [LEVEL]        LEVEL: the kind of territory to roll up to, commune if not given
#include <iostream>
#include <string>

#include <tissu/analysis/centrality.hpp>
#include <tissu/analysis/cooperation.hpp>
#include <tissu/base/error.hpp>
#include <tissu/load/load.hpp>
#include <tissu/network/lens.hpp>

namespace {

/// What was read, and every row that was not as it should be.
void print(const tissu::LoadReport& report) {
    for (const tissu::RowCount& rows : report.rows)
        std::cout << rows.table << ": " << rows.read << " read, " << rows.kept << " kept\n";
    for (const tissu::Issue& issue : report.issues)
        std::cout << "  " << issue.file << ':' << issue.line << ' ' << issue.column << ": " << issue.rule
                  << '\n';
}

/// The first rows of a table: its first column, and a column of numbers.
void print(const tissu::Table& table, std::string_view number) {
    const tissu::Table first = table.sorted(number, true).head(5);
    for (std::size_t row = 0; row < first.rows(); ++row) {
        std::cout << "  " << first.columns()[0].text()[row];
        if (first.has("b")) std::cout << " - " << first.column("b").text()[row];
        std::cout << ' ' << first.column(number).reals()[row] << '\n';
    }
}

int study(const std::string& folder, const std::string& level) {
    tissu::Store store = tissu::Store::in_memory();
    print(tissu::load(store, folder));
    const auto snapshot = store.snapshot();

    tissu::Lens organisations;
    organisations.nodes = "organisation";
    organisations.via = {"partnership"};
    const tissu::Network network = tissu::network(*snapshot, organisations);
    std::cout << network.size() << " organisations, " << network.edges() << " ties; betweenness:\n";
    print(tissu::betweenness(network), "betweenness");

    tissu::Lens places = organisations;
    places.nodes = "territory";
    places.level = level;
    const tissu::Network cooperation = tissu::network(*snapshot, places);
    std::cout << "cooperation at the level " << level << ", each partnership weighs 1:\n";
    print(tissu::cooperation_matrix(cooperation, tissu::Counting::fractional), "weight");
    return 0;
}

}  // namespace

int main(int count, char** words) {
    if (count < 2) {
        std::cerr << "usage: study FOLDER [LEVEL]\n";
        return 2;
    }
    try {
        return study(words[1], count > 2 ? words[2] : "commune");
    } catch (const tissu::Error& error) {
        std::cerr << tissu::name_of(error.code()) << ": " << error.what() << '\n';
        return 1;
    }
}
