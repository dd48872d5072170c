#include "iis/meaning.h"

#include "iis/content.h"
#include "xml/characters.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <unordered_map>
#include <utility>

namespace certlift::iis {
namespace {

/// Two texts become one, with white space between them, when the element between them goes.
void add_words(std::string_view text, std::string& words) {
  for (std::size_t begin = xml::skip_white(text, 0); begin < text.size();) {
    const auto end =
        static_cast<std::size_t>(std::ranges::find_if(text.substr(begin), xml::is_white) - text.begin());
    words.append(text.substr(begin, end - begin)) += '\n';
    begin = xml::skip_white(text, end);
  }
}

/// Something that is said at one place: the element with the comments above it, or comments and text of a
/// wrapper.
struct Statement {
  xml::Element element;    ///< none for `loose`
  text::Span comments;     ///< directly above the element
  std::string loose = {};  ///< what stands in a wrapper besides elements, and the wrapper's attributes
};

constexpr std::string_view tag_mark = "#tag";      ///< the attributes of a location tag
constexpr std::string_view loose_mark = "#loose";  ///< what stands in a wrapper besides elements
constexpr std::string_view above_mark = "#above";  ///< the comments above a wrapper

struct HashOfKey {
  std::size_t operator()(const MeaningKey& key) const {
    const std::hash<std::string_view> hash;
    return hash(key.path) ^ (hash(key.section) << 1U) ^ (hash(key.tag) << 2U) ^ key.copy;
  }
};
using Statements = std::unordered_map<MeaningKey, Statement, HashOfKey>;

/// What a location tag says besides its path.
std::string tag_of(AttributeMap attributes) {
  attributes.erase("path");
  return canonical_start("", attributes);
}

/// Wrappers that hold sections: those the file registers, and those of IIS for files that register none.
std::set<std::string, std::less<>> section_groups(xml::Element configuration) {
  std::set<std::string, std::less<>> groups{"system.applicationHost", "system.webServer",
                                            "system.webServer/security",
                                            "system.webServer/security/authentication"};
  struct Task {
    xml::Element element;
    std::string path;
  };
  std::vector<Task> tasks;
  for (xml::Element sections : configuration.children("configSections")) tasks.push_back({sections, ""});
  while (!tasks.empty()) {
    const Task task = std::move(tasks.back());
    tasks.pop_back();
    for (xml::Element group : task.element.children("sectionGroup")) {
      const std::string path = task.path + text_of(group, "name");
      if (path.size() > 256) continue;
      groups.insert(path);
      tasks.push_back({group, path + "/"});
    }
  }
  return groups;
}

class StatementReader {
 public:
  explicit StatementReader(const HostConfig& config)
      : document_(config.document()), groups_(section_groups(document_.root())) {
    for (const Location& location : config.locations()) read(location);
  }

  Statements take() { return std::move(statements_); }
  std::vector<NamedSection> take_sections() { return std::move(sections_); }

 private:
  struct Wrapper {
    xml::Element element;
    std::string path;  ///< "" for the location itself
  };

  void read(const Location& location) {
    location_ = &location;
    path_key_ = location.path.key();
    AttributeMap attributes = attributes_of(location.element);
    const bool says_more = attributes.size() > 1;
    tag_ = tag_of(std::move(attributes));
    is_root_ = !location.element.parent();
    if (says_more) put(std::string(tag_mark), {.element = {}, .comments = {}, .loose = "present"});
    std::vector<Wrapper> wrappers{{location.element, ""}};
    while (!wrappers.empty()) {
      const Wrapper wrapper = std::move(wrappers.back());
      wrappers.pop_back();
      read(wrapper, wrappers);
    }
  }

  void read(const Wrapper& wrapper, std::vector<Wrapper>& wrappers) {
    Statement loose{.element = {}, .comments = {}};
    if (!wrapper.path.empty() && !wrapper.element.attributes().empty())
      loose.loose = canonical_start("", attributes_of(wrapper.element));
    text::Span claimed;  // the comments of the last element seen
    std::vector<xml::Node> others;
    for (const xml::Node& node : document_.nodes(wrapper.element)) {
      if (node.kind != xml::NodeKind::element) {
        others.push_back(node);
        continue;
      }
      claimed = node.element.comment_above().value_or(text::Span{});
      add_unclaimed(others, claimed, loose.loose);
      read_child(wrapper, node.element, claimed, wrappers);
    }
    add_unclaimed(others, {}, loose.loose);
    if (!loose.loose.empty()) put(wrapper.path + std::string(loose_mark), std::move(loose));
  }

  void add_unclaimed(std::vector<xml::Node>& others, text::Span claimed, std::string& loose) const {
    for (const xml::Node& other : others) {
      if (claimed.contains(other.span)) continue;
      const std::string_view what = other.span.of(document_.text());
      if (other.kind == xml::NodeKind::text)
        add_words(what, loose);
      else
        loose += what;
    }
    others.clear();
  }

