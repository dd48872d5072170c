#include "property/oracle.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

namespace certlift::property {
namespace {

using What = Verdict::What;

struct Stored {
  Place place;
  const Tag* tag;
  const Section* section;
  Said said;
  std::string path;  ///< folded
};

bool is_known_to_iis(const Entry& entry) {
  const auto misspelt = [](int rule) { return of(rules(), rule).starts_with("subject"); };
  return entry.clear || (!entry.unknown && of(modes(), entry.mode) != "allow" &&
                         std::ranges::none_of(entry.rules, misspelt));
}

bool is_known_to_iis(const Section& section) {
  const auto known = [](const Entry& entry) { return is_known_to_iis(entry); };
  return section.trouble == Trouble::none && of(logon_methods(), section.logon) != "network" &&
         std::ranges::all_of(section.one, known) && std::ranges::all_of(section.many, known);
}

/// The site's name and the path below, as an unfolded tag says it.
std::string path_text(const Tag& tag) {
  std::string path = written_path(tag);
  std::ranges::replace(path, '\\', '/');
  while (path.starts_with('/')) path.erase(0, 1);
  while (path.ends_with('/')) path.pop_back();
  return path;
}

class Oracle {
 public:
  explicit Oracle(const Config& config) : config_(config) {
    collect(config.server, -1);
    for (std::size_t i = 0; i < config.tags.size(); ++i) collect(config.tags[i], static_cast<int>(i));
  }

  Prophecy foretell() {
    for (int site = 0; site < static_cast<int>(site_names().size()); ++site) judge(site);
    return std::move(prophecy_);
  }

 private:
  struct Candidate {
    const Stored* stored;
    Verdict* verdict;

    bool is_open() const { return verdict->refusal.empty(); }
    void refuse(const char* code) const {
      if (is_open()) verdict->refusal = code;
    }
  };

  void collect(const Tag& tag, int index) {
    for (std::size_t i = 0; i < tag.sections.size(); ++i)
      stored_.push_back({{index, static_cast<int>(i)},
                         &tag,
                         &tag.sections[i],
                         said_by(tag.sections[i]),
                         index < 0 ? "" : folded_path(written_path(tag))});
  }

  bool is_a_site(int site) const {
    return !config_.has_sites || std::ranges::find(config_.sites, site) != config_.sites.end();
  }

  std::vector<const Stored*> stored_at(const std::string& path) const {
    std::vector<const Stored*> found;
    for (const Stored& stored : stored_)
      if (stored.path == path) found.push_back(&stored);
    return found;
  }

  /// Why nothing can be said at a level, if so.
  bool is_trouble(const std::vector<const Stored*>& level) const {
    return level.size() > 1 || (level.size() == 1 && !is_known_to_iis(*level.front()->section));
  }

  bool active_directory_at(int site, const std::string& path) const {
    const std::string top = folded(std::string(of(site_names(), site)));
    bool on = false;
    std::string level;
    while (true) {
      const auto say = [&](const Tag& tag, const std::string& where) {
        if (where == level && tag.active_directory != Given::absent) on = tag.active_directory == Given::yes;
      };
      say(config_.server, "");
      for (const Tag& tag : config_.tags) say(tag, folded_path(written_path(tag)));
      if (level == path) return on;
      const std::size_t next = path.find('/', level.empty() ? top.size() : level.size() + 1);
      level = path.substr(0, next);
    }
  }

  void judge(int site) {
    const std::string path = folded(std::string(of(site_names(), site)));
    const auto server = stored_at(""), own = stored_at(path);
    Effect before;
    if (!server.empty()) before.lay_over(server.front()->said);
    if (!own.empty()) before.lay_over(own.front()->said);
    std::vector<Candidate> candidates;
    asleep_ = false;
    for (const Stored& stored : stored_)
      if (stored.tag->site == site && stored.tag->below > 0) sort_out(stored, before, candidates);
    const bool trouble = is_trouble(server) || is_trouble(own) ||
                         (!server.empty() && server.front()->said.has_doubled_key(nullptr, false)) ||
                         (!own.empty() && own.front()->said.has_doubled_key(
                                              server.empty() ? nullptr : &server.front()->said, false));
    for (const Candidate& candidate : candidates) refuse_alone(candidate, site, before, trouble);
    refuse_against(before, candidates);
    refuse_each_other(before, candidates);
    std::erase_if(candidates, [](const Candidate& candidate) { return !candidate.is_open(); });
    if (!candidates.empty()) lift(path, before, !own.empty(), candidates);
  }

  void sort_out(const Stored& stored, const Effect& before, std::vector<Candidate>& candidates) {
    Verdict& verdict = prophecy_.verdicts[stored.place];
    if (stored.section->is_empty() && stored.tag->override_mode > 0) return;
    const bool known = is_known_to_iis(*stored.section);
    const bool readable = stored.section->trouble != Trouble::bad_value;
    const bool idle = known && stored.said.live(one_to_one).empty() && stored.said.live(many_to_one).empty();
    const bool on = stored.said.enabled.value_or(before.enabled);
    if (!on && !idle && !stored.said.enabled) asleep_ = true;
    if (readable && !on) return;
    if (idle) return;
    verdict.what = is_a_site(stored.tag->site) ? What::refused : What::orphan;
    if (verdict.what == What::refused) candidates.push_back({&stored, &verdict});
  }

