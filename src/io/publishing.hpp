#pragma once
/// \file
/// What writers of bibliographic formats share: names of what a record points to.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <tissu/model/batch.hpp>

#include "io/whole_file.hpp"

namespace tissu::io {

/// Names by code, of a batch and of the built-in schemes.
class Names {
public:
    explicit Names(const Batch& batch);

    [[nodiscard]] const Theme* theme(const std::string& code) const;
    [[nodiscard]] const Actor* actor(const Code& code) const;
    [[nodiscard]] const Territory* territory(const Code& code) const;

    /// Names of actors, French labels of themes, names of territories; the code where there is no name.
    [[nodiscard]] std::vector<std::string> actors(const std::vector<Code>& codes) const;
    [[nodiscard]] std::vector<std::string> themes(const std::vector<Code>& codes) const;
    [[nodiscard]] std::vector<std::string> territories(const std::vector<Code>& codes) const;

    /// An attribute ("dcmitype", "schema", "coar", "uri") of the concept `type` in `scheme`; empty if there is none.
    [[nodiscard]] std::string attribute(std::string_view scheme, const std::string& type, std::string_view name) const;

private:
    Batch schemes_;
    std::unordered_map<std::string, const Theme*> themes_;
    std::unordered_map<std::string, const Actor*> actors_;
    std::unordered_map<std::string, const Territory*> territories_;
};

void write_oai_dc(const Batch& batch, const Names& names, WholeFile& file);
void write_ris(const Batch& batch, const Names& names, WholeFile& file);
void write_bibtex(const Batch& batch, const Names& names, WholeFile& file);
void write_jsonld(const Batch& batch, const Names& names, WholeFile& file);
void write_ical(const Batch& batch, const Names& names, WholeFile& file);

}  // namespace tissu::io
