#include <tissu/store/store.hpp>

#include <mutex>
#include <optional>
#include <type_traits>

#include <unistd.h>

#include <store/apply.hpp>
#include <store/file.hpp>
#include <store/merge.hpp>
#include <store/open.hpp>
#include <store/query.hpp>
#include <store/read.hpp>

namespace tissu {

/// One connection, one mutex: calls are served one at a time.
class Store::Impl {
public:
    Impl(std::unique_ptr<sql::Connection> connection, std::filesystem::path path, const OpenOptions& options)
        : connection_(std::move(connection)), path_(std::move(path)), options_(options), process_(::getpid()) {
        if (!path_.empty()) identity_ = file::identity_of(path_);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    /// In the child of a fork the connection is left alone: closing it could undo what the parent is doing.
    ~Impl() {
        if (connection_ && ::getpid() != process_) connection_->abandon();
    }

    ApplyReport apply(const Batch& batch, bool strict, const Progress& progress) {
        return write([&](sql::Connection& connection, sql::Transaction& transaction) {
            ApplyReport report = sql::apply_batch(connection, batch, {true, strict}, progress);
            if (!report.already_applied) transaction.commit();
            return report;
        });
    }

    /// `change` gives the new revision.
    template <class Change>
    std::int64_t change(const Change& change) {
        return write([&](sql::Connection& connection, sql::Transaction& transaction) {
            const std::int64_t revision = change(connection);
            transaction.commit();
            return revision;
        });
    }

    ApplyReport check(const Batch& batch, const Progress& progress) {
        const std::lock_guard lock(mutex_);
        sql::Transaction transaction(ready(), "BEGIN");
        return sql::apply_batch(*connection_, batch, {false, false}, progress);
    }

    Batch read(const Progress& progress) {
        const std::lock_guard lock(mutex_);
        sql::Transaction transaction(ready(), "BEGIN");
        return sql::read_batch(*connection_, progress);
    }

    std::shared_ptr<const Snapshot> snapshot(const Progress& progress) {
        const std::lock_guard lock(mutex_);
        sql::Connection& connection = ready();
        if (snapshot_ && (is_latest_ || snapshot_->revision == sql::revision_of(connection))) return snapshot_;
        sql::Transaction transaction(connection, "BEGIN");
        if (!snapshot_ || snapshot_->revision != sql::revision_of(connection))
            snapshot_ = std::make_shared<const Snapshot>(sql::read_snapshot(connection, progress));
        is_latest_ = path_.empty();
        return snapshot_;
    }

    Table query(std::string_view text, const std::vector<Value>& parameters, const Progress& progress) {
        const std::lock_guard lock(mutex_);
        return sql::query(ready(), text, parameters, progress);
    }

    void copy_to(const std::filesystem::path& path) {
        const std::lock_guard lock(mutex_);
        sql::copy_file(ready(), file::full_path(path), options_.busy_timeout_ms);
    }

    std::int64_t revision() {
        const std::lock_guard lock(mutex_);
        return sql::revision_of(ready());
    }

    const std::filesystem::path& path() const noexcept { return path_; }

    void close() {
        const std::lock_guard lock(mutex_);
        if (connection_ && ::getpid() != process_) connection_->abandon();
        connection_.reset();
        snapshot_.reset();
    }

private:
    /// Calls `work` in a transaction, as the only writer.
    template <class Work>
    std::invoke_result_t<Work, sql::Connection&, sql::Transaction&> write(const Work& work) {
        const std::lock_guard lock(mutex_);
        sql::Connection& connection = ready();
        is_latest_ = false;
        if (options_.read_only)
            throw Error(Errc::invalid_argument, path_.string() + ": expected a store open for writing, found read_only");
        std::optional<file::WriteLock> write_lock;
        if (!path_.empty()) {
            write_lock.emplace(path_, options_.busy_timeout_ms);
            if (file::identity_of(path_) != identity_)
                throw Error(Errc::conflict, path_.string() + ": the file was replaced by another: open the store again");
            file::expect_no_other_descriptor(path_, identity_);
        }
        sql::Transaction transaction(connection, "BEGIN IMMEDIATE");
        return work(connection, transaction);
    }

    sql::Connection& ready() {
        if (!connection_) throw Error(Errc::invalid_argument, "expected an open store, found a closed one");
        if (::getpid() != process_)
            throw Error(Errc::invalid_argument,
                        "expected a store of this process, found one opened before a fork: open it again here");
        return *connection_;
    }

    std::mutex mutex_;
    std::unique_ptr<sql::Connection> connection_;
    std::filesystem::path path_;
    OpenOptions options_;
    file::Identity identity_;
    pid_t process_;
    std::shared_ptr<const Snapshot> snapshot_;
    bool is_latest_ = false;  ///< the snapshot; of a store that is a file others may write to, nobody knows
};

namespace {

template <class Impl>
Impl& held(const std::unique_ptr<Impl>& impl) {
    if (!impl) throw Error(Errc::invalid_argument, "expected an open store, found one that was moved from");
    return *impl;
}

}  // namespace

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Store Store::open(const std::filesystem::path& path, const OpenOptions& options) {
    if (options.busy_timeout_ms < 0)
        throw Error(Errc::invalid_argument, "expected a time-out that is not negative, found " +
                                                std::to_string(options.busy_timeout_ms) + " ms");
    std::filesystem::path full = file::full_path(path);
    auto connection = sql::open_file(full, options);
    return Store(std::make_unique<Impl>(std::move(connection), std::move(full), options));
}

Store Store::in_memory() {
    return Store(std::make_unique<Impl>(sql::open_memory(), std::filesystem::path(), OpenOptions()));
}

ApplyReport Store::apply(const Batch& batch, bool strict, const Progress& progress) {
    return held(impl_).apply(batch, strict, progress);
}

ApplyReport Store::check(const Batch& batch, const Progress& progress) const {
    return held(impl_).check(batch, progress);
}

std::int64_t Store::merge(const std::string& keep, const std::string& drop, std::string_view reason) {
    return held(impl_).change([&](sql::Connection& connection) { return sql::merge_actors(connection, keep, drop, reason); });
}

std::int64_t Store::unmerge(const std::string& dropped) {
    return held(impl_).change([&](sql::Connection& connection) { return sql::unmerge_actor(connection, dropped); });
}

Batch Store::read(const Progress& progress) const { return held(impl_).read(progress); }

std::shared_ptr<const Snapshot> Store::snapshot(const Progress& progress) const {
    return held(impl_).snapshot(progress);
}

Table Store::query(std::string_view sql, const std::vector<Value>& parameters, const Progress& progress) const {
    return held(impl_).query(sql, parameters, progress);
}

void Store::copy_to(const std::filesystem::path& path) const { held(impl_).copy_to(path); }

std::int64_t Store::revision() const { return held(impl_).revision(); }

const std::filesystem::path& Store::path() const noexcept {
    static const std::filesystem::path none;
    return impl_ ? impl_->path() : none;
}

void Store::close() {
    if (impl_) impl_->close();
}

}  // namespace tissu
