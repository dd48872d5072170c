# What is installed is used; what is not is fetched, held to its hash, and built as a static library.
# With -DFETCHCONTENT_TRY_FIND_PACKAGE_MODE=NEVER everything is fetched: a program without libraries beside it.
include(FetchContent)
set(BUILD_SHARED_LIBS OFF)
# What is set here, the fetched projects' options obey, however old a CMake they were written for.
set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)
set(CMAKE_POLICY_VERSION_MINIMUM 3.5)
set(CMAKE_UNITY_BUILD OFF)  # theirs are not written for it; at the end what the cache says is in force again
if(NOT WASI)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)  # a shared library is made of them, too
endif()

# An archive on GitHub. What follows the hash is handed to FetchContent_Declare().
macro(certlift_declare name archive sha256)
  FetchContent_Declare(${name} URL https://github.com/${archive} URL_HASH SHA256=${sha256} SYSTEM ${ARGN})
endmacro()

# Finds a library that brings no CMake package: certlift_find(<target> <header> <library>...)
# Nothing happens, and there is no such target, if a part of it is missing.
function(certlift_find target header)
  if(FETCHCONTENT_TRY_FIND_PACKAGE_MODE STREQUAL "NEVER")
    return()
  endif()
  find_path(${target}_INCLUDE_DIR ${header})
  set(found ${${target}_INCLUDE_DIR})
  set(libraries "")
  foreach(library IN LISTS ARGN)
    find_library(${target}_${library} ${library})
    list(APPEND libraries ${${target}_${library}})
    if(NOT ${target}_${library})
      set(found FALSE)
    endif()
  endforeach()
  if(found)
    add_library(${target} INTERFACE)
    target_include_directories(${target} SYSTEM INTERFACE ${${target}_INCLUDE_DIR})
    target_link_libraries(${target} INTERFACE ${libraries})
  endif()
endfunction()

certlift_declare(pugixml zeux/pugixml/archive/refs/tags/v1.13.tar.gz
  5c5ad5d7caeb791420408042a7d88c2c6180781bf218feca259fd9d840a888e1 FIND_PACKAGE_ARGS)
certlift_declare(nlohmann_json nlohmann/json/archive/refs/tags/v3.11.2.tar.gz
  d69f9deb6a75e2580465c6c4c5111b89c4dc2fa94e3a85fcd2ffcd9a143d9273 FIND_PACKAGE_ARGS)
FetchContent_MakeAvailable(pugixml nlohmann_json)

# What the command line alone has use for.
if(NOT WASI)
  find_package(Threads REQUIRED)
  certlift_declare(CLI11 CLIUtils/CLI11/archive/refs/tags/v2.1.2.tar.gz
    26291377e892ba0e5b4972cdfd4a2ab3bf53af8dac1f4ea8fe0d1376b625c8cb FIND_PACKAGE_ARGS)
  certlift_declare(spdlog gabime/spdlog/archive/refs/tags/v1.12.0.tar.gz
    4dccf2d10f410c1e2feaff89966bfc49a1abb29ef6f08246335b110e001e09a9 FIND_PACKAGE_ARGS)
  if(FETCHCONTENT_SOURCE_DIR_FMT)  # Debian's spdlog comes without the fmt that the original brings
    FetchContent_Declare(fmt SYSTEM)
    FetchContent_MakeAvailable(fmt)
  endif()
  FetchContent_MakeAvailable(CLI11 spdlog)
endif()

# Headers only; its own CMake file would build its tests.
certlift_declare(utf8cpp nemtrif/utfcpp/archive/refs/tags/v3.2.3.tar.gz
  3ba9b0dbbff08767bdffe8f03b10e596ca351228862722e4c9d4d126d2865250 SOURCE_SUBDIR source FIND_PACKAGE_ARGS)
FetchContent_MakeAvailable(utf8cpp)
if(NOT TARGET utf8::cpp)
  add_library(utf8::cpp INTERFACE IMPORTED)
  if(TARGET utf8cpp::utf8cpp)
    target_link_libraries(utf8::cpp INTERFACE utf8cpp::utf8cpp)
  else()
    target_include_directories(utf8::cpp SYSTEM INTERFACE ${utf8cpp_SOURCE_DIR}/source)
  endif()
endif()

# Its headers do not say their version: the package does, or the file beside Debian's headers, or the archive above.
set(CERTLIFT_UTFCPP_VERSION 3.2.3)
if(utf8cpp_VERSION)
  set(CERTLIFT_UTFCPP_VERSION ${utf8cpp_VERSION})
elseif(EXISTS "${utf8cpp_SOURCE_DIR}/VERSION")
  file(STRINGS ${utf8cpp_SOURCE_DIR}/VERSION CERTLIFT_UTFCPP_VERSION LIMIT_COUNT 1)
endif()

certlift_find(certlift_mbedtls mbedtls/sha256.h mbedx509 mbedcrypto)
if(NOT TARGET certlift_mbedtls)
  certlift_declare(mbedtls Mbed-TLS/mbedtls/archive/refs/tags/v2.28.3.tar.gz
    bdf7c5bbdc338da3edad89b2885d4f8668f9a6fffeba6ec17a60333e36dade6f)
  set(ENABLE_PROGRAMS OFF)
  set(ENABLE_TESTING OFF)
  set(MBEDTLS_FATAL_WARNINGS OFF)
  FetchContent_MakeAvailable(mbedtls)
  add_library(certlift_mbedtls INTERFACE)
  target_link_libraries(certlift_mbedtls INTERFACE mbedx509 mbedcrypto)
endif()

certlift_find(certlift_utf8proc utf8proc.h utf8proc)
if(NOT TARGET certlift_utf8proc)
  certlift_declare(utf8proc JuliaStrings/utf8proc/archive/refs/tags/v2.8.0.tar.gz
    a0a60a79fe6f6d54e7d411facbfcc867a6e198608f2cd992490e46f04b1bcecc)
  FetchContent_MakeAvailable(utf8proc)
  add_library(certlift_utf8proc INTERFACE)
  target_link_libraries(certlift_utf8proc INTERFACE utf8proc)
endif()

if(NOT FETCHCONTENT_TRY_FIND_PACKAGE_MODE STREQUAL "NEVER")
  find_package(ZLIB QUIET)
endif()
if(NOT TARGET ZLIB::ZLIB)
  # Its own CMake file would build examples and rename a header in its source.
  certlift_declare(zlib madler/zlib/releases/download/v1.2.13/zlib-1.2.13.tar.gz
    b3a24de97a8fdbc835b9833169501030b8977031bcb54b3b3ac13740f846ab30 SOURCE_SUBDIR none)
  FetchContent_MakeAvailable(zlib)
  add_library(certlift_zlib STATIC)
  foreach(part IN ITEMS adler32 crc32 deflate inffast inflate inftrees trees zutil)
    target_sources(certlift_zlib PRIVATE ${zlib_SOURCE_DIR}/${part}.c)
  endforeach()
  target_include_directories(certlift_zlib SYSTEM PUBLIC ${zlib_SOURCE_DIR})
  add_library(ZLIB::ZLIB ALIAS certlift_zlib)
endif()

# Its own is for the program alone, and wanted only where it is at hand. It may not replace malloc(): a static program has
# that of its libc already.
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
  if(FETCHCONTENT_SOURCE_DIR_MIMALLOC)
    FetchContent_Declare(mimalloc SYSTEM)
    foreach(part IN ITEMS MI_BUILD_SHARED MI_BUILD_OBJECT MI_BUILD_TESTS MI_OVERRIDE)
      set(${part} OFF)
    endforeach()
    FetchContent_MakeAvailable(mimalloc)
    add_library(certlift_mimalloc ALIAS mimalloc-static)
  elseif(NOT FETCHCONTENT_TRY_FIND_PACKAGE_MODE STREQUAL "NEVER")
    find_package(mimalloc 2.0 QUIET)
    if(mimalloc_FOUND)
      add_library(certlift_mimalloc ALIAS mimalloc)
    endif()
  endif()
endif()

if(BUILD_TESTING)
  certlift_declare(googletest google/googletest/archive/refs/tags/release-1.12.1.tar.gz
    81964fe578e9bd7c94dfdb09c8e4d6e6759e19967e397dbea48d1c10e45d0df2 FIND_PACKAGE_ARGS NAMES GTest)
  FetchContent_MakeAvailable(googletest)
  if(NOT MINGW)  # Debian has no source of it, and the property tests say the same everywhere
    certlift_declare(rapidcheck emil-e/rapidcheck/archive/ff6af6fc683159deb51c543b065eba14dfcf329b.zip
      60951dbc4de162622f51a4a34117c269a9921833a51dddce36f4cc80a5f7cf9f FIND_PACKAGE_ARGS)
    set(RC_ENABLE_GTEST ON)
    FetchContent_MakeAvailable(rapidcheck)
    find_package(EXPAT)  # an independent reader, for the test that needs one; it is left out elsewhere
  endif()
endif()
unset(CMAKE_UNITY_BUILD)
unset(CMAKE_POSITION_INDEPENDENT_CODE)
