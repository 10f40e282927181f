#include "arrow_out.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace tissu::python {
namespace {

/// Key-value metadata: a count, then lengths and bytes, as 32-bit integers of the machine.
std::string metadata_of(std::string_view key, std::string_view value) {
    std::string bytes;
    const auto put = [&](std::size_t number) {
        const auto n = static_cast<std::int32_t>(number);
        bytes.append(reinterpret_cast<const char*>(&n), sizeof n);
    };
    put(1);
    put(key.size());
    bytes += key;
    put(value.size());
    bytes += value;
    return bytes;
}

const char* format_of(ColumnType type) {
    switch (type) {
        case ColumnType::integer: return "l";
        case ColumnType::real: return "g";
        case ColumnType::text: return "U";
        case ColumnType::date: return "tdD";
    }
    return "n";
}

/// What a schema struct owns.
struct SchemaOwner {
    std::string name, metadata;
    std::vector<ArrowSchema> fields;
    std::vector<ArrowSchema*> pointers;
};

void release_schema(ArrowSchema* schema) {
    auto* owner = static_cast<SchemaOwner*>(schema->private_data);
    for (auto* field : owner->pointers)
        if (field->release) field->release(field);
    delete owner;
    schema->release = nullptr;
}

void fill(ArrowSchema& out, const char* format, std::unique_ptr<SchemaOwner> owner) {
    out = {};
    out.format = format;
    out.name = owner->name.c_str();
    out.metadata = owner->metadata.empty() ? nullptr : owner->metadata.data();
    out.flags = arrow_flag_nullable;
    out.n_children = static_cast<std::int64_t>(owner->pointers.size());
    out.children = owner->pointers.data();
    out.release = release_schema;
    out.private_data = owner.release();
}

/// What an array struct owns: the column it views, and what had to be copied.
struct ArrayOwner {
    std::vector<Column> columns;
    std::vector<std::int32_t> days;
    std::vector<unsigned char> validity;
    std::array<const void*, 3> buffers{};
    std::vector<ArrowArray> fields;
    std::vector<ArrowArray*> pointers;
};

void release_array(ArrowArray* array) {
    auto* owner = static_cast<ArrayOwner*>(array->private_data);
    for (auto* field : owner->pointers)
        if (field->release) field->release(field);
    delete owner;
    array->release = nullptr;
}

void fill(ArrowArray& out, std::size_t length, std::int64_t nulls, std::int64_t buffers, std::unique_ptr<ArrayOwner> owner) {
    out = {};
    out.length = static_cast<std::int64_t>(length);
    out.null_count = nulls;
    out.n_buffers = buffers;
    out.buffers = owner->buffers.data();
    out.n_children = static_cast<std::int64_t>(owner->pointers.size());
    out.children = owner->pointers.data();
    out.release = release_array;
    out.private_data = owner.release();
}

/// Copies days to 32 bits, unknown ones to nulls; gives their number.
std::int64_t copy_days(std::span<const std::int64_t> days, ArrayOwner& owner) {
    owner.days.resize(days.size());
    owner.validity.assign((days.size() + 7) / 8, 0);
    std::int64_t nulls = 0;
    for (std::size_t i = 0; i < days.size(); ++i) {
        if (days[i] == no_date) {
            ++nulls;
            continue;
        }
        owner.days[i] = static_cast<std::int32_t>(days[i]);
        owner.validity[i / 8] = static_cast<unsigned char>(owner.validity[i / 8] | 1U << i % 8);
    }
    owner.buffers[0] = owner.validity.data();
    owner.buffers[1] = owner.days.data();
    return nulls;
}

void export_column(const Column& column, ArrowArray& out) {
    auto owner = std::make_unique<ArrayOwner>();
    owner->columns.push_back(column);
    std::int64_t nulls = 0;
    switch (column.type()) {
        case ColumnType::integer: owner->buffers[1] = column.integers().data(); break;
        case ColumnType::real: owner->buffers[1] = column.reals().data(); break;
        case ColumnType::date: nulls = copy_days(column.integers(), *owner); break;
        case ColumnType::text:
            owner->buffers[1] = column.text().offsets().data();
            owner->buffers[2] = column.text().bytes().data();
            break;
    }
    const std::int64_t buffers = column.type() == ColumnType::text ? 3 : 2;
    fill(out, column.size(), nulls, buffers, std::move(owner));
}

void export_table(const Table& table, ArrowArray& out) {
    auto owner = std::make_unique<ArrayOwner>();
    owner->fields.resize(table.columns().size());
    for (std::size_t i = 0; i < owner->fields.size(); ++i) {
        export_column(table.columns()[i], owner->fields[i]);
        owner->pointers.push_back(&owner->fields[i]);
    }
    fill(out, table.rows(), 0, 1, std::move(owner));
}

struct StreamOwner {
    Table table;
    bool given = false;
    std::string error;
};

/// Runs `work`, for C: nothing may be thrown through the caller.
template <class Work>
int guarded(ArrowArrayStream* stream, Work work) noexcept {
    auto* owner = static_cast<StreamOwner*>(stream->private_data);
    try {
        work(*owner);
        return 0;
    } catch (const std::bad_alloc&) {
        return ENOMEM;
    } catch (const std::exception& error) {
        owner->error = error.what();
        return EINVAL;
    }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
    return guarded(stream, [out](StreamOwner& owner) { export_schema(owner.table, *out); });
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
    return guarded(stream, [out](StreamOwner& owner) {
        *out = {};
        if (!owner.given) export_table(owner.table, *out);
        owner.given = true;
    });
}

const char* get_last_error(ArrowArrayStream* stream) {
    const auto* owner = static_cast<StreamOwner*>(stream->private_data);
    return owner->error.empty() ? nullptr : owner->error.c_str();
}

void release_stream(ArrowArrayStream* stream) {
    delete static_cast<StreamOwner*>(stream->private_data);
    stream->release = nullptr;
}

}  // namespace

void export_schema(const Table& table, ArrowSchema& out) {
    auto owner = std::make_unique<SchemaOwner>();
    if (!table.note().empty()) owner->metadata = metadata_of("note", table.note());
    owner->fields.resize(table.columns().size());
    for (std::size_t i = 0; i < owner->fields.size(); ++i) {
        auto field = std::make_unique<SchemaOwner>();
        field->name = table.columns()[i].name();
        if (!table.columns()[i].unit().empty()) field->metadata = metadata_of("unit", table.columns()[i].unit());
        fill(owner->fields[i], format_of(table.columns()[i].type()), std::move(field));
        owner->pointers.push_back(&owner->fields[i]);
    }
    fill(out, "+s", std::move(owner));
}

void export_stream(Table table, ArrowArrayStream& out) {
    out = {get_schema, get_next, get_last_error, release_stream, new StreamOwner{std::move(table), false, {}}};
}

}  // namespace tissu::python
