#include "property/description.h"
#include "property/style.h"

namespace certlift::property {
namespace {

/// Each of the fields with its default.
template <class T, class... Field>
void reset(const T& value, std::vector<T>& out, Field T::*... fields) {
  const T plain;
  const auto one = [&](auto field) {
    if (value.*field == plain.*field) return;
    T copy = value;
    copy.*field = plain.*field;
    out.push_back(std::move(copy));
  };
  (one(fields), ...);
}

template <class T, class E>
void thin_out(const T& value, std::vector<T>& out, std::vector<E> T::* list) {
  for (std::size_t i = 0; i < (value.*list).size(); ++i) {
    T copy = value;
    (copy.*list).erase((copy.*list).begin() + static_cast<std::ptrdiff_t>(i));
    out.push_back(std::move(copy));
  }
}

template <class T, class E>
void simplify_each(const T& value, std::vector<T>& out, std::vector<E> T::* list,
                   std::vector<E> (*simpler_of)(const E&)) {
  for (std::size_t i = 0; i < (value.*list).size(); ++i)
    for (const E& simpler_one : simpler_of((value.*list)[i])) {
      T copy = value;
      (copy.*list)[i] = simpler_one;
      out.push_back(std::move(copy));
    }
}

std::vector<Entry> simpler_entries(const Entry& entry) {
  std::vector<Entry> out;
  thin_out(entry, out, &Entry::rules);
  reset(entry, out, &Entry::clear, &Entry::key, &Entry::user, &Entry::password, &Entry::enabled, &Entry::mode,
        &Entry::lock, &Entry::unknown, &Entry::comment);
  return out;
}

std::vector<Section> simpler_sections(const Section& section) {
  std::vector<Section> out;
  thin_out(section, out, &Section::one);
  thin_out(section, out, &Section::many);
  simplify_each(section, out, &Section::one, simpler_entries);
  simplify_each(section, out, &Section::many, simpler_entries);
  reset(section, out, &Section::enabled, &Section::switches, &Section::logon, &Section::domain,
        &Section::collections, &Section::rules_first, &Section::lock, &Section::trouble,
        &Section::comment_above, &Section::comment_inside);
  return out;
}

std::vector<Tag> simpler_tags(const Tag& tag) {
  std::vector<Tag> out;
  thin_out(tag, out, &Tag::sections);
  thin_out(tag, out, &Tag::authorization);
  thin_out(tag, out, &Tag::windows);
  simplify_each(tag, out, &Tag::sections, simpler_sections);
  reset(tag, out, &Tag::spelling, &Tag::override_mode, &Tag::inherit, &Tag::access, &Tag::anonymous,
        &Tag::active_directory, &Tag::handlers, &Tag::empty_wrappers, &Tag::comment, &Tag::inner_comment);
  return out;
}

}  // namespace

std::vector<Config> simpler(const Config& config) {
  std::vector<Config> out;
  thin_out(config, out, &Config::tags);
  thin_out(config, out, &Config::sites);
  reset(config, out, &Config::server);
  simplify_each(config, out, &Config::tags, simpler_tags);
  for (Tag& server : simpler_tags(config.server)) {
    out.push_back(config);
    out.back().server = std::move(server);
  }
  return out;
}

std::vector<Style> simpler(const Style& style) {
  std::vector<Style> out;
  reset(style, out, &Style::encoding, &Style::bom, &Style::crlf, &Style::indent, &Style::single_quotes,
        &Style::wrapped_attributes, &Style::references, &Style::blank_lines, &Style::long_empty_elements,
        &Style::line_ends_in_values, &Style::same_line);
  return out;
}

}  // namespace certlift::property
