#include "catalogue/stemmer.hpp"

#include <libstemmer.h>

#include <memory>

#include <tissu/base/error.hpp>

namespace tissu::catalogue {

namespace {

struct Delete {
    void operator()(sb_stemmer* stemmer) const noexcept { sb_stemmer_delete(stemmer); }
};
using Stemmer = std::unique_ptr<sb_stemmer, Delete>;

Stemmer made(const char* algorithm) {
    Stemmer stemmer(sb_stemmer_new(algorithm, "UTF_8"));
    if (!stemmer)
        throw Error(Errc::unsupported, std::string("expected a libstemmer with the algorithm ") + algorithm);
    return stemmer;
}

/// A stemmer keeps the word it works on, so threads cannot share one.
sb_stemmer* stemmer_of(Language language) {
    thread_local const Stemmer french = made("french");
    thread_local const Stemmer english = made("english");
    return (language == Language::french ? french : english).get();
}

}  // namespace

std::string stem_of(std::string_view word, Language language) {
    sb_stemmer* stemmer = stemmer_of(language);
    const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
    const sb_symbol* stem = sb_stemmer_stem(stemmer, bytes, static_cast<int>(word.size()));
    if (stem == nullptr) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer))};
}

}  // namespace tissu::catalogue
