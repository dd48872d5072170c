#include "bench/hostile.h"

#include <array>

namespace certlift::bench {
namespace {

constexpr std::size_t million = 1'000'000, many_bytes = 100'000'000;
constexpr std::string_view section_head = "<iisClientCertificateMappingAuthentication enabled=\"true\">";
constexpr std::string_view section_tail = "</iisClientCertificateMappingAuthentication>";

std::string repeated(std::size_t count, std::string_view text) {
  std::string result;
  result.reserve(count * text.size());
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

std::string configuration(const std::string& content) {
  return "<configuration>\n" + content + "</configuration>\n";
}

/// Content of <authentication> at a path that requests certificates.
std::string location(const std::string& path, std::string_view content) {
  return "<location path=\"" + path +
         "\">\n <system.webServer>\n  <security>\n   <access sslFlags=\"SslNegotiateCert\" />\n"
         "   <authentication>\n" +
         std::string(content) + "   </authentication>\n  </security>\n </system.webServer>\n</location>\n";
}

std::string one_to_one(const std::string& entries) {
  return std::string(section_head) + "\n<oneToOneMappings>\n" + entries + "</oneToOneMappings>\n" +
         std::string(section_tail) + "\n";
}

/// The number in its bytes makes it a certificate of its own for certlift, which is no base64 of any.
std::string mapping(std::size_t number) {
  return "<add userName=\"u\" password=\"p\" certificate=\"" + std::to_string(number) + "\" />\n";
}

std::string mappings(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += mapping(i);
  return text;
}

std::string site(const std::string& name) {
  return "<site name=\"" + name +
         "\"><application path=\"/\" /><application path=\"/A\" />"
         "<bindings><binding protocol=\"https\" bindingInformation=\"*:443:\" /></bindings></site>\n";
}

std::string sites(const std::string& content) {
  return "<system.applicationHost><sites>\n" + content + "</sites></system.applicationHost>\n";
}

std::string misplaced(const std::string& path, std::size_t number) {
  return location(path, one_to_one(mapping(number)));
}

// --- deep ---

std::string deep(std::size_t depth) {
  return configuration(repeated(depth, "<a>") + repeated(depth, "</a>"));
}

std::string deep_unclosed(std::size_t depth) {
  return repeated(depth, "<a>");
}

std::string deep_in_section(std::size_t depth) {
  return configuration(
      location("Shop/A", one_to_one(mapping(0) + repeated(depth, "<a>") + repeated(depth, "</a>"))));
}

std::string deep_groups(std::size_t depth) {
  return configuration("<configSections>" + repeated(depth, "<sectionGroup name=\"a\">") +
                       repeated(depth, "</sectionGroup>") + "</configSections>\n");
}

// --- long ---

std::string long_value(std::size_t bytes) {
  return configuration("<a b=\"" + std::string(bytes, 'x') + "\" />\n");
}

std::string long_path(std::size_t bytes) {
  return configuration(misplaced("Shop" + repeated(bytes / 2, "/a"), 0));
}

std::string long_line(std::size_t bytes) {
  const std::string one = "<add name=\"x\" value=\"y\"/>";
  return "<configuration><a>" + repeated(bytes / one.size(), one) + "</a></configuration>";
}

std::string long_text(std::size_t bytes) {
  return std::string(bytes, 'x');
}

std::string references(std::size_t count) {
  return configuration("<a b=\"" + repeated(count, "&amp;") + "\" />\n");
}

// --- many ---

std::string attributes(std::size_t count) {
  std::string text(section_head.substr(0, section_head.size() - 1));
  for (std::size_t i = 0; i < count; ++i) text += " a" + std::to_string(i) + "=\"\"";
  return configuration(location("Shop/A", text + ">\n<oneToOneMappings>\n" + mapping(0) +
                                              "</oneToOneMappings>\n" + std::string(section_tail) + "\n"));
}

std::string elements(std::size_t count) {
  return configuration(repeated(count, "<a/>"));
}

std::string comments(std::size_t count) {
  return configuration(location("Shop/A", repeated(count, "<!-- why -->\n") + one_to_one(mapping(0))));
}

std::string lone_comments(std::size_t count) {
  std::string entries;
  for (std::size_t i = 0; i < count; ++i) entries += "<!-- a -->\n\n<!-- b -->\n" + mapping(i);
  return configuration(location("Shop/A", one_to_one(entries + "<clear />\n" + mapping(count))) +
                       misplaced("Shop/B", count + 1));
}

std::string locations(std::size_t count) {
  std::string text = misplaced("Shop/A", 0);
  for (std::size_t i = 0; i < count; ++i)
    text += "<location path=\"Shop/" + std::to_string(i) +
            "\"><system.webServer><security><access sslFlags=\"SslNegotiateCert\" "
            "/></security></system.webServer></location>\n";
  return configuration(text);
}

std::string sections(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += misplaced("Shop/" + std::to_string(i), i);
  return configuration(text);
}

std::string same_path(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += misplaced("Shop/A", i);
  return configuration(text);
}

std::string many_sites(std::size_t count) {
  std::string names, text;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = "S" + std::to_string(i);
    names += site(name);
    text += misplaced(name + "/A", i);
  }
  return configuration(sites(names) + text);
}

std::string same_site(std::size_t count) {
  std::string text = sites(repeated(count, site("Shop")));
  for (std::size_t i = 0; i < count; ++i) text += misplaced("Shop/" + std::to_string(i), i);
  return configuration(text);
}

std::string many_mappings(std::size_t count) {
  return configuration(location("Shop/A", one_to_one(mappings(count))));
}

std::string same_mapping(std::size_t count) {
  return configuration(location("Shop/A", one_to_one(repeated(count, mapping(0)))));
}

/// Every site inherits every mapping of the server.
std::string inherited(std::size_t count) {
  std::string text = "<system.webServer><security><authentication>\n" + one_to_one(mappings(count)) +
                     "</authentication></security></system.webServer>\n";
  for (std::size_t i = 0; i < count; ++i) text += misplaced("S" + std::to_string(i) + "/A", count + i);
  return configuration(text);
}

std::string wrappers(std::size_t count) {
  std::string text =
      repeated(count, "<system.webServer><security><access /></security></system.webServer>\n");
  for (std::size_t i = 0; i < count; ++i) text += misplaced("S" + std::to_string(i) + "/A", i);
  return configuration(text);
}

constexpr std::array all{
    Hostile{"deep", "elements in each other", million, 150'000, deep},
    Hostile{"deep-unclosed", "elements in each other, none closed", million, 150'000, deep_unclosed},
    Hostile{"deep-in-section", "elements in each other in a section that is read", million, 150'000,
            deep_in_section},
    Hostile{"deep-groups", "section groups in each other", million, 50'000, deep_groups},
    Hostile{"long-value", "bytes in one attribute", many_bytes, 2'000'000, long_value},
    Hostile{"long-path", "bytes in one location's path", many_bytes, 300'000, long_path},
    Hostile{"long-line", "bytes in one line", many_bytes, 1'000'000, long_line},
    Hostile{"long-text", "bytes without any tag", many_bytes, 2'000'000, long_text},
    Hostile{"references", "references in one attribute", 20'000'000, 200'000, references},
    Hostile{"attributes", "attributes on one element", million, 30'000, attributes},
    Hostile{"elements", "elements beside each other", 25'000'000, 100'000, elements},
    Hostile{"comments", "comments above a section", million, 20'000, comments},
    Hostile{"lone-comments", "entries that are not lifted, each with comments", million, 4'000,
            lone_comments},
    Hostile{"locations", "locations", million, 8'000, locations},
    Hostile{"sections", "misplaced sections of one site", 100'000, 1'500, sections},
    Hostile{"same-path", "misplaced sections at one path", 100'000, 1'500, same_path},
    Hostile{"sites", "sites, each with a misplaced section", million, 1'500, many_sites},
    Hostile{"same-site", "sites of one name, and misplaced sections of it", 100'000, 1'500, same_site},
    Hostile{"mappings", "mappings in one misplaced section", million, 4'000, many_mappings},
    Hostile{"same-mapping", "mappings of one key in one misplaced section", million, 4'000, same_mapping},
    Hostile{"inherited", "mappings of the server, and sites", 2'000, 80, inherited},
    Hostile{"wrappers", "copies of a wrapper, and sites", 100'000, 1'500, wrappers}};

}  // namespace

std::span<const Hostile> hostile_configurations() {
  return all;
}

}  // namespace certlift::bench
