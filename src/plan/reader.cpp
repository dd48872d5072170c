#include "plan/reader.h"

#include "apply/change.h"
#include "baseline/entry_json.h"
#include "text/closest.h"
#include "text/lines.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace certlift::plan {
namespace {

using nlohmann::json;

constexpr int max_depth = 16;

std::unexpected<Error> refuse(std::string message) {
  return std::unexpected(Error{ErrorCode::not_understood, std::move(message)});
}

// --- text to JSON ---

/// Looks at a document while it is parsed: for what the parser would let pass.
class Watch {
 public:
  bool see(int depth, json::parse_event_t event, const json& parsed) {
    if (event == json::parse_event_t::object_start) keys_.emplace_back();
    if (event == json::parse_event_t::object_end && !keys_.empty()) keys_.pop_back();
    if (event == json::parse_event_t::key && !keys_.back().insert(parsed.get<std::string>()).second)
      note("it has \"" + parsed.get<std::string>() + "\" twice in one object");
    if (depth > max_depth) note("it is nested too deeply");
    return depth <= max_depth;
  }
  const std::string& fault() const { return fault_; }

 private:
  void note(std::string fault) {
    if (fault_.empty()) fault_ = std::move(fault);
  }
  std::vector<std::set<std::string>> keys_;
  std::string fault_;
};

Result<json> parse(std::string_view text) {
  Watch watch;
  try {
    json document = json::parse(text, [&](int depth, json::parse_event_t event, json& parsed) {
      return watch.see(depth, event, parsed);
    });
    if (!watch.fault().empty()) return refuse("this is no plan: " + watch.fault());
    return document;
  } catch (const json::parse_error& error) {
    const std::size_t offset = std::max<std::size_t>(error.byte, 1) - 1;
    const text::Position position = text::LineIndex(text).position(offset);
    return std::unexpected(Error{ErrorCode::not_understood,
                                 "this is no plan: it is no JSON from here on",
                                 {},
                                 position.line,
                                 position.column});
  } catch (const json::exception&) {
    return refuse("this is no plan: it has a number that is too large");
  }
}

// --- JSON to values ---

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

bool is_version(std::string_view text) {
  return !text.empty() && text.size() < 32 && text.find_first_not_of("0123456789.") == text.npos;
}

bool is_time(std::string_view text) {
  return text.size() == 27 && text.find_first_not_of("0123456789-:.TZ") == text.npos;
}

/// What no XML may hold, and what could make a terminal do things.
bool has_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0x7f || (byte < 0x20 && c != '\t' && c != '\n' && c != '\r');
  });
}

/// A part of the document, and its place there. What is not as it should be is noted as the document's fault
/// and read as nothing, so that a reader need not ask after every member.
class Part {
 public:
  Part(const json& value, std::string place, std::string& fault)
      : value_(value), place_(std::move(place)), fault_(fault) {}

  void complain(const std::string& what) const {
    if (fault_.empty()) fault_ = (place_.empty() ? "it" : place_) + " " + what;
  }

  Part at(const std::string& name) const {
    static const json nothing;
    const std::string place = place_.empty() ? name : place_ + "." + name;
    const auto member = value_.find(name);  // of what is no object: the end
    if (member != value_.end()) return {*member, place, fault_};
    complain("lacks \"" + name + "\"");
    return {nothing, place, fault_};
  }

  const json& value() const { return value_; }
  bool is_null() const { return value_.is_null(); }

  std::string text() const {
    if (!value_.is_string()) return complain("is no text"), "";
    auto text = value_.get<std::string>();
    if (has_control_character(text)) complain("holds a control character");
    return text;
  }

  std::string text(bool (*is_fine)(std::string_view), const std::string& kind) const {
    std::string read = text();
    if (!is_fine(read)) complain("is no " + kind);
    return read;
  }

  std::uint64_t number() const {
    if (!value_.is_number_unsigned()) return complain("is no whole number"), 0;
    return value_.get<std::uint64_t>();
  }

  template <class Read>
  auto list(const Read& read) const {
    std::vector<std::invoke_result_t<Read, const Part&>> items;
    if (!value_.is_array()) complain("is no list");
    for (std::size_t i = 0; value_.is_array() && i < value_.size() && fault_.empty(); ++i)
      items.push_back(read(Part(value_[i], place_ + "[" + std::to_string(i) + "]", fault_)));
    return items;
  }

  std::optional<Part> if_there(const std::string& name) const {
    const auto member = value_.find(name);
    if (member == value_.end() || member->is_null()) return std::nullopt;
    return at(name);
  }

 private:
  const json& value_;
  std::string place_;
  std::string& fault_;
};

std::string text_in(const Part& part) {
  return part.text();
}

std::vector<std::string> known_texts(const Part& part, const std::string& thing,
                                     const std::vector<std::string>& known) {
  return part.list([&](const Part& item) {
    std::string text = item.text();
    if (std::ranges::find(known, text) == known.end())
      item.complain("is \"" + text + "\", a " + thing + " that this certlift does not know" +
                    text::did_you_mean(text, known));
    return text;
  });
}

