# How every translation unit of the project is compiled: target tissu_options.

find_program(TISSU_CCACHE ccache)
mark_as_advanced(TISSU_CCACHE)
if(TISSU_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${TISSU_CCACHE}")
endif()

if(TISSU_TIDY)
    find_program(TISSU_CLANG_TIDY NAMES clang-tidy-14 clang-tidy REQUIRED)
    set(CMAKE_CXX_CLANG_TIDY "${TISSU_CLANG_TIDY}" --quiet)
endif()

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(PROJECT_IS_TOP_LEVEL)
    set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
    if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
        set(CMAKE_BUILD_TYPE Release)
    endif()
endif()

add_library(tissu_options INTERFACE)
target_compile_features(tissu_options INTERFACE cxx_std_20)
target_compile_options(tissu_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wformat=2 -Wimplicit-fallthrough -Wunused-result
    -Werror=format-security -Werror=unused-result
    # g++ 12 at -O3 takes text joined with + for overlapping copies (GCC bug 105651, mended in 13).
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
    $<$<BOOL:${TISSU_WARNINGS_AS_ERRORS}>:-Werror>
    # Same input, same result on every machine: no fused multiply-add, no re-association.
    -ffp-contract=off -fno-fast-math
    # Same bytes wherever the sources lie.
    "-ffile-prefix-map=${PROJECT_SOURCE_DIR}=."
    -fstack-protector-strong -fstack-clash-protection)
target_compile_definitions(tissu_options INTERFACE _GLIBCXX_ASSERTIONS TISSU_VERSION="${PROJECT_VERSION}")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    target_compile_options(tissu_options INTERFACE -fcf-protection=full)
endif()
target_link_options(tissu_options INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed)

if(TISSU_SANITIZE)
    target_compile_options(tissu_options INTERFACE -fsanitize=${TISSU_SANITIZE} -fno-sanitize-recover=all
                                                   -fno-omit-frame-pointer)
    target_link_options(tissu_options INTERFACE -fsanitize=${TISSU_SANITIZE})
elseif(CMAKE_BUILD_TYPE MATCHES "Rel")  # fortified functions need optimisation and hide from ASan
    target_compile_options(tissu_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
endif()
