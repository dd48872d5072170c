#include "disk/names_windows.h"
#include "support/source_files.h"

#include <gtest/gtest.h>

#include <windows.h>

#include <memory>
#include <string>

/// What Windows finds in the program besides its code.
namespace certlift::cli {
namespace {

struct FreeModule {
  void operator()(HMODULE module) const { ::FreeLibrary(module); }
};
using Module = std::unique_ptr<std::remove_pointer_t<HMODULE>, FreeModule>;

Module program() {
  const std::string folders = test::program_folders();
  const std::string path = folders.substr(0, folders.rfind(':')) + "/certlift.exe";
  return Module(::LoadLibraryExW(disk::system_path(path).c_str(), nullptr,
                                 LOAD_LIBRARY_AS_DATAFILE | LOAD_LIBRARY_AS_IMAGE_RESOURCE));
}

std::string resource(HMODULE module, WORD name, WORD type) {
  const HRSRC found = ::FindResourceW(module, MAKEINTRESOURCEW(name), MAKEINTRESOURCEW(type));
  if (found == nullptr) return "";
  const void* bytes = ::LockResource(::LoadResource(module, found));
  return {static_cast<const char*>(bytes), ::SizeofResource(module, found)};
}

TEST(Resources, SayThatTheProgramTakesUtf8LongPathsAndNoOtherRights) {
  const Module module = program();
  ASSERT_TRUE(module);
  const std::string manifest = resource(module.get(), 1, 24);
  for (const char* wanted : {">UTF-8</activeCodePage>", ">true</longPathAware>", "level=\"asInvoker\""})
    EXPECT_NE(manifest.find(wanted), std::string::npos) << wanted;
}

TEST(Resources, HaveTheVersionAndAnIcon) {
  const Module module = program();
  ASSERT_TRUE(module);
  const std::string version = resource(module.get(), 1, 16);
  std::string wanted;
  for (const char letter : std::string(CERTLIFT_VERSION)) wanted += {letter, '\0'};
  EXPECT_NE(version.find(wanted), std::string::npos);
  EXPECT_FALSE(resource(module.get(), 1, 14).empty());
}

TEST(Resources, HaveTheTextOfAnEvent) {
  const Module module = program();
  ASSERT_TRUE(module);
  wchar_t text[200] = {};
  wchar_t sentence[] = L"certlift fix has changed a file.";
  DWORD_PTR arguments[] = {reinterpret_cast<DWORD_PTR>(sentence)};
  ::FormatMessageW(FORMAT_MESSAGE_FROM_HMODULE | FORMAT_MESSAGE_ARGUMENT_ARRAY, module.get(), 1, 0, text, 200,
                   reinterpret_cast<va_list*>(arguments));
  EXPECT_EQ(std::wstring(text), L"certlift fix has changed a file.\r\n");
}

}  // namespace
}  // namespace certlift::cli
