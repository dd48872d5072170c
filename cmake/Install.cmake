# What `cmake --install` puts where. Two components: `program`, and `library` with the headers that certlift.h leads to.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# For Windows all stands in one folder, where a person looks for it.
if(WIN32)
  set(CMAKE_INSTALL_BINDIR .)
  set(CMAKE_INSTALL_DOCDIR .)
endif()
install(TARGETS certlift RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)

# certlift_shell_file(<what `certlift completions` takes> <file> <folder>): made by the program, so not in a build for
# another system. A file.gz is packed.
function(certlift_shell_file name file folder)
  set(made ${PROJECT_BINARY_DIR}/shell/${file})
  string(REGEX REPLACE "\\.gz$" "" plain ${made})
  if(NOT plain STREQUAL made)
    set(pack COMMAND gzip -9nf ${plain})
  endif()
  add_custom_command(OUTPUT ${made} COMMAND certlift completions ${name} > ${plain} ${pack} DEPENDS certlift VERBATIM)
  target_sources(certlift_shell_files PRIVATE ${made})
  install(FILES ${made} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder} COMPONENT program)
endfunction()

if(NOT CMAKE_CROSSCOMPILING AND NOT WIN32)
  # Debian keeps what packages bring in vendor-completions.
  set(CERTLIFT_ZSH_FOLDER zsh/site-functions CACHE STRING "Where zsh's completions go, below share")
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/shell)
  add_custom_target(certlift_shell_files ALL)
  if(CERTLIFT_STATIC)
    certlift_shell_file(man certlift.1.gz man/man1)  # as Debian wants it
  else()
    certlift_shell_file(man certlift.1 man/man1)
  endif()
  certlift_shell_file(bash certlift bash-completion/completions)
  certlift_shell_file(zsh _certlift ${CERTLIFT_ZSH_FOLDER})
  certlift_shell_file(fish certlift.fish fish/vendor_completions.d)
endif()

# The headers that <header> leads to, itself included, as paths below src/.
function(certlift_public_headers result header)
  set(found ${header})
  set(waiting ${header})
  while(waiting)
    list(POP_FRONT waiting next)
    file(STRINGS ${PROJECT_SOURCE_DIR}/src/${next} includes REGEX "^#include \"")
    foreach(line IN LISTS includes)
      string(REGEX REPLACE "^#include \"(.*)\".*" "\\1" path "${line}")
      if(NOT path IN_LIST found)
        list(APPEND found ${path})
        list(APPEND waiting ${path})
      endif()
    endforeach()
  endwhile()
  set(${result} ${found} PARENT_SCOPE)
endfunction()

# A library that was fetched and built here would have to be installed as well: only the program is, then.
if(pugixml_SOURCE_DIR OR mbedtls_SOURCE_DIR OR utf8proc_SOURCE_DIR)
  return()
endif()
target_include_directories(certlift_engine INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
                           $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/certlift>)
target_include_directories(certlift_c INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
                           $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/certlift>)
install(TARGETS certlift_engine certlift_c EXPORT certlift COMPONENT library)
certlift_public_headers(headers certlift.h)
foreach(header IN LISTS headers)
  cmake_path(GET header PARENT_PATH folder)
  install(FILES src/${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/certlift/${folder} COMPONENT library)
endforeach()
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/certlift)
install(EXPORT certlift NAMESPACE certlift:: FILE certlift-targets.cmake DESTINATION ${package_folder} COMPONENT library)
configure_package_config_file(cmake/certlift-config.cmake.in certlift-config.cmake INSTALL_DESTINATION ${package_folder}
                              NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may change what the headers say.
write_basic_package_version_file(certlift-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/certlift-config.cmake ${PROJECT_BINARY_DIR}/certlift-config-version.cmake
        DESTINATION ${package_folder} COMPONENT library)
