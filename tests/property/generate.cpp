#include "property/generate.h"

#include "property/emit.h"

#include <algorithm>
#include <array>

namespace certlift::property {
namespace {

/// Rolls a configuration. Everything has a plain choice that is likely, so that oddities meet one at a time
/// as well as together.
class Roller {
 public:
  explicit Roller(std::uint64_t seed) : dice_(seed) {}

  Config config() {
    Config config;
    odd_ = dice_.below(3);
    config.has_sites = !dice_.one_in(6);
    std::vector<int> sites;
    for (std::size_t i = 0; i < site_names().size(); ++i) sites.push_back(static_cast<int>(i));
    std::rotate(sites.begin(), sites.begin() + dice_.below(sites.size()), sites.end());
    sites.resize(static_cast<std::size_t>(1 + dice_.below(dice_.one_in(3) ? 3 : 1)));
    config.sites = sites;
    if (dice_.one_in(3)) config.server = server_tag();
    for (int count = 1 + dice_.below(5); count > 0; --count)
      config.tags.push_back(dice_.one_in(12) ? server_tag() : tag(config.sites));
    return config;
  }

 private:
  /// Something out of the ordinary: in one configuration seldom, in another often.
  bool odd(int count) {
    constexpr std::array factors{6, 2, 1};
    return dice_.one_in(count * factors[static_cast<std::size_t>(odd_)]);
  }
  int choice(Pool pool) { return dice_.below(pool.size()); }
  int odd_choice(Pool pool, int count) { return odd(count) ? choice(pool) : 0; }
  Given given(int count) { return odd(count) ? (dice_.one_in(2) ? Given::yes : Given::no) : Given::absent; }

  std::vector<int> choices(Pool pool) {
    std::vector<int> chosen;
    for (int count = 1 + dice_.below(3); count > 0; --count) chosen.push_back(choice(pool));
    return chosen;
  }

  Tag tag(const std::vector<int>& sites) {
    Tag tag;
    tag.site =
        dice_.one_in(15) ? choice(site_names()) : sites[static_cast<std::size_t>(dice_.below(sites.size()))];
    tag.below = dice_.one_in(4) ? 0 : 1 + dice_.below(sub_paths().size() - 1);
    tag.spelling = odd(3) ? dice_.below(4) : 0;
    tag.override_mode = odd_choice(override_modes(), 5);
    tag.inherit = odd_choice(inherits(), 6);
    if (!dice_.one_in(4)) tag.sections.push_back(section());
    if (odd(25)) tag.sections.push_back(section());
    if (dice_.one_in(tag.below == 0 ? 6 : 3)) tag.access = choice(ssl_flags());
    if (dice_.one_in(3)) tag.anonymous = dice_.one_in(2) ? Given::no : Given::yes;
    tag.active_directory = given(10);
    fill(tag);
    return tag;
  }

  Tag server_tag() {
    Tag tag;
    tag.spelling = dice_.below(2);
    if (dice_.one_in(2)) tag.sections.push_back(section());
    tag.access = odd_choice(ssl_flags(), 3);
    tag.active_directory = given(8);
    tag.anonymous = given(3);
    fill(tag);
    return tag;
  }

  void fill(Tag& tag) {
    if (odd(4)) tag.authorization = choices(authorization_entries());
    if (odd(5)) tag.windows = choices(windows_entries());
    tag.handlers = odd(5);
    tag.empty_wrappers = odd(5);
    tag.comment = odd(6);
    tag.inner_comment = odd(8);
  }

  Section section() {
    Section section;
    if (odd(8)) return section;
    section.enabled = odd(4) ? given(1) : Given::yes;
    section.switches = {given(8), given(8)};
    section.logon = odd_choice(logon_methods(), 8);
    section.domain = odd_choice(domains(), 8);
    const int which = dice_.below(4);
    if (which != 0 || dice_.one_in(3)) section.one = entries(one_to_one);
    if (which == 0 || dice_.one_in(3)) section.many = entries(many_to_one);
    section.collections = {odd(6), odd(6)};
    section.rules_first = odd(3);
    section.lock = odd(15);
    if (odd(30)) section.trouble = static_cast<Trouble>(dice_.below(6));
    section.comment_above = odd(5);
    section.comment_inside = odd(6);
    return section;
  }