engine::Selection read_selection(const Part& part, const KnownWords& known) {
  return {.only = known_texts(part.at("only"), "rule", known.rules),
          .skip = known_texts(part.at("skip"), "rule", known.rules),
          .sites = part.at("sites").list(text_in),
          .accept = known_texts(part.at("accept"), "risk", known.risks)};
}

Extent read_extent(const Part& part) {
  Extent extent{.lines = part.at("lines").number()};
  if (const auto mappings = part.if_there("mappings")) extent.mappings = mappings->number();
  return extent;
}

bool is_digest(std::string_view text) {
  return text.size() == 16 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

ElementState read_element(const Part& part) {
  auto element = read_line_of_plan(part.text());
  if (!element) part.complain("is no element of a section");
  return element ? std::move(*element) : ElementState{};
}

SectionState read_section(const Part& part) {
  SectionState section{part.at("location").text(), part.at("section").text(), read_extent(part),
                       part.at("sha256").text(is_hash, "SHA-256")};
  if (const auto elements = part.if_there("elements")) section.elements = elements->list(read_element);
  if (const auto comments = part.if_there("comments")) section.comments = comments->text(is_digest, "digest");
  return section;
}

bool is_mapping(std::string_view text) {
  const std::size_t sign = text.find('=');
  return sign != std::string_view::npos && sign > 0 && sign + 1 < text.size();
}

/// A plan of an older certlift lacks it.
std::optional<std::vector<std::string>> read_web_config(const Part& root) {
  const auto mappings = root.if_there("web_config");
  if (!mappings || mappings->is_null()) return std::nullopt;
  return mappings->list([](const Part& one) { return one.text(is_mapping, "FROM=TO of --map"); });
}

/// A plan of an older certlift lacks it.
std::optional<std::vector<std::string>> read_effect(const Part& target) {
  const auto effect = target.if_there("effect");
  return effect ? std::optional(effect->list(text_in)) : std::nullopt;
}

unsigned read_windows(const Part& root) {
  const auto windows = root.if_there("windows");
  return windows && !windows->is_null() ? static_cast<unsigned>(windows->number()) : 0;
}

/// A plan without a baseline, or of an older certlift, lacks it.
std::vector<baseline::Entry> read_known(const Part& target) {
  const auto known = target.if_there("known");
  if (!known) return {};
  return known->list([](const Part& part) {
    auto entry = baseline::entry_of(part.value());
    if (!entry) part.complain("is no finding of a baseline");
    return entry.value_or(baseline::Entry());
  });
}

std::optional<FileState> read_rest(const Part& target) {
  const auto rest = target.if_there("rest");
  if (!rest) return std::nullopt;
  return FileState{rest->at("comments").text(is_digest, "digest"),
                   rest->at("text").text(is_digest, "digest")};
}

SectionChange read_change(const Part& part) {
  SectionChange change{part.at("location").text(), part.at("section").text(), {}, {}};
  if (const Part before = part.at("before"); !before.is_null()) change.before = read_extent(before);
  if (const Part after = part.at("after"); !after.is_null()) change.after = read_extent(after);
  if (!change.before && !change.after)
    part.complain("says neither what was there before nor what is there after");
  return change;
}

PlannedTarget read_planned_target(const Part& part) {
  return {.path = part.at("path").text(),
          .sha256_before = part.at("sha256_before").text(is_hash, "SHA-256"),
          .sha256_after = part.at("sha256_after").text(is_hash, "SHA-256"),
          .size_before = part.at("size_before").number(),
          .size_after = part.at("size_after").number(),
          .changes = part.at("changes").list(read_change),
          .sections = part.at("sections").list(read_section),
          .rest = read_rest(part),
          .effect = read_effect(part),
          .known = read_known(part)};
}

/// Whether it is a plan at all, and one that we can read.
void require_plan(const Part& document) {
  if (document.at("tool").text() != "certlift" || document.at("command").text() != "plan")
    document.complain("is not what certlift plan has written");
  const std::uint64_t version = document.at("schema_version").number();
  if (version != plan_schema_version)
    document.complain("is a plan of schema version " + std::to_string(version) + ", and this certlift (" +
                      CERTLIFT_VERSION + ") reads version " + std::to_string(plan_schema_version) +
                      "; use the certlift that made it, or make it anew");
}

}  // namespace

Result<Plan> read_plan(std::string_view text, const KnownWords& known) {
  const auto document = parse(text);
  if (!document) return std::unexpected(document.error());
  std::string fault;
  const Part root(*document, "", fault);
  require_plan(root);
  Plan plan;
  if (fault.empty())
    plan = {.id = root.at("id").text(apply::is_change_id, "id of a plan"),
            .version = root.at("version").text(is_version, "version"),
            .created = root.at("created").text(is_time, "time"),
            .host = root.at("host").text(),
            .user = root.at("user").text(),
            .selection = read_selection(root.at("selection"), known),
            .schema_dir = root.at("schema").is_null() ? "" : root.at("schema").text(),
            .web_config = read_web_config(root),
            .windows = read_windows(root),
            .targets = root.at("targets").list(read_planned_target)};
  if (fault.empty() && plan.targets.empty()) fault = "targets is empty";
  if (!fault.empty()) return refuse("this is no plan that can be applied: " + fault);
  return plan;
}

}  // namespace certlift::plan
