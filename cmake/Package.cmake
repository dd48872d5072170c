# What goes with the program besides the program, and Debian's package, by CPack. `scripts/package` makes the archives: CPack
# would put the files in the order in which the disk lists them, which differs.

# What the program is linked with, as `certlift --version --verbose` and the SBOM name it (blanks as -).
set(libraries CLI11 fmt Mbed-TLS nlohmann-json pugixml spdlog utf8proc utfcpp zlib)
set(runtime "")
if(TARGET certlift_mimalloc AND NOT CERTLIFT_SANITIZE)
  list(APPEND libraries mimalloc)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND runtime libstdc++)
endif()
if(MINGW)
  list(APPEND runtime mingw-w64)
elseif(CMAKE_SYSTEM_NAME STREQUAL "Linux")
  list(APPEND runtime glibc)
endif()

# An SPDX document of each program that is made, with its hash.
set(link DYNAMIC_LINK)
if(WIN32 OR CERTLIFT_STATIC)
  set(link STATIC_LINK)
endif()
set(directories $<TARGET_PROPERTY:certlift,INCLUDE_DIRECTORIES> $<TARGET_PROPERTY:certlift_lib,INCLUDE_DIRECTORIES>
    $<TARGET_PROPERTY:certlift_core,INCLUDE_DIRECTORIES> $<TARGET_PROPERTY:certlift_engine,INCLUDE_DIRECTORIES> ${CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES})
string(TOLOWER ${CMAKE_SYSTEM_NAME} system)
set(sbom ${PROJECT_BINARY_DIR}/certlift.spdx.json)
add_custom_command(
  OUTPUT ${sbom}
  COMMAND ${CMAKE_COMMAND} -DOUT=${sbom} -DPROGRAM=$<TARGET_FILE:certlift> -DVERSION=${PROJECT_VERSION}
          -DHOMEPAGE=${PROJECT_HOMEPAGE_URL} -DSYSTEM=${system} -DLINK=${link} "-DLIBRARIES=${libraries}" "-DRUNTIME=${runtime}"
          -DCOMPILER_VERSION=${CMAKE_CXX_COMPILER_VERSION} -DUTFCPP_VERSION=${CERTLIFT_UTFCPP_VERSION} "-DDIRS=${directories}"
          -P ${PROJECT_SOURCE_DIR}/cmake/sbom.cmake
  DEPENDS certlift ${PROJECT_SOURCE_DIR}/cmake/sbom.cmake VERBATIM)
add_custom_target(certlift_sbom ALL DEPENDS ${sbom})

# Only what runs everywhere is packed: with all of its libraries inside, compiled from sources that bring their licences.
if(NOT FETCHCONTENT_SOURCE_DIR_UTF8CPP)
  return()
endif()
cmake_path(GET FETCHCONTENT_SOURCE_DIR_UTF8CPP PARENT_PATH sources)
set(folders cli11 fmtlib mbedtls nlohmann-json3 pugixml spdlog utf8proc utfcpp zlib)
string(REGEX MATCH "^[0-9]+" compiler ${CMAKE_CXX_COMPILER_VERSION})
set(runtime_licences /usr/share/doc/gcc-${compiler}-base/copyright)
if(WIN32)
  list(APPEND runtime_licences /usr/share/doc/mingw-w64-common/copyright)
else()
  list(APPEND folders mimalloc)
  list(APPEND runtime_licences /usr/share/doc/libc6-dev/copyright)
endif()
set(copyright ${PROJECT_BINARY_DIR}/copyright)
add_custom_command(
  OUTPUT ${copyright}
  COMMAND ${CMAKE_COMMAND} -DOUT=${copyright} -DLICENSE=${PROJECT_SOURCE_DIR}/LICENSE -DSOURCES=${sources}
          "-DLIBRARIES=${folders}" "-DRUNTIME=${runtime_licences}" -P ${PROJECT_SOURCE_DIR}/cmake/copyright.cmake
  DEPENDS LICENSE cmake/copyright.cmake VERBATIM)
add_custom_target(certlift_copyright ALL DEPENDS ${copyright})
install(FILES ${sbom} DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)

if(WIN32)
  install(FILES ${copyright} DESTINATION . RENAME LICENSES.txt COMPONENT program)
  install(FILES CHANGELOG.md packaging/dsc/certlift.dsc.resource.json DESTINATION . COMPONENT program)
  install(DIRECTORY powershell/Certlift packaging/configmgr DESTINATION . COMPONENT program)
else()
  install(FILES ${copyright} DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
  # Debian wants its own changelog too; its time is that of the sources.
  string(TIMESTAMP CERTLIFT_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
  configure_file(packaging/debian/changelog.in changelog.Debian @ONLY)
  add_custom_command(
    OUTPUT changelog.gz changelog.Debian.gz
    COMMAND gzip -9nc ${PROJECT_SOURCE_DIR}/CHANGELOG.md > changelog.gz
    COMMAND gzip -9nc changelog.Debian > changelog.Debian.gz
    DEPENDS CHANGELOG.md ${PROJECT_BINARY_DIR}/changelog.Debian VERBATIM)
  add_custom_target(certlift_changelogs ALL DEPENDS changelog.gz changelog.Debian.gz)
  install(FILES ${PROJECT_BINARY_DIR}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
  install(FILES ${PROJECT_BINARY_DIR}/changelog.Debian.gz DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT debian)
  install(FILES packaging/debian/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME certlift
          COMPONENT debian)
endif()

if(WIN32)
  return()
endif()
set(CPACK_PACKAGE_NAME certlift)
set(CPACK_PACKAGE_VENDOR "The certlift authors")
set(CPACK_PACKAGE_CONTACT "The certlift authors <certlift@example.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "repair of misplaced IIS client certificate mappings")
set(CPACK_PACKAGE_DESCRIPTION "IIS reads client certificate mappings at the server and site levels only, and
ignores them below. certlift finds such mappings in applicationHost.config and
moves them to the site, and reports what else keeps a client certificate from
being accepted. The original is backed up, and one command undoes the change.")
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};certlift;program;/;${PROJECT_BINARY_DIR};certlift;debian;/")
set(CPACK_OUTPUT_FILE_PREFIX ${PROJECT_SOURCE_DIR}/build/package)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE ${PROJECT_HOMEPAGE_URL})
set(CPACK_GENERATOR DEB)
include(CPack)
