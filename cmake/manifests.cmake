# Writes the manifests of winget, Chocolatey and Scoop for a release:
#   cmake -DVERSION=... -DHOMEPAGE=... -DARCHIVE=<the zip for Windows> -DOUT=<folder> -P manifests.cmake
# SOURCE_DATE_EPOCH, if it is set, is the day of the release.
cmake_minimum_required(VERSION 3.25)
file(SHA256 "${ARCHIVE}" SHA256)
string(TOUPPER ${SHA256} SHA256_UPPER)
string(TIMESTAMP DATE "%Y-%m-%d" UTC)
cmake_path(GET ARCHIVE FILENAME file)
set(URL ${HOMEPAGE}/releases/download/v${VERSION}/${file})
set(templates ${CMAKE_CURRENT_LIST_DIR}/../packaging)
# winget names the files of a package by its identifier.
foreach(kind IN ITEMS "" .installer .locale.en-US)
  configure_file(${templates}/winget/certlift${kind}.yaml.in ${OUT}/winget/Certlift.Certlift${kind}.yaml @ONLY)
endforeach()
configure_file(${templates}/chocolatey/certlift.nuspec.in ${OUT}/chocolatey/certlift.nuspec @ONLY)
configure_file(${templates}/chocolatey/tools/chocolateyinstall.ps1.in ${OUT}/chocolatey/tools/chocolateyinstall.ps1 @ONLY)
configure_file(${templates}/scoop/certlift.json.in ${OUT}/scoop/certlift.json @ONLY)
