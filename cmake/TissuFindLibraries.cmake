# Two libraries whose Debian packages carry no CMake files: tissu::utf8proc and tissu::stemmer.
# Installed too: the package file of find_package(tissu) includes it.

function(tissu_find_library library header)
    if(TARGET tissu::${library})
        return()
    endif()
    find_path(TISSU_${library}_INCLUDE_DIR ${header})
    find_library(TISSU_${library}_LIBRARY ${library})
    mark_as_advanced(TISSU_${library}_INCLUDE_DIR TISSU_${library}_LIBRARY)
    if(NOT TISSU_${library}_INCLUDE_DIR OR NOT TISSU_${library}_LIBRARY)
        message(FATAL_ERROR "expected the library ${library} and its header ${header} "
                            "(Debian: apt-get install lib${library}-dev), did not find both")
    endif()
    add_library(tissu::${library} UNKNOWN IMPORTED)
    set_target_properties(tissu::${library} PROPERTIES
        IMPORTED_LOCATION "${TISSU_${library}_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${TISSU_${library}_INCLUDE_DIR}")
endfunction()

tissu_find_library(utf8proc utf8proc.h)
tissu_find_library(stemmer libstemmer.h)
