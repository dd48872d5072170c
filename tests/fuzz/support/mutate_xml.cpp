#include "fuzz/support/mutate_xml.h"

#include "text/edit.h"
#include "text/encoding.h"
#include "xml/document.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace certlift::fuzz {
namespace {

using text::Edit;

/// What chance decides.
class Dice {
 public:
  explicit Dice(unsigned seed) : dice_(seed) {}

  std::size_t roll(std::size_t sides) { return dice_() % sides; }
  bool once_in(std::size_t times) { return roll(times) == 0; }

  template <class List>
  decltype(auto) any(const List& list) {
    return list[roll(list.size())];
  }

 private:
  std::minstd_rand dice_;
};

/// A document and the dice that say what becomes of it.
class Mutation {
 public:
  Mutation(const xml::Document& document, const Vocabulary& words, Dice& dice)
      : text_(document.text()), words_(words), dice_(dice) {
    for (xml::Element at = document.root(); at; at = following(at)) elements_.push_back(at);
  }

  std::vector<Edit> draw() {
    switch (dice_.roll(10)) {
      case 0:
        return {insertion(std::string(any_element().span().of(text_)))};
      case 1:
        return moved();
      case 2:
        return {{any_element().span(), ""}};
      case 3:
        return renamed();
      case 4:
        return {insertion(std::string(dice_.any(words_.pieces)))};
      case 5:
        return commented_out();
      case 6:
        return swapped();
      case 7:
        return without_attribute();
      case 8:
        return with_attribute();
      default:
        return with_value();
    }
  }

 private:
  static xml::Element following(xml::Element at) {
    if (const xml::Element child = at.first_child()) return child;
    while (at && !at.next_sibling()) at = at.parent();
    return at ? at.next_sibling() : at;
  }

  xml::Element any_element() { return dice_.any(elements_); }

  /// Before an element, behind it, or as the first of its children.
  Edit insertion(std::string what) {
    const xml::Element at = any_element();
    const bool inside = !at.self_closing() && dice_.roll(2) == 0;
    const std::size_t place = inside               ? at.start_tag().end
                              : dice_.roll(2) == 0 ? at.span().begin
                                                   : at.span().end;
    return {{place, place}, std::move(what)};
  }

  std::vector<Edit> moved() {
    const text::Span from = any_element().span();
    return {{from, ""}, insertion(std::string(from.of(text_)))};
  }

  std::vector<Edit> renamed() {
    const xml::Element element = any_element();
    const std::string name(dice_.any(words_.elements));
    const std::size_t length = element.name().size(), begin = element.span().begin + 1;
    std::vector<Edit> edits{{{begin, begin + length}, name}};
    if (const std::size_t end = element.end_tag().begin + 2; !element.self_closing())
      edits.push_back({{end, end + length}, name});
    return edits;
  }

  std::vector<Edit> commented_out() {
    const text::Span span = any_element().span();
    return {{{span.begin, span.begin}, "<!-- "}, {{span.end, span.end}, " -->"}};
  }

  std::vector<Edit> swapped() {
    const auto some = any_element().attributes(), others = any_element().attributes();
    if (some.empty() || others.empty()) return {};
    const xml::Attribute one = dice_.any(some), other = dice_.any(others);
    return {{one.span(), std::string(other.span().of(text_))},
            {other.span(), std::string(one.span().of(text_))}};
  }

  std::vector<Edit> without_attribute() {
    const auto attributes = any_element().attributes();
    if (attributes.empty()) return {};
    return {{dice_.any(attributes).span(), ""}};
  }

  std::vector<Edit> with_attribute() {
    const xml::Element element = any_element();
    const std::size_t place = element.span().begin + 1 + element.name().size();
    return {{{place, place},
             " " + std::string(dice_.any(words_.attributes)) + "=\"" + std::string(dice_.any(words_.values)) +
                 "\""}};
  }

  std::vector<Edit> with_value() {
    const auto attributes = any_element().attributes();
    if (attributes.empty()) return with_attribute();
    const xml::Attribute attribute = dice_.any(attributes);
    if (dice_.roll(4) != 0) return {{attribute.value_span, std::string(dice_.any(words_.values))}};
    const auto others = any_element().attributes();
    return others.empty() ? std::vector<Edit>{}
                          : std::vector<Edit>{
                                {attribute.value_span, std::string(dice_.any(others).value_span.of(text_))}};
  }

  std::string_view text_;
  const Vocabulary& words_;
  Dice& dice_;
  std::vector<xml::Element> elements_;
};

std::string with_other_line_ends(const std::string& text) {
  std::string result;
  const bool has_cr = text.find('\r') != std::string::npos;
  for (const char c : text) {
    if (c == '\n' && !has_cr) result += '\r';
    if (c != '\r') result += c;
  }
  return result;
}

/// How it is written down changes seldom: an input in UTF-16 takes twice the room.
std::string encoded(std::string text, text::Encoding encoding, text::Bom bom, Dice& dice) {
  if (dice.once_in(16)) text = with_other_line_ends(text);
  if (dice.once_in(32)) bom = bom == text::Bom::absent ? text::Bom::present : text::Bom::absent;
  if (dice.once_in(64)) encoding = text::Encoding::utf16_le;
  if (dice.once_in(16)) encoding = text::Encoding::utf8;
  return text::encode(text, encoding, bom);
}

}  // namespace

std::size_t mutate_xml(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed,
                       const Vocabulary& words) {
  Dice dice(seed);
  const std::string given(reinterpret_cast<const char*>(data), size);
  const auto decoded = text::decode(given);
  if (dice.once_in(2) || !decoded) return LLVMFuzzerMutate(data, size, max_size);
  std::string text(decoded->text());
  bool has_changed = false;
  for (std::size_t changes = 1 + dice.roll(4); changes > 0; --changes) {
    const auto document = xml::Document::parse(text);
    if (!document) break;
    text::EditSet edits;
    if (!edits.add(Mutation(*document, words, dice).draw())) continue;
    text = edits.apply(text);
    has_changed = true;
  }
  const std::string bytes = encoded(std::move(text), decoded->encoding, decoded->bom, dice);
  if (!has_changed || bytes.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data, bytes.data(), bytes.size());
  return bytes.size();
}

}  // namespace certlift::fuzz
