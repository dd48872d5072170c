#include "render/effective_report.h"

#include "render/json_report.h"
#include "render/mask.h"
#include "render/report.h"
#include "render/secrets.h"
#include "render/shorten.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace certlift::render {
namespace {

using iis::EffectiveCollection;
using iis::EffectiveEntry;
using iis::EffectiveSection;
using iis::Origin;
using iis::SectionContent;
using iis::Setting;
using iis::WhyUnread;

// --- secrets ---

void mask(std::vector<Setting>& settings, Mask& mask) {
  for (Setting& setting : settings)
    setting.value = setting.encrypted || names_secret(setting.name) ? mask.hide_whole(setting.value)
                                                                    : mask.hide(setting.value);
}

void mask(SectionContent& content, Mask& with) {
  mask(content.settings, with);
  for (EffectiveCollection& collection : content.collections)
    for (EffectiveEntry& entry : collection.entries) {
      mask(entry.settings, with);
      for (EffectiveEntry& inner : entry.inner) mask(inner.settings, with);
    }
}

// --- JSON ---

using Json = nlohmann::ordered_json;

Json to_json(const Origin& origin) {
  return {{"line", origin.position.line}, {"column", origin.position.column}, {"location", origin.location}};
}

Json to_json(const std::vector<Setting>& settings) {
  Json list = Json::array();
  for (const Setting& setting : settings)
    list.push_back({{"name", setting.name},
                    {"value", setting.value},
                    {"origin", setting.origin ? to_json(*setting.origin) : Json(nullptr)}});
  return list;
}

/// Without `entries` inside.
Json to_json(const EffectiveEntry& entry) {
  Json attributes = Json::object();
  for (const Setting& setting : entry.settings) attributes[setting.name] = setting.value;
  return {{"element", entry.element},
          {"attributes", std::move(attributes)},
          {"origin", to_json(entry.origin)},
          {"duplicate", entry.duplicate}};
}

Json to_json(const std::vector<EffectiveCollection>& collections) {
  Json list = Json::array();
  for (const EffectiveCollection& collection : collections) {
    Json entries = Json::array();
    for (const EffectiveEntry& entry : collection.entries) {
      entries.push_back(to_json(entry));
      entries.back()["inner"] = Json::array();
      for (const EffectiveEntry& inner : entry.inner) entries.back()["inner"].push_back(to_json(inner));
    }
    list.push_back({{"name", collection.name}, {"entries", std::move(entries)}});
  }
  return list;
}

Json to_json(const EffectiveSection& section) {
  Json faults = Json::array(), not_read = Json::array();
  for (const iis::EffectiveFault& fault : section.faults)
    faults.push_back({{"message", fault.message},
                      {"severity", fault.kind == iis::ProblemKind::fault ? "error" : "warning"},
                      {"origin", to_json(fault.origin)}});
  for (const iis::UnreadSection& unread : section.not_read)
    not_read.push_back({{"why", unread.why == WhyUnread::below_site ? "below the site" : "not inherited"},
                        {"origin", to_json(unread.origin)},
                        {"attributes", to_json(unread.content.settings)},
                        {"collections", to_json(unread.content.collections)}});
  return {{"path", section.path},
          {"read", section.read},
          {"attributes", to_json(section.content.settings)},
          {"collections", to_json(section.content.collections)},
          {"faults", std::move(faults)},
          {"not_read", std::move(not_read)}};
}

// --- text ---

/// The text with blanks behind it.
std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width > text.size() ? width - text.size() : 0, ' ');
}

class EffectivePrinter {
 public:
  EffectivePrinter(const EffectiveReport& report, Colours colours) : report_(report), colours_(colours) {}

  std::string print() {
    const std::string place = report_.path.empty() ? "" : report_.path + " (" + report_.kind + ")";
    text_ = in_one_line(report_.file) + ": effective values at " +
            (place.empty() ? "the server level" : place) + ", according to this file alone\n";
    for (const EffectiveSection& section : report_.sections) add(section);
    for (const iis::SectionNotRead& section : report_.not_read) add(section);
    return std::move(text_);
  }