  void read_child(const Wrapper& wrapper, xml::Element child, text::Span comments,
                  std::vector<Wrapper>& wrappers) {
    const bool is_tag = is_root_ && wrapper.path.empty() && child.name() == "location";
    const std::string path = wrapper.path + (wrapper.path.empty() ? "" : "/") + std::string(child.name());
    const bool is_wrapper = groups_.contains(path);
    if (!is_tag && !is_wrapper) {
      sections_.push_back({path, {location_, child}});
      return put(path, {child, comments});
    }
    if (!comments.empty())
      put(path + std::string(above_mark),
          {.element = {}, .comments = {}, .loose = canonical_comments(document_, comments)});
    if (is_wrapper) wrappers.push_back({child, path});
  }

  /// The same section twice at one place gets a number.
  void put(std::string what, Statement statement) {
    MeaningKey key{path_key_, tag_, std::move(what)};
    if (const auto [entry, is_new] = statements_.try_emplace(key, statement); is_new) return;
    const std::size_t copy = ++more_copies_[key];
    key.copy = copy;
    statements_.emplace(std::move(key), std::move(statement));
  }

  const xml::Document& document_;
  std::set<std::string, std::less<>> groups_;
  Statements statements_;
  std::unordered_map<MeaningKey, std::size_t, HashOfKey> more_copies_;  ///< than the first
  std::vector<NamedSection> sections_;
  const Location* location_ = nullptr;
  std::string path_key_;
  std::string tag_;
  bool is_root_ = false;
};

std::string content_of(const Statement& statement) {
  return statement.element ? canonical_with_comments(statement.element) : statement.loose;
}

/// The sort of thing that is said, put in words.
std::string section_in_words(const std::string& section) {
  if (section == tag_mark) return "the location tag";
  if (section == loose_mark) return "comments";
  for (const auto& [mark, words] :
       {std::pair(loose_mark, "comments in "), std::pair(above_mark, "comments above ")})
    if (section.ends_with(mark)) return words + section.substr(0, section.size() - mark.size());
  return section;
}

std::string place_of(const MeaningKey& key, const HostConfig& config) {
  const auto locations = config.locations_at(key.path);
  const std::string path = locations.empty() ? key.path : locations.front()->path.text();
  return section_in_words(key.section) + (key.path.empty() ? " at the server level" : " at '" + path + "'");
}

/// Bytes first: most of two configurations is the same to the letter.
bool says_the_same(const Statement& a, const xml::Document& before, const Statement& b,
                   const xml::Document& after) {
  if (a.element && b.element && a.comments.empty() && b.comments.empty() &&
      a.element.span().of(before.text()) == b.element.span().of(after.text()))
    return true;
  return content_of(a) == content_of(b);
}

/// What stands before and behind the root: no fix has any business there.
std::pair<std::string_view, std::string_view> around_root(const xml::Document& document) {
  const std::string_view text = document.text();
  const text::Span root = document.root().span();
  return {text.substr(0, root.begin), text.substr(root.end)};
}

}  // namespace

MeaningKey meaning_key(const Location& location, std::string_view section_path) {
  return {location.path.key(), tag_of(attributes_of(location.element)), std::string(section_path)};
}

MeaningKey meaning_key(const LocationPath& path, std::string_view section_path) {
  return {path.key(), tag_of({}), std::string(section_path)};
}

std::string in_words(const MeaningKey& key) {
  return section_in_words(key.section) +
         (key.path.empty() ? " at the server level" : " at '" + key.path + "'");
}

std::vector<NamedSection> all_sections(const HostConfig& config) {
  std::vector<NamedSection> sections = StatementReader(config).take_sections();
  std::ranges::sort(sections, {},
                    [](const NamedSection& section) { return section.stored.element.span().begin; });
  return sections;
}

std::vector<MeaningDifference> undeclared_differences(const HostConfig& before, const HostConfig& after,
                                                      const std::vector<MeaningChange>& declared) {
  Statements old = StatementReader(before).take();
  Statements now = StatementReader(after).take();
  std::vector<MeaningDifference> differences;
  if (around_root(before.document()) != around_root(after.document()))
    differences.push_back({{.section = "what stands outside of <configuration>"},
                           "has changed",
                           "what stands outside of <configuration>"});
  for (const MeaningChange& change : declared) {
    old.erase(change.key);
    const auto found = now.find(change.key);
    const bool as_declared = change.content
                                 ? found != now.end() && content_of(found->second) == *change.content
                                 : found == now.end();
    if (!as_declared)
      differences.push_back({change.key, "is not what the fix declared", in_words(change.key)});
    if (found != now.end()) now.erase(found);
  }
  std::vector<MeaningDifference> changed, added;
  for (const auto& [key, statement] : old) {
    const auto found = now.find(key);
    if (found == now.end())
      changed.push_back({key, "was lost", place_of(key, before)});
    else if (!says_the_same(statement, before.document(), found->second, after.document()))
      changed.push_back({key, "has changed", place_of(key, before)});
  }
  for (const auto& [key, statement] : now)
    if (!old.contains(key)) added.push_back({key, "was added", place_of(key, after)});
  for (std::vector<MeaningDifference>* part : {&changed, &added}) {
    std::ranges::sort(*part, {}, &MeaningDifference::key);
    std::ranges::move(*part, std::back_inserter(differences));
  }
  return differences;
}

}  // namespace certlift::iis