  std::vector<Entry> entries(int kind) {
    std::vector<Entry> entries;
    for (int count = dice_.below(4); count > 0; --count) entries.push_back(entry(kind));
    return entries;
  }

  Entry entry(int kind) {
    Entry entry;
    entry.comment = odd(5);
    entry.clear = odd(10);
    if (entry.clear) return entry;
    entry.key = dice_.one_in(2) ? choice(kind == one_to_one ? certificates() : names()) : dice_.below(2);
    entry.user = dice_.one_in(3) ? choice(users()) : 0;
    entry.password = dice_.one_in(4) ? choice(passwords()) : 2;
    entry.enabled = given(8);
    entry.lock = odd(20);
    entry.unknown = odd(50);
    if (kind == one_to_one) return entry;
    entry.mode = odd_choice(modes(), 4);
    for (int count = dice_.below(4); count > 0; --count) entry.rules.push_back(choice(rules()));
    return entry;
  }

  Dice dice_;
  int odd_ = 0;
};

Style roll_style(std::uint64_t seed) {
  Dice dice(seed);
  const auto often = [&](int count) {
    return dice.one_in(count) ? static_cast<Often>(1 + dice.below(2)) : Often::never;
  };
  Style style;
  style.encoding = dice.one_in(2) ? text::Encoding::utf8 : static_cast<text::Encoding>(dice.below(3));
  style.bom = dice.one_in(3) ? text::Bom::present : text::Bom::absent;
  style.crlf = dice.one_in(2);
  style.indent = dice.one_in(2) ? 0 : dice.below(5);
  style.single_quotes = often(3);
  style.wrapped_attributes = often(3);
  style.references = often(4);
  style.blank_lines = often(4);
  style.long_empty_elements = often(3);
  style.line_ends_in_values = often(3);
  style.same_line = often(5) == Often::never ? Often::never : Often::sometimes;
  style.seed = seed;
  return style;
}

RandomConsent roll_consent(std::uint64_t seed) {
  constexpr std::array risks{"widens-access",   "widens-deny",       "changes-order", "drops-clear",
                             "wakes-mapping",   "renames-mapping",   "loses-lock",    "drops-copy",
                             "matches-unknown", "broken-certificate"};
  Dice dice(seed);
  if (dice.one_in(2)) return {{"all"}};
  RandomConsent consent;
  for (const char* risk : risks)
    if (dice.one_in(2)) consent.risks.emplace_back(risk);
  return consent;
}

}  // namespace

void showValue(const Config& config, std::ostream& out) {  // NOLINT
  out << '\n' << emit(config, Style()).text;
}

void showValue(const Style& style, std::ostream& out) {  // NOLINT
  out << "encoding " << static_cast<int>(style.encoding) << ", bom " << static_cast<int>(style.bom)
      << ", crlf " << style.crlf << ", indent " << style.indent << ", quotes "
      << static_cast<int>(style.single_quotes) << ", wrapped " << static_cast<int>(style.wrapped_attributes)
      << ", references " << static_cast<int>(style.references) << ", blank lines "
      << static_cast<int>(style.blank_lines) << ", long " << static_cast<int>(style.long_empty_elements)
      << ", line ends " << static_cast<int>(style.line_ends_in_values) << ", same line "
      << static_cast<int>(style.same_line) << ", seed " << style.seed;
}

void showValue(const RandomConsent& consent, std::ostream& out) {  // NOLINT
  for (const std::string& risk : consent.risks) out << risk << ' ';
}

}  // namespace certlift::property

namespace property = certlift::property;

rc::Gen<property::Config> rc::Arbitrary<property::Config>::arbitrary() {
  return [](const rc::Random& random, int) {
    return rc::shrinkable::shrinkRecur(
        property::Roller(rc::Random(random).next()).config(),
        [](const property::Config& config) { return rc::seq::fromContainer(property::simpler(config)); });
  };
}

rc::Gen<property::Style> rc::Arbitrary<property::Style>::arbitrary() {
  return [](const rc::Random& random, int) {
    return rc::shrinkable::shrinkRecur(
        property::roll_style(rc::Random(random).next()),
        [](const property::Style& style) { return rc::seq::fromContainer(property::simpler(style)); });
  };
}

rc::Gen<property::RandomConsent> rc::Arbitrary<property::RandomConsent>::arbitrary() {
  return [](const rc::Random& random, int) {
    return rc::shrinkable::just(property::roll_consent(rc::Random(random).next()));
  };
}