 private:
  void add(const EffectiveSection& section) {
    text_ += "\n" + coloured(section.path, Colour::bold, colours_) + "\n";
    if (!section.read)
      text_ +=
          "  IIS reads this section at the server and site levels only; the values here are inherited from "
          "there:\n";
    add(section.content, "  ");
    for (const iis::EffectiveFault& fault : section.faults)
      text_ += "  " +
               (fault.kind == iis::ProblemKind::fault ? coloured("error:", Colour::red, colours_)
                                                      : coloured("warning:", Colour::yellow, colours_)) +
               " " + place(fault.origin) + ": " + fault.message + "\n";
    for (const iis::UnreadSection& unread : section.not_read) {
      const bool kept_away = unread.why == WhyUnread::not_inherited;
      text_ +=
          "  " + coloured(kept_away ? "not inherited:" : "not read:", Colour::yellow, colours_) + " " +
          place(unread.origin) +
          (kept_away ? ", because its location tag has inheritInChildApplications=\"false\"" : "") +
          (unread.content.settings.empty() && unread.content.collections.empty() ? ", which holds nothing\n"
                                                                                 : ", which holds:\n");
      add(unread.content, "    ");
    }
  }

  void add(const iis::SectionNotRead& section) {
    text_ += "\n" + coloured(section.path, Colour::bold, colours_) + "\n  " +
             coloured("not read:", Colour::yellow, colours_) + " " + place(section.origin) +
             "; IIS reads this section at " + section.read_at + "\n";
  }

  void add(const SectionContent& content, const std::string& indent) {
    std::size_t name_width = 0, value_width = 0;
    for (const Setting& setting : content.settings) {
      name_width = std::max(name_width, setting.name.size());
      value_width = std::max(value_width, shown_value(setting.value).size());
    }
    for (const Setting& setting : content.settings)
      text_ += indent + padded(setting.name, name_width) + "  " +
               padded(shown_value(setting.value), value_width) + "  " +
               (setting.origin ? place(*setting.origin) : "default") + "\n";
    for (const EffectiveCollection& collection : content.collections) add(collection, indent);
  }

  void add(const EffectiveCollection& collection, const std::string& indent) {
    text_ += indent + collection.name + (collection.entries.empty() ? ": no entries\n" : ":\n");
    std::size_t number = 0;
    for (const EffectiveEntry& entry : collection.entries) {
      add(entry, indent + "  " + std::to_string(++number) + ". ");
      for (const EffectiveEntry& inner : entry.inner) add(inner, indent + "     ");
    }
  }

  void add(const EffectiveEntry& entry, const std::string& lead) {
    text_ += lead + entry_words(entry) + "  " + place(entry.origin);
    if (entry.duplicate) text_ += "  " + coloured("duplicate key", Colour::red, colours_);
    text_ += "\n";
  }

  std::string place(const Origin& origin) const { return place_words(report_, origin); }

  const EffectiveReport& report_;
  Colours colours_;
  std::string text_;
};

}  // namespace

std::vector<EffectiveSection> masked(std::vector<EffectiveSection> sections) {
  Mask with;
  for (EffectiveSection& section : sections) {
    mask(section.content, with);
    for (iis::UnreadSection& unread : section.not_read) mask(unread.content, with);
    for (iis::EffectiveFault& fault : section.faults) fault.message = with.hide(fault.message);
  }
  return sections;
}

std::string shown_value(std::string value) {
  std::ranges::replace_if(value, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return value.empty() ? "\"\"" : shortened(value);
}

std::string entry_words(const EffectiveEntry& entry) {
  std::string text = entry.element;
  for (const Setting& setting : entry.settings)
    text += " " + setting.name + "=" + (setting.value.empty() ? "" : "\"") + shown_value(setting.value) +
            (setting.value.empty() ? "" : "\"");
  return text;
}

std::string place_words(const EffectiveReport& report, const Origin& origin) {
  const std::string location = origin.location.empty() ? "the server level" : origin.location;
  return in_one_line(report.file) + ":" + std::to_string(origin.position.line) + " (" + location + ")";
}

std::string effective_text(const EffectiveReport& report, Colours colours) {
  return EffectivePrinter(report, colours).print();
}

std::string effective_json(const EffectiveReport& report) {
  Json document = document_head("effective", report.host, report.exit_code);
  document["file"] = report.file;
  document["path"] = report.path;
  document["kind"] = report.kind.empty() ? Json(nullptr) : Json(report.kind);
  document["error"] = report.error ? json_of(*report.error) : Json(nullptr);
  document["sections"] = Json::array();
  for (const EffectiveSection& section : report.sections) document["sections"].push_back(to_json(section));
  document["not_read"] = Json::array();
  for (const iis::SectionNotRead& section : report.not_read)
    document["not_read"].push_back(
        {{"path", section.path}, {"read_at", section.read_at}, {"origin", to_json(section.origin)}});
  return text_of(document);
}

}  // namespace certlift::render
