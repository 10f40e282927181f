# tissu_layer(base SOURCES id.cpp code.cpp LINKS tissu::utf8proc)
#
# The object library tissu_<layer>: the sources of src/<layer>/, named one by one. LINKS names the
# third-party targets that the layer's .cpp files use: Threads::Threads, SQLite::SQLite3,
# nlohmann_json::nlohmann_json, tissu::utf8proc, tissu::stemmer.
function(tissu_layer layer)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
    add_library(tissu_${layer} OBJECT ${arg_SOURCES})
    # src/ for private headers, "store/statement.hpp": the layer's own and its tests', nobody else's
    target_include_directories(tissu_${layer} PUBLIC "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src")
    target_link_libraries(tissu_${layer} PUBLIC tissu_options ${arg_LINKS})
endfunction()

# tissu_test(base SOURCES test_id.cpp test_code.cpp LAYERS base [LINKS Boost::headers])
#
# The program test_<name>: one Catch2 program per layer, linked with the objects of the layers
# named and of no other, so that an unfinished sibling cannot break it.
function(tissu_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LAYERS;LINKS")
    list(TRANSFORM arg_LAYERS PREPEND tissu_)
    add_executable(test_${name} ${arg_SOURCES})
    target_link_libraries(test_${name} PRIVATE tissu_test_main tissu_options ${arg_LAYERS} ${arg_LINKS})
    add_test(NAME ${name} COMMAND test_${name} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
endfunction()

# tissu_embed(store schema_0001 schema/0001.sql)
#
# Puts a text file into the layer as `std::string_view tissu::embedded::schema_0001()`, declared in
# the generated header <tissu_embedded/schema_0001.hpp>. Call it after tissu_layer.
function(tissu_embed layer symbol file)
    set(path "${CMAKE_CURRENT_SOURCE_DIR}/${file}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
    file(READ "${path}" text)
    # Adjacent literals: compilers other than GCC limit the length of one.
    string(LENGTH "${text}" length)
    set(literal "")
    set(offset 0)
    while(offset LESS length)
        string(SUBSTRING "${text}" ${offset} 12000 chunk)
        string(APPEND literal "R\"embedded(${chunk})embedded\"\n    ")
        math(EXPR offset "${offset} + 12000")
    endwhile()
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/tissu_embedded")
    configure_file("${PROJECT_SOURCE_DIR}/cmake/embedded.hpp.in" "${folder}/${symbol}.hpp" @ONLY)
    configure_file("${PROJECT_SOURCE_DIR}/cmake/embedded.cpp.in" "${folder}/${symbol}.cpp" @ONLY)
    target_sources(tissu_${layer} PRIVATE "${folder}/${symbol}.cpp")
    target_include_directories(tissu_${layer} PUBLIC "${CMAKE_CURRENT_BINARY_DIR}")
endfunction()
