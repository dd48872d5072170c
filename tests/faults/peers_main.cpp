// certlift_peers CONFIGURATION: does to other programs that change one attribute of an XML file what
// certlift_faults does to certlift, as far as they are installed: xmlstarlet, augtool, and Python's
// open(path, "w"). Prints what became of the file. Exit code: 0, or 77 if programs cannot be stopped here.
#include "faults/commands.h"
#include "faults/run_main.h"
#include "faults/table.h"
#include "faults/trial.h"

#include <cstdlib>
#include <iostream>

namespace certlift::faults {
namespace {

bool is_installed(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null").c_str()) == 0;
}

/// Reads, changes one attribute in memory, writes, as many a script does.
constexpr const char* script =
    "import sys\n"
    "with open(sys.argv[1], newline='') as f: text = f.read()\n"
    "text = text.replace('sslFlags=\"None\"', 'sslFlags=\"Ssl\"')\n"
    "with open(sys.argv[1], 'w', newline='') as f: f.write(text)\n";

std::vector<std::string> augtool_for(const std::string& target) {
  return {"augtool",     "--backup",
          "--autosave",  "--noautoload",
          "--transform", "Xml.lns incl " + target,
          "set",         "/files" + target + "/configuration/location[1]/#attribute/path",
          "Other"};
}

std::vector<Job> peers(const std::string& configuration) {
  const auto fresh = [=](const Scene& scene) { scene.reset(configuration); };
  return {{"xmlstarlet ed -L", fresh,
           [](const Scene& scene) {
             return std::vector<std::string>{
                 "xmlstarlet", "ed",  "-L",          "-u", "//access[@sslFlags='None']/@sslFlags",
                 "-v",         "Ssl", scene.target()};
           }},
          {"augtool --backup", fresh, [](const Scene& scene) { return augtool_for(scene.target()); }},
          {"python3 open(path, 'w')", fresh, [](const Scene& scene) {
             return std::vector<std::string>{"/usr/bin/python3", "-c", script, scene.target()};
           }}};
}

}  // namespace

int run_main(const std::vector<std::string>& arguments) {
  if (is_skipped()) {
    return cannot_be_tried;
  }
  const auto bytes = arguments.size() == 1 ? bytes_of(arguments[0]) : std::nullopt;
  if (!bytes) {
    std::cerr << "usage: certlift_peers CONFIGURATION\n";
    return 2;
  }
  const Scene scene;
  print_ends_head(std::cout);
  for (const Job& job : peers(*bytes)) {
    if (is_installed(job.command(scene).front())) {
      print_ends(std::cout, job.name, try_everything(scene, job, {}, [](auto&&...) {}));
    } else {
      std::cout << "| " << job.name << " | not installed |\n";
    }
  }
  return 0;
}

}  // namespace certlift::faults
