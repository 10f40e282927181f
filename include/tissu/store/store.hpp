#pragma once
/// \file
/// One SQLite file (or memory) that gives every record a stable id and keeps its provenance. The only part with side effects.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <tissu/base/error.hpp>
#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/model/batch.hpp>
#include <tissu/model/issue.hpp>
#include <tissu/model/snapshot.hpp>

namespace tissu {

struct OpenOptions {
    bool read_only = false;      ///< never writes, and refuses a file that is not there
    int busy_timeout_ms = 10'000;  ///< how long to wait for another writer
};

/// What `Store::apply` did.
struct ApplyReport {
    std::int64_t revision = 0;        ///< of the store, after it
    bool already_applied = false;     ///< a batch of the same content hash is in the store: nothing was done
    std::vector<RowCount> rows;       ///< per table; `kept` = inserted + updated + unchanged
    std::vector<Issue> issues;        ///< rows rejected: references to records that exist nowhere, conflicts
};

/// A value bound to `?` in a query.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

/// A base of actors, territories, themes and activities.
///
/// Threads  any; calls are served one at a time. Reads see one revision.
/// Failure  every call either does all or nothing, and throws Error: `io` (disk, permission, damage;
///          names the file), `conflict` (another writer held the store for the whole time-out),
///          `unsupported` (not a store of this library, or made by a newer one: bytes untouched).
class Store {
public:
    /// Opens a store, making it if absent (file mode 0600) unless read-only.
    static Store open(const std::filesystem::path& path, const OpenOptions& options = {});

    /// A store in memory, gone with the object.
    static Store in_memory();

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    /// Puts a batch in, in one transaction, and gives a new revision.
    ///
    /// A record whose id is already there is updated: the fields that the batch gives replace, empty
    /// ones leave what was there. The same content a second time does nothing (content_hash, and which
    /// records are mentions).
    /// Rows with a reference that is neither in the batch nor in the store are rejected and listed;
    /// with `strict` the first of them throws Error{invalid_data} and nothing is written.
    /// Two rows of one table with equal keys but other content: the second is rejected and listed.
    ApplyReport apply(const Batch& batch, bool strict = false, const Progress& progress = {});

    /// What `apply` would report, without writing anything. Works on a read-only store.
    [[nodiscard]] ApplyReport check(const Batch& batch, const Progress& progress = {}) const;

    /// Makes two actors one, in one transaction, and gives the new revision: every link of `drop` goes to
    /// `keep`, which gets the name and aliases of `drop` as aliases, its code and identifiers as identifiers, and what
    /// it lacked itself. Where both had the same link, one is left; amounts of partners and counts of uses add up.
    /// From then on the code of `drop` stands for `keep`: in later batches too, whose record of `drop` is listed and
    /// left out. An export has one actor; `unmerge` works in this store and its copies only.
    /// Throws Error{not_found}, Error{invalid_argument} for one actor or two of different kinds, Error{conflict} if
    /// one of them was merged into another already.
    std::int64_t merge(const std::string& keep, const std::string& drop, std::string_view reason = {});

    /// Takes a merge back: the actor `dropped` is there again with its links. What came or changed since then stays
    /// with the one that was kept. Throws Error{not_found}, Error{conflict} if a later merge into the same actor must
    /// be taken back first.
    std::int64_t unmerge(const std::string& dropped);

    /// Everything, as records: applied to an empty store it gives an equal store. Built-in schemes are
    /// left out unless a later batch changed them.
    [[nodiscard]] Batch read(const Progress& progress = {}) const;

    /// Everything, by row, at the current revision. Kept until the revision changes: a second call is free.
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot(const Progress& progress = {}) const;

    /// The rows of one SELECT (or WITH … SELECT, or EXPLAIN); columns have no units.
    /// Throws Error{invalid_argument} for anything that writes, for several statements, and for
    /// errors of syntax (with SQLite's message). Integers, reals and texts give columns of that type;
    /// mixed integer/real gives real; blobs are given as hexadecimal text. NULL is NaN, also among
    /// integers (which become reals), and empty among texts.
    [[nodiscard]] Table query(std::string_view sql, const std::vector<Value>& parameters = {},
                              const Progress& progress = {}) const;

    /// A consistent copy of the store as one file, by temporary file, fsync and rename.
    /// Throws Error{conflict} if there is a file of that name.
    void copy_to(const std::filesystem::path& path) const;

    /// Grows by one with each batch that changed something.
    [[nodiscard]] std::int64_t revision() const;

    /// Empty for a store in memory.
    [[nodiscard]] const std::filesystem::path& path() const noexcept;

    /// Releases the file. Any later call throws Error{invalid_argument}.
    void close();

private:
    class Impl;
    explicit Store(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace tissu
