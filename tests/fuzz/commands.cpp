#include "fuzz/support/mutate_xml.h"
#include "fuzz/support/require.h"
#include "support/program.h"
#include "xml/document.h"

#include <nlohmann/json.hpp>

/// Any bytes as a target of the whole program: its reports can be read, say no secret, and what it writes can
/// be taken back.
namespace certlift::fuzz {
namespace {

constexpr const char* target = "/iis/applicationHost.config";

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// Whether the marked secrets stand where secrets stand, and nowhere else.
bool keeps_its_secrets(const std::string& text) {
  const auto document = xml::Document::parse(text);
  if (!document) return false;
  std::size_t hidden = 0;
  for (xml::Element at = document->root(); at;) {
    for (const xml::Attribute& attribute : at.attributes()) {
      const std::size_t marks = count(attribute.value, secret_mark);
      if (marks != count(attribute.value_span.of(text), secret_mark)) return false;  // by references
      if (attribute.name == "password") hidden += marks;
    }
    xml::Element next = at.first_child();
    while (at && !next) {
      next = at.next_sibling();
      at = at.parent();
    }
    at = next;
  }
  return hidden == count(text, secret_mark);
}

class Program {
 public:
  explicit Program(const std::string& bytes) : is_discreet_(keeps_its_secrets(bytes)) {
    disk_.put(target, bytes);
  }

  test::Said run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin() + 1, target);
    const test::Said said = test::run_program(disk_, arguments);
    require(said.exit_code == 0 || said.exit_code == 1 || said.exit_code == 3,
            "certlift ends well or says why not", said.err);
    require((said.exit_code != 3) || !said.err.empty() || !said.out.empty(), "an error has a message");
    if (is_discreet_)
      require((said.out + said.err).find(secret_mark) == std::string::npos, "no secret is said",
              said.out + said.err);
    return said;
  }

  std::string bytes() const { return disk_.bytes(target); }

 private:
  bool is_discreet_;
  test::MemoryDisk disk_;
};

void report(Program& program) {
  for (const std::string format : {"json", "sarif"})
    require(nlohmann::json::accept(program.run({"check", "--accept", "all", "--format", format}).out),
            "a report is JSON", format);
  const std::string junit = program.run({"check", "--format", "junit"}).out;
  require(xml::Document::parse(junit).has_value(), "a report is XML", junit);
  program.run({"check", "--format", "github"});
  program.run({"diff", "-v", "--accept", "all"});
  require(nlohmann::json::accept(program.run({"effective", "--path", "", "--format", "json"}).out),
          "what is in effect is JSON");
}

void fix_and_undo(Program& program) {
  const std::string before = program.bytes();
  const test::Said fixed = program.run({"fix", "--accept", "all", "--format", "json"});
  require(nlohmann::json::accept(fixed.out), "a report is JSON", fixed.out);
  const std::string after = program.bytes();
  if (after == before) return;
  program.run({"backups", "-v"});
  require(program.run({"undo"}).exit_code == 0 && program.bytes() == before, "undo takes a fix back");
  require(program.run({"undo"}).exit_code == 0 && program.bytes() == before, "a second undo changes nothing");
}

}  // namespace
}  // namespace certlift::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  return certlift::fuzz::mutate_xml(data, size, max_size, seed, certlift::fuzz::configuration_words);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  certlift::fuzz::Program program(certlift::fuzz::input_of(data, size));
  certlift::fuzz::report(program);
  certlift::fuzz::fix_and_undo(program);
  return 0;
}
