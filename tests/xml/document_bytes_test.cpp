#include "xml/documents.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

/// A large document, made up together with what it says: every name and value must be found, and found where
/// it is.
namespace certlift::xml {
namespace {

using WrittenAttributes = std::vector<std::pair<std::string, std::string>>;

struct Written {
  std::string name;
  std::size_t begin;
  WrittenAttributes attributes;
  std::vector<std::string> raw_values;
};

/// A piece of a value, as it is written and as it is read.
struct Piece {
  std::string_view raw;
  std::string_view decoded;
};

constexpr std::array<Piece, 15> sound_pieces{{{"a", "a"},
                                              {"Default Web Site/App", "Default Web Site/App"},
                                              {"&amp;", "&"},
                                              {"&lt;", "<"},
                                              {">", ">"},
                                              {"&quot;", "\""},
                                              {"&apos;", "'"},
                                              {"&#10;", "\n"},
                                              {"&#x20AC;", "\xE2\x82\xAC"},
                                              {"\xC3\xA4", "\xC3\xA4"},
                                              {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
                                              {"\t", " "},
                                              {"\r\n", " "},
                                              {"\n", " "},
                                              {"  ", "  "}}};
constexpr std::array<std::string_view, 5> sound_names{"add", "location", "xml:y", "\xC3\xA4-1.2", "_"};
constexpr std::array<std::string_view, 4> spaces{" ", "\n  ", "\r\n\t", "  "};
constexpr std::array<std::string_view, 5> between{"\n", "<!-- <no a='b'/> -->", "<![CDATA[<no/>]]>",
                                                  "t&amp;t", "<?no <no/> ?>"};

class Writer {
 public:
  Writer() { open("configuration"); }

  void write(std::size_t count) {
    for (std::size_t index = 0; index < count; ++index) {
      while (!open_.empty() && open_.size() > 1 + below(12)) close();
      text += between[below(between.size())];
      open(std::string(sound_names[below(sound_names.size())]) + std::to_string(index));
    }
    while (!open_.empty()) close();
  }

  std::string text = "<?xml version='1.0' encoding='utf-8'?>\r\n";
  std::vector<Written> elements;

 private:
  std::size_t below(std::size_t limit) { return engine_() % limit; }

  void open(const std::string& name) {
    Written element{name, text.size(), {}, {}};
    text += "<" + name;
    for (std::size_t index = below(5); index > 0; --index) write_attribute(element, index);
    elements.push_back(element);
    if (open_.empty() || below(2) == 0) {
      text += ">";
      open_.push_back(name);
    } else {
      text += below(2) == 0 ? "/>" : " />";
    }
  }

  void write_attribute(Written& element, std::size_t index) {
    const char quote = below(2) == 0 ? '"' : '\'';
    std::string raw;
    std::string decoded;
    for (std::size_t count = below(4); count > 0; --count) {
      const Piece& piece = sound_pieces[below(sound_pieces.size())];
      raw += piece.raw;
      decoded += piece.decoded;
    }
    const std::string name = std::string(sound_names[below(sound_names.size())]) + std::to_string(index);
    text.append(spaces[below(spaces.size())]).append(name).append(below(4) == 0 ? " =\n" : "=");
    text += quote + raw + quote;
    element.attributes.emplace_back(name, decoded);
    element.raw_values.push_back(raw);
  }

  void close() {
    text += "</" + open_.back() + ">";
    open_.pop_back();
  }

  std::mt19937 engine_{20261122};
  std::vector<std::string> open_;
};

TEST(LargeDocument, IsFoundWhereItIsWritten) {
  Writer writer;
  writer.write(20'000);
  const Document document = parsed(writer.text);
  const std::vector<Element> elements = all_elements(document);
  ASSERT_EQ(elements.size(), writer.elements.size());
  for (std::size_t index = 0; index < elements.size(); ++index) {
    const Written& written = writer.elements[index];
    const Element element = elements[index];
    ASSERT_EQ(element.name(), written.name);
    ASSERT_EQ(element.span().begin, written.begin);
    ASSERT_EQ(document.text().substr(element.span().begin + 1, written.name.size()), written.name);
    ASSERT_EQ(document.text()[element.span().end - 1], '>');
    const Attributes attributes = element.attributes();
    ASSERT_EQ(attributes.size(), written.attributes.size());
    for (std::size_t number = 0; number < attributes.size(); ++number) {
      const auto& [name, value] = written.attributes[number];
      const Attribute& attribute = attributes[number];
      ASSERT_EQ(attribute.name, name);
      ASSERT_EQ(attribute.value, value);
      ASSERT_EQ(element.value(name), value);
      ASSERT_EQ(attribute.name_span.of(document.text()), name);
      ASSERT_EQ(attribute.value_span.of(document.text()), written.raw_values[number]);
      ASSERT_EQ(document.text()[attribute.value_span.begin - 1], static_cast<char>(attribute.quote));
      ASSERT_EQ(document.text()[attribute.value_span.end], static_cast<char>(attribute.quote));
    }
  }
}

}  // namespace
}  // namespace certlift::xml