  void refuse_alone(const Candidate& candidate, int site, const Effect& before, bool trouble) const {
    const Said& said = candidate.stored->said;
    const std::string& path = candidate.stored->path;
    if (!is_known_to_iis(*candidate.stored->section) || stored_at(path).size() > 1 ||
        said.has_doubled_key(nullptr, false))
      candidate.refuse("not-understood");
    if (active_directory_at(site, folded(std::string(of(site_names(), site)))) ||
        active_directory_at(site, path))
      candidate.refuse("ad-mapping-on");
    if (trouble) candidate.refuse("not-understood");
    for (int kind : {one_to_one, many_to_one}) {
      const auto k = static_cast<std::size_t>(kind);
      if (!before.enabled && before.switches[k] && std::ranges::any_of(before.items[k], &Item::enabled))
        candidate.refuse("site-switched-off");
    }
    if (!before.enabled && asleep_) candidate.refuse("site-switched-off");
    for (int kind : {one_to_one, many_to_one}) {
      const auto k = static_cast<std::size_t>(kind);
      if (!said.live(kind).empty() && !before.switches[k] && !before.items[k].empty())
        candidate.refuse("switches-differ");
    }
    const bool standing = !before.items[0].empty() || !before.items[1].empty();
    if (standing && logon_of(candidate, before) != std::pair(before.logon, before.domain))
      candidate.refuse("switches-differ");
  }

  static std::pair<int, std::string> logon_of(const Candidate& candidate, const Effect& before) {
    return {candidate.stored->said.logon.value_or(before.logon),
            candidate.stored->said.domain.value_or(before.domain)};
  }

  static bool clash(const Item& a, const Item& b) { return a.identity == b.identity && a.target != b.target; }

  static void refuse_against(const Effect& before, const std::vector<Candidate>& candidates) {
    for (int kind : {one_to_one, many_to_one})
      for (const Candidate& candidate : candidates)
        for (const Item& item : candidate.stored->said.live(kind))
          for (const Item& standing : before.items[static_cast<std::size_t>(kind)])
            if (clash(item, standing))
              candidate.refuse(kind == one_to_one ? "same-certificate" : "same-name");
  }

  /// Whether two lifted mappings clash. Passwords do not matter where the site has the certificate already.
  static bool clash_at(const Effect& before, const Item& a, const Item& b) {
    const bool decided = std::ranges::any_of(
        before.items[one_to_one], [&](const Item& standing) { return standing.identity == a.identity; });
    return (a.identity == b.identity && (decided ? a.target != b.target : a.outcome != b.outcome)) ||
           (a.key == b.key && a.target != b.target);
  }

  static void refuse_each_other(const Effect& before, const std::vector<Candidate>& candidates) {
    std::vector<const Candidate*> open, contenders;
    for (const Candidate& candidate : candidates) {
      if (candidate.is_open()) open.push_back(&candidate);
      const std::string& refusal = candidate.verdict->refusal;
      if (refusal != "not-understood" && refusal != "ad-mapping-on") contenders.push_back(&candidate);
    }
    const bool differ = std::ranges::any_of(open, [&](const Candidate* candidate) {
      return logon_of(*candidate, before) != logon_of(*open.front(), before);
    });
    std::set<const Candidate*> parties;
    for (const Candidate* a : contenders)
      for (const Candidate* b : contenders)
        for (const Item& item : a->stored->said.live(one_to_one))
          for (const Item& other : b->stored->said.live(one_to_one))
            if (clash_at(before, item, other)) parties.insert(a);
    if (differ)
      for (const Candidate* candidate : open) candidate->refuse("switches-differ");
    for (const Candidate* candidate : parties) candidate->refuse("same-certificate");
  }

  void lift(const std::string& path, Effect effect, bool has_own, const std::vector<Candidate>& candidates) {
    const auto standing = effect.items;
    effect.enabled = true;
    std::tie(effect.logon, effect.domain) = logon_of(candidates.front(), effect);
    for (const Candidate& candidate : candidates) {
      candidate.verdict->what = What::lifted;
      std::vector<bool>& comes = prophecy_.comes[candidate.stored->place];
      for (int kind : {one_to_one, many_to_one}) {
        const auto k = static_cast<std::size_t>(kind);
        const auto live = candidate.stored->said.live(kind);
        if (!live.empty()) effect.switches[k] = true;
        comes.resize(comes.size() + candidate.stored->said.items[k].size() - live.size(), false);
        for (const Item& item : live)
          comes.push_back(!is_copy(item, standing[k]) &&
                          arrive(item, *candidate.stored->tag, effect.items[k]));
      }
    }
    // A kind that nobody has keeps the switch of the element that moves whole, whatever it says.
    if (!has_own)
      for (int kind : {one_to_one, many_to_one})
        if (effect.items[static_cast<std::size_t>(kind)].empty())
          effect.switches[static_cast<std::size_t>(kind)] = false;
    prophecy_.effects.emplace(path, std::move(effect));
  }

  /// Of a mapping that the site has for the same user, and that is written in another way.
  static bool is_copy(const Item& item, const std::vector<Item>& standing) {
    auto found = std::ranges::find(standing, item.key, &Item::key);
    if (found == standing.end()) found = std::ranges::find(standing, item.identity, &Item::identity);
    return found != standing.end() && found->written != item.written;
  }

  static bool arrive(Item item, const Tag& from, std::vector<Item>& items) {
    if (std::ranges::any_of(items, [&](const Item& there) { return there.same_as(item); })) return false;
    const auto taken = [&](const std::string& key) {
      return std::ranges::any_of(items, [&](const Item& there) { return there.key == key; });
    };
    const std::string base = item.name + " (" + path_text(from);
    for (int number = 1; taken(item.key); ++number)
      item.key = folded(base + (number == 1 ? ")" : " " + std::to_string(number) + ")"));
    items.push_back(std::move(item));
    return true;
  }

  const Config& config_;
  std::vector<Stored> stored_;
  bool asleep_ = false;  ///< a section of the site is off only because the site is
  Prophecy prophecy_;
};

}  // namespace

Prophecy foretell(const Config& config) {
  return Oracle(config).foretell();
}

}  // namespace certlift::property
