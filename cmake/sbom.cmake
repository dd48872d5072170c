# Writes an SPDX 2.3 document about a program: cmake -DOUT=... -P sbom.cmake, with
#   PROGRAM      the program that it describes, for its hash
#   VERSION, HOMEPAGE, SYSTEM, LINK (STATIC_LINK or DYNAMIC_LINK), COMPILER_VERSION, UTFCPP_VERSION, RUNTIME
#   DIRS         where the compiler finds the libraries' headers, a list
#   LIBRARIES    the names of those that the program is linked with, besides the runtime: a list
# The versions are read off the headers, as src/cli/libraries.cpp says them; a test holds both together.
# SOURCE_DATE_EPOCH, if it is set, is the document's time.
cmake_minimum_required(VERSION 3.25)
separate_arguments(DIRS)
separate_arguments(LIBRARIES)
separate_arguments(RUNTIME)

# name | header (or another) | how the version is written there | licence | purl
set(rows
    "CLI11|CLI/Version.hpp|text:CLI11_VERSION|BSD-3-Clause|pkg:github/CLIUtils/CLI11@v"
    "fmt|fmt/core.h,spdlog/fmt/bundled/core.h|number:FMT_VERSION:10000:100:1|MIT|pkg:github/fmtlib/fmt@"
    "Mbed TLS|mbedtls/version.h|text:MBEDTLS_VERSION_STRING|Apache-2.0 OR GPL-2.0-or-later|pkg:github/Mbed-TLS/mbedtls@v"
    "mimalloc|mimalloc.h|number:MI_MALLOC_VERSION:100:10:1|MIT|pkg:github/microsoft/mimalloc@v"
    "nlohmann-json|nlohmann/detail/abi_macros.hpp,nlohmann/json.hpp|parts:NLOHMANN_JSON_VERSION_MAJOR:NLOHMANN_JSON_VERSION_MINOR:NLOHMANN_JSON_VERSION_PATCH|MIT|pkg:github/nlohmann/json@v"
    "pugixml|pugixml.hpp|number:PUGIXML_VERSION:1000:10:1|MIT|pkg:github/zeux/pugixml@v"
    "spdlog|spdlog/version.h|parts:SPDLOG_VER_MAJOR:SPDLOG_VER_MINOR:SPDLOG_VER_PATCH|MIT|pkg:github/gabime/spdlog@v"
    "utf8proc|utf8proc.h|parts:UTF8PROC_VERSION_MAJOR:UTF8PROC_VERSION_MINOR:UTF8PROC_VERSION_PATCH|MIT AND Unicode-DFS-2015|pkg:github/JuliaStrings/utf8proc@v"
    "utfcpp||given:${UTFCPP_VERSION}|BSL-1.0|pkg:github/nemtrif/utfcpp@v"
    "zlib|zlib.h|text:ZLIB_VERSION|Zlib|pkg:github/madler/zlib@v"
    "glibc|features.h|parts:__GLIBC__:__GLIBC_MINOR__|LGPL-2.1-or-later|pkg:generic/glibc@"
    "libstdc++||given:${COMPILER_VERSION}|GPL-3.0-or-later WITH GCC-exception-3.1|pkg:generic/gcc@"
    "mingw-w64|_mingw_mac.h|parts:__MINGW64_VERSION_MAJOR:__MINGW64_VERSION_MINOR:__MINGW64_VERSION_BUGFIX|ZPL-2.1|pkg:generic/mingw-w64@")

# The value that one of the headers gives a macro; in quotes or not.
function(macro_in result headers macro)
  string(REPLACE "," ";" headers "${headers}")
  foreach(header IN LISTS headers)
    foreach(dir IN LISTS DIRS)
      if(EXISTS "${dir}/${header}")
        file(STRINGS "${dir}/${header}" line REGEX "^#[ \t]*define[ \t]+${macro}[ \t]" LIMIT_COUNT 1)
        if(line MATCHES "${macro}[ \t]+\"?([0-9.]+)")
          set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
          return()
        endif()
      endif()
    endforeach()
  endforeach()
  message(FATAL_ERROR "No header says what ${macro} is: ${headers}, looked for in ${DIRS}")
endfunction()

