# What the sources compile against and what libtissu links.

find_package(Threads REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(Boost 1.74 QUIET)  # for tissu::boost, tests and examples; headers only
if((TISSU_BUILD_TESTS OR TISSU_BUILD_EXAMPLES) AND NOT Boost_FOUND)
    message(FATAL_ERROR "expected Boost 1.74 or later for the tests and examples "
                        "(Debian: apt-get install libboost-dev), found none")
endif()
include(TissuFindLibraries)
