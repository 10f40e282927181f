#include "common.hpp"

#include <chrono>
#include <cstdio>
#include <mutex>

#include <tissu/base/text.hpp>

namespace tissu::python {
namespace {

/// The Python class for each reaction; made once, kept for the life of the interpreter.
struct Classes {
    py::object error, invalid_argument, not_found, conflict, invalid_data, unsupported, io, cancelled;
};

Classes* classes = nullptr;

py::object make_class(py::module_& module, const char* name, const py::tuple& bases, const char* doc) {
    py::dict body;
    body["__module__"] = "tissu";
    body["__doc__"] = doc;
    py::object made = py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(&PyType_Type))(name, bases, body);
    module.attr(name) = made;
    return made;
}

const py::object& class_of(Errc code) {
    switch (code) {
        case Errc::invalid_argument: return classes->invalid_argument;
        case Errc::not_found: return classes->not_found;
        case Errc::conflict: return classes->conflict;
        case Errc::invalid_data: return classes->invalid_data;
        case Errc::unsupported: return classes->unsupported;
        case Errc::io: return classes->io;
        case Errc::cancelled: return classes->cancelled;
    }
    return classes->error;
}

py::object builtin(const char* name) { return py::module_::import("builtins").attr(name); }

/// A line on stderr that is rewritten: what `progress=True` means.
void show(double fraction) {
    std::fprintf(stderr, "\r%3.0f %%%s", 100 * fraction, fraction >= 1 ? "\n" : "");
    std::fflush(stderr);
}

}  // namespace

Progress::Listener listener_of(const py::object& progress) {
    const bool wanted = !progress.is_none() && !progress.equal(py::bool_(false));
    const bool line = wanted && progress.equal(py::bool_(true));
    if (wanted && !line && !PyCallable_Check(progress.ptr()))
        throw py::type_error("expected progress to be None, True or a callable");
    // The callable is released under the GIL, wherever the listener dies.
    std::shared_ptr<py::object> callable(new py::object(wanted && !line ? progress : py::none()), [](py::object* held) {
        const py::gil_scoped_acquire gil;
        delete held;
    });
    return [line, callable](double fraction) {
        const py::gil_scoped_acquire gil;
        if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        if (line) show(fraction);
        if (callable->is_none()) return true;
        const py::object answer = (*callable)(fraction);
        return answer.is_none() || answer.cast<bool>();
    };
}

Period period_between(const std::string& since, const std::string& until) {
    const auto read = [](const std::string& text) {
        const auto date = parse_date(text);
        if (!date) throw Error(Errc::invalid_argument, "expected a date written 2018, 2018-05 or 2018-05-31, found '" + text + "'");
        return *date;
    };
    return period_of(read(since), read(until));
}

std::optional<Date> day_of(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    const auto date = parse_date(*text);
    if (!date || !date->known()) throw Error(Errc::invalid_argument, "expected a date, found '" + *text + "'");
    return date->first;
}

py::str text_of(std::string_view bytes) {
    const std::string text = make_utf8(bytes);
    return {text.data(), text.size()};
}

void bind_errors(py::module_& module) {
    classes = new Classes;
    classes->error = make_class(module, "Error", py::make_tuple(builtin("Exception")), "Anything that tissu could not do.");
    const auto derived = [&](const char* name, const char* base, const char* doc) {
        py::list bases;
        bases.append(classes->error);
        if (base) bases.append(builtin(base));
        return make_class(module, name, py::tuple(bases), doc);
    };
    classes->invalid_argument = derived("InvalidArgument", "ValueError", "The call is wrong: mend the program.");
    classes->not_found = derived("NotFound", "LookupError", "No such record, column or file: look for another name.");
    classes->conflict = derived("Conflict", nullptr, "Two facts exclude each other, or another program holds the store.");
    classes->invalid_data = derived("InvalidData", "ValueError", "The input breaks a rule: mend the file.");
    classes->unsupported = derived("Unsupported", nullptr, "Right, but not offered here: another format or a newer version.");
    classes->io = derived("StoreError", "OSError", "The system failed: disk, permission, damaged file.");
    classes->cancelled = derived("Cancelled", nullptr, "A listener asked to stop: nothing was changed.");
    py::register_exception_translator([](std::exception_ptr pointer) {
        try {
            if (pointer) std::rethrow_exception(pointer);
        } catch (const Error& error) {
            py::set_error(class_of(error.code()), error.what());
        }
    });
}

}  // namespace tissu::python