function(version_of result headers how)
  string(REPLACE ":" ";" how "${how}")
  list(POP_FRONT how kind)
  if(kind STREQUAL "given")
    set(version ${how})
  elseif(kind STREQUAL "text")
    macro_in(version "${headers}" ${how})
  elseif(kind STREQUAL "parts")
    set(parts "")
    foreach(macro IN LISTS how)
      macro_in(part "${headers}" ${macro})
      list(APPEND parts ${part})
    endforeach()
    list(JOIN parts "." version)
  else()  # one number for all parts
    list(POP_FRONT how macro)
    macro_in(number "${headers}" ${macro})
    set(parts "")
    foreach(divisor IN LISTS how)
      math(EXPR part "${number} / ${divisor}")
      math(EXPR number "${number} % ${divisor}")
      list(APPEND parts ${part})
    endforeach()
    list(JOIN parts "." version)
    if(macro STREQUAL "PUGIXML_VERSION")
      string(REGEX REPLACE "\\.0$" "" version ${version})  # it has no 1.13.0
    endif()
  endif()
  set(${result} ${version} PARENT_SCOPE)
endfunction()

# Headers alone: compiled into the program, however the others are linked.
set(header_only CLI11 nlohmann-json utfcpp)

set(packages "")
set(relations "")
foreach(row IN LISTS rows)
  string(REPLACE "|" ";" row "${row}")
  list(GET row 0 name)
  list(GET row 1 headers)
  list(GET row 2 how)
  list(GET row 3 licence)
  list(GET row 4 purl)
  string(REPLACE " " "-" word "${name}")
  if(NOT word IN_LIST LIBRARIES AND NOT word IN_LIST RUNTIME)
    continue()
  endif()
  version_of(version "${headers}" "${how}")
  string(REPLACE "+" "" id "${word}")
  string(APPEND packages ",
    {
      \"SPDXID\": \"SPDXRef-${id}\",
      \"name\": \"${name}\",
      \"versionInfo\": \"${version}\",
      \"downloadLocation\": \"NOASSERTION\",
      \"filesAnalyzed\": false,
      \"licenseConcluded\": \"${licence}\",
      \"licenseDeclared\": \"${licence}\",
      \"copyrightText\": \"NOASSERTION\",
      \"externalRefs\": [
        {
          \"referenceCategory\": \"PACKAGE-MANAGER\",
          \"referenceType\": \"purl\",
          \"referenceLocator\": \"${purl}${version}\"
        }
      ]
    }")
  set(relation ${LINK})
  if(word IN_LIST header_only)
    set(relation STATIC_LINK)
  endif()
  string(APPEND relations ",
    {
      \"spdxElementId\": \"SPDXRef-certlift\",
      \"relationshipType\": \"${relation}\",
      \"relatedSpdxElement\": \"SPDXRef-${id}\"
    }")
endforeach()

file(SHA256 "${PROGRAM}" hash)
cmake_path(GET PROGRAM FILENAME file_name)
string(TIMESTAMP created "%Y-%m-%dT%H:%M:%SZ" UTC)
file(WRITE "${OUT}" "{
  \"spdxVersion\": \"SPDX-2.3\",
  \"dataLicense\": \"CC0-1.0\",
  \"SPDXID\": \"SPDXRef-DOCUMENT\",
  \"name\": \"certlift-${VERSION}-${SYSTEM}\",
  \"documentNamespace\": \"${HOMEPAGE}/spdx/certlift-${VERSION}-${SYSTEM}-${hash}\",
  \"creationInfo\": {
    \"created\": \"${created}\",
    \"creators\": [
      \"Organization: The certlift authors\",
      \"Tool: certlift-cmake-sbom-${VERSION}\"
    ]
  },
  \"packages\": [
    {
      \"SPDXID\": \"SPDXRef-certlift\",
      \"name\": \"certlift\",
      \"versionInfo\": \"${VERSION}\",
      \"packageFileName\": \"${file_name}\",
      \"checksums\": [{\"algorithm\": \"SHA256\", \"checksumValue\": \"${hash}\"}],
      \"homepage\": \"${HOMEPAGE}\",
      \"downloadLocation\": \"NOASSERTION\",
      \"filesAnalyzed\": false,
      \"primaryPackagePurpose\": \"APPLICATION\",
      \"licenseConcluded\": \"MIT\",
      \"licenseDeclared\": \"MIT\",
      \"copyrightText\": \"Copyright (c) 2026 the certlift authors\"
    }${packages}
  ],
  \"relationships\": [
    {
      \"spdxElementId\": \"SPDXRef-DOCUMENT\",
      \"relationshipType\": \"DESCRIBES\",
      \"relatedSpdxElement\": \"SPDXRef-certlift\"
    }${relations}
  ]
}
")
