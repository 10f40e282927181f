# cmake --install: the library, its headers, find_package(tissu CONFIG) and pkg-config.
include(CMakePackageConfigHelpers)

set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/tissu")

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/tissu" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        COMPONENT development FILES_MATCHING PATTERN "*.hpp")
install(TARGETS tissu EXPORT tissu
        LIBRARY COMPONENT runtime NAMELINK_COMPONENT development
        ARCHIVE COMPONENT development)
install(EXPORT tissu NAMESPACE tissu:: FILE tissuTargets.cmake DESTINATION "${package_folder}"
        COMPONENT development)

configure_package_config_file(cmake/tissuConfig.cmake.in tissuConfig.cmake
                              INSTALL_DESTINATION "${package_folder}")
write_basic_package_version_file(tissuConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/tissuConfig.cmake" "${PROJECT_BINARY_DIR}/tissuConfigVersion.cmake"
              cmake/TissuFindLibraries.cmake
        DESTINATION "${package_folder}" COMPONENT development)

# What a program has to link itself: all of it with a static libtissu, nothing with a shared one.
set(TISSU_PC_LINKS "Requires: sqlite3 >= 3.40, libutf8proc\nLibs: -L\${libdir} -ltissu -lstemmer -pthread")
if(BUILD_SHARED_LIBS)
    set(TISSU_PC_LINKS "Libs: -L\${libdir} -ltissu")
endif()
file(RELATIVE_PATH TISSU_PC_INCLUDE "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/${CMAKE_INSTALL_INCLUDEDIR}")
configure_file(cmake/tissu.pc.in tissu.pc @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/tissu.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
        COMPONENT development)
