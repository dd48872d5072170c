// certlift_parse FILE: reads the file and has pugixml parse it in place, as certlift does, and nothing else:
// what the other figures of scripts/bench are held against.
#include <pugixml.hpp>

#include <cstddef>
#include <cstdio>
#include <vector>

int main(int argc, char** argv) {
  std::FILE* file = argc == 2 ? std::fopen(argv[1], "rb") : nullptr;
  if (file == nullptr) {
    std::fputs("usage: certlift_parse FILE\n", stderr);
    return 2;
  }
  std::fseek(file, 0, SEEK_END);
  std::vector<char> text(static_cast<std::size_t>(std::ftell(file)));
  std::rewind(file);
  const std::size_t size = std::fread(text.data(), 1, text.size(), file);
  std::fclose(file);
  pugi::xml_document document;
  const unsigned int options =
      pugi::parse_default | pugi::parse_comments | pugi::parse_pi | pugi::parse_declaration;
  return document.load_buffer_inplace(text.data(), size, options, pugi::encoding_utf8) ? 0 : 1;
}
