#include "soak/witness.h"

#include <expat.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <stdexcept>

namespace certlift::test {
namespace {

constexpr std::string_view mappings_section = "iisClientCertificateMappingAuthentication";

/// They say nothing by themselves, so it does not matter whether they are there.
bool is_wrapper(std::string_view name) {
  constexpr std::array wrappers{"configuration", "location", "system.webServer", "security",
                                "authentication"};
  return std::ranges::find(wrappers, name) != wrappers.end();
}

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

using Attributes = std::map<std::string, std::string>;

Attributes attributes_of(const XML_Char** pairs) {
  Attributes attributes;
  for (; *pairs != nullptr; pairs += 2) attributes.emplace(pairs[0], pairs[1]);
  return attributes;
}

std::string in_words(std::string_view name, const Attributes& attributes) {
  std::string words(name);
  for (const auto& [key, value] : attributes) words.append(" ").append(key).append("=").append(value);
  return words;
}

/// Takes down what expat reads.
class Clerk {
 public:
  void start(const std::string& name, const Attributes& attributes) {
    open_.push_back(name);
    if (name == "location") place_ = lower_case(attributes.contains("path") ? attributes.at("path") : "");
    if (name == "site") witness.sites.push_back(attributes.at("name"));
    const auto section = std::ranges::find(open_, mappings_section);
    const auto depth = open_.end() - section;  // 1: the section; 2: a collection; 3: an entry; 4: inside it
    Testimony& said = witness.places[place_];
    if (depth <= 0) {
      if (!is_wrapper(name) || !without_path(attributes).empty())
        said.rest.push_back(path() + in_words("", attributes));
    } else if (depth == 1) {
      said.mappings_sections.push_back(in_words("", attributes));
    } else if (depth == 3) {
      said.mappings[section[1]].push_back(in_words(name, attributes));
    } else if (depth > 3) {
      said.mappings[section[1]].back() += " <" + in_words(name, attributes);
    }
  }

  void end() {
    if (open_.back() == "location") place_.clear();
    open_.pop_back();
  }

  void text(std::string_view text) {
    if (text.find_first_not_of(" \t\r\n") != std::string_view::npos)
      witness.places[place_].rest.push_back(path() + std::string(text));
  }

  Witness witness;

 private:
  static Attributes without_path(Attributes attributes) {
    attributes.erase("path");
    return attributes;
  }

  std::string path() const {
    std::string path;
    for (const std::string& name : open_) path += "/" + name;
    return path;
  }

  std::vector<std::string> open_;
  std::string place_;
};

Clerk& clerk_of(void* data) {
  return *static_cast<Clerk*>(data);
}

}  // namespace

Testimony Witness::at(const std::string& path) const {
  const auto found = places.find(lower_case(path));
  return found == places.end() ? Testimony() : found->second;
}

Witness hear(std::string_view bytes) {
  Clerk clerk;
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr),
                                                                            XML_ParserFree);
  XML_SetUserData(parser.get(), &clerk);
  XML_SetElementHandler(
      parser.get(),
      [](void* data, const XML_Char* name, const XML_Char** pairs) {
        clerk_of(data).start(name, attributes_of(pairs));
      },
      [](void* data, const XML_Char*) { clerk_of(data).end(); });
  XML_SetCommentHandler(parser.get(), [](void* data, const XML_Char* text) {
    clerk_of(data).witness.comments.emplace_back(text);
  });
  XML_SetCharacterDataHandler(parser.get(), [](void* data, const XML_Char* text, int length) {
    clerk_of(data).text({text, static_cast<std::size_t>(length)});
  });
  if (XML_Parse(parser.get(), bytes.data(), static_cast<int>(bytes.size()), XML_TRUE) != XML_STATUS_OK)
    throw std::runtime_error(XML_ErrorString(XML_GetErrorCode(parser.get())));
  std::ranges::sort(clerk.witness.comments);
  // A place at which nothing is said is no place.
  std::erase_if(clerk.witness.places, [](const auto& place) { return place.second == Testimony(); });
  return std::move(clerk.witness);
}

}  // namespace certlift::test
