# Writes what the licences of everything in a static program ask to be handed out with it: certlift's own, then each
# library's. cmake -DOUT=... -DLICENSE=... -DSOURCES=... -DRUNTIME=... -P copyright.cmake
#   SOURCES   the folder with the libraries' sources, one folder each
#   RUNTIME   files about what the compiler and the system add, a list
cmake_minimum_required(VERSION 3.25)
separate_arguments(LIBRARIES)
separate_arguments(RUNTIME)
set(line "----------------------------------------------------------------------------")

# The text of the first file that is there.
function(append_licence title)
  foreach(path IN LISTS ARGN)
    if(EXISTS "${path}")
      file(READ "${path}" text)
      file(APPEND "${OUT}" "\n${line}\n${title}\n${line}\n\n${text}")
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "There is no licence of ${title}: ${ARGN}")
endfunction()

file(READ "${LICENSE}" text)
file(WRITE "${OUT}" "certlift\n\n${text}\nThe program contains the libraries below, under their own licences.\n")
foreach(library IN LISTS LIBRARIES)
  set(folder ${SOURCES}/${library})
  append_licence(${library} ${folder}/LICENSE ${folder}/LICENSE.md ${folder}/LICENSE.MIT ${folder}/LICENSE.rst)
endforeach()
foreach(file IN LISTS RUNTIME)
  cmake_path(GET file PARENT_PATH folder)
  cmake_path(GET folder FILENAME title)
  append_licence("${title}, as far as the compiler has linked it" ${file})
endforeach()
