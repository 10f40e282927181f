#include <tissu/base/hash.hpp>
#include <tissu/model/batch.hpp>

#include <model/canonical.hpp>

namespace tissu {

namespace {

constexpr std::size_t piece = std::size_t{1} << 16;

template <Record R>
void hash_table(const Batch& batch, const std::vector<R>& records, std::string& bytes, Sha256& hash) {
    if (records.empty()) return;  // a table without rows says nothing, so new tables leave old hashes alone
    canonical::append_text(bytes, R::table);
    canonical::append_number(bytes, records.size());
    for (const R& record : records) {
        canonical::append_text(bytes, record.source.empty() ? batch.source : record.source);
        canonical::append_text(bytes, record.source_kind.empty() ? batch.source_kind : record.source_kind);
        canonical::append_record(bytes, record);
        if (bytes.size() < piece) continue;
        hash.update(bytes);
        bytes.clear();
    }
}

}  // namespace

std::size_t size(const Batch& batch) {
    std::size_t count = 0;
    Batch::tables(batch, [&count](const auto& records) { count += records.size(); });
    return count;
}

std::string content_hash(const Batch& batch) {
    Sha256 hash;
    std::string bytes;
    Batch::tables(batch, [&](const auto& records) { hash_table(batch, records, bytes, hash); });
    hash.update(bytes);
    return hash.hex();
}

}  // namespace tissu
