// certlift_rivals CERTLIFT CONFIGURATION WAY: another program writes the target over and over, in that way
// (see other_program.h), while `certlift fix` and `certlift undo` take turns; for 5 seconds, or as many as
// CERTLIFT_RIVALS_SECONDS in the environment says. The other program sees to it that what it wrote last is
// there when it comes again. certlift_rivals CERTLIFT CONFIGURATION NUMBER: so many certlifts at once, each
// for a site of its own, several rounds. Prints the counts, and what went wrong. Exit code: 0 nothing was
// lost, 1 something was.
#include "faults/commands.h"
#include "faults/other_program.h"
#include "faults/run_main.h"
#include "faults/scene.h"
#include "faults/trace.h"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace certlift::faults {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

class Complaints {
 public:
  void add(const std::string& sentence) {
    ++count_;
    std::cout << sentence << "\n";
  }
  std::size_t count() const { return count_; }

 private:
  std::size_t count_ = 0;
};

seconds time_wanted() {
  const char* const wanted = std::getenv("CERTLIFT_RIVALS_SECONDS");
  return seconds(wanted == nullptr ? 5 : std::atoi(wanted));
}

// --- another program ---

struct Written {
  std::size_t times = 0;
  std::size_t gone_for_a_moment = 0;  ///< what it wrote before was not there at once, but soon after
  bool lost = false;
};

/// Until `end`, or until something is lost.
Written write_over_and_over(const Scene& scene, Way way, Clock::time_point end) {
  std::minstd_rand random(1);
  Written written;
  while (Clock::now() < end && !written.lost) {
    std::this_thread::sleep_for(milliseconds(random() % 100));
    if (written.times > 0 && !scene.holds(mark_of(written.times))) {
      ++written.gone_for_a_moment;
      for (int round = 0; round < 100 && !scene.holds(mark_of(written.times)); ++round) {
        std::this_thread::sleep_for(milliseconds(50));
      }
      written.lost = !scene.holds(mark_of(written.times));
    }
    OtherProgram program(scene.target(), way, written.times + 1);
    while (!program.is_done()) {
      program.step();
      std::this_thread::sleep_for(milliseconds(random() % 3));
    }
    ++written.times;
  }
  return written;
}

std::size_t rival(const std::string& certlift, const std::string& configuration, Way way) {
  const Scene scene;
  scene.reset(configuration);
  const auto end = Clock::now() + time_wanted();
  Written written;
  std::map<std::string, std::map<int, std::size_t>> codes;
  {
    const std::jthread other([&] { written = write_over_and_over(scene, way, end); });
    while (Clock::now() < end) {
      ++codes["fix"][run(fix_command(certlift, scene)).value_or(-1)];
      ++codes["undo"][run({certlift, "undo", scene.target()}).value_or(-1)];
    }
  }
  Complaints complaints;
  if (written.lost || !scene.holds(mark_of(written.times))) {
    complaints.add("what the other program wrote is lost");
  }
  if (run(fix_command(certlift, scene)) != 0 || !scene.holds(mark_of(written.times))) {
    complaints.add("the last fix failed, or lost something");
  }
  for (const std::string& sentence : scene.disorder()) {
    complaints.add(sentence);
  }
  std::cout << name_of(way) << ": " << written.times << " writes, "
            << (written.lost ? "the last one LOST, " : "none lost, ") << written.gone_for_a_moment
            << " gone for a moment;";
  for (const auto& [command, counts] : codes) {
    for (const auto& [code, count] : counts) {
      std::cout << " " << command << " exit " << code << ": " << count;
      if (code != 0 && code != 4 && !(code == 3 && command == "undo")) {
        complaints.add("exit code " + std::to_string(code) + " of " + command);
      }
    }
  }
  std::cout << "\n";
  return complaints.count();
}

// --- many at once ---

std::string site_name(std::size_t number) {
  return "Site" + std::to_string(number);
}

/// Every site has an application that keeps the site's mappings.
std::string configuration_with(std::size_t sites) {
  std::string text = "<configuration>\n  <system.applicationHost>\n    <sites>\n";
  for (std::size_t i = 0; i < sites; ++i) {
    text += "      <site name=\"" + site_name(i) + "\" id=\"" + std::to_string(i + 1) +
            "\">\n        <application path=\"/\" />\n        <application path=\"/App\" />\n      </site>\n";
  }
  text += "    </sites>\n  </system.applicationHost>\n";
  for (std::size_t i = 0; i < sites; ++i) {
    text +=
        "  <location path=\"" + site_name(i) +
        "/App\">\n    <system.webServer>\n      <security>\n        <access sslFlags=\"Ssl, "
        "SslNegotiateCert, "
        "SslRequireCert\" />\n        <authentication>\n          <anonymousAuthentication enabled=\"false\" "
        "/>\n          <iisClientCertificateMappingAuthentication enabled=\"true\">\n"
        "            <manyToOneMappings>\n              <add name=\"m\" userName=\"u\" "
        "password=\"[enc:AesProvider:c2VjcmV0:enc]\">\n                <rules>\n                  <add "
        "certificateField=\"Subject\" certificateSubField=\"O\" matchCriteria=\"Partner\" />\n"
        "                </rules>\n              </add>\n            </manyToOneMappings>\n          "
        "</iisClientCertificateMappingAuthentication>\n        </authentication>\n      </security>\n"
        "    </system.webServer>\n  </location>\n";
  }
  return text + "</configuration>\n";
}

/// Runs all at once; their exit codes.
std::vector<int> fix_all_at_once(const std::string& certlift, const Scene& scene, std::size_t number) {
  std::vector<int> codes(number, -1);
  std::vector<std::jthread> runs;
  for (std::size_t i = 0; i < number; ++i) {
    runs.emplace_back(
        [&, i] { codes[i] = run({certlift, "fix", "--site", site_name(i), scene.target()}).value_or(-1); });
  }
  runs.clear();
  return codes;
}

void check_round(const std::string& certlift, const Scene& scene, const std::vector<int>& codes,
                 Complaints& complaints) {
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const bool fixed = run({certlift, "check", "--site", site_name(i), scene.target()}) == 0;
    if (codes[i] != 0 && codes[i] != 4) {
      complaints.add("exit code " + std::to_string(codes[i]));
    }
    if (fixed != (codes[i] == 0)) {
      complaints.add(site_name(i) +
                     (fixed ? " is fixed, which was refused" : " is not fixed, which was claimed"));
    }
  }
  for (const std::string& sentence : scene.disorder()) {
    complaints.add(sentence);
  }
}

std::size_t many_at_once(const std::string& certlift, std::size_t number) {
  const Scene scene;
  const auto end = Clock::now() + time_wanted();
  Complaints complaints;
  std::map<int, std::size_t> counts;
  std::size_t rounds = 0;
  for (; rounds == 0 || Clock::now() < end; ++rounds) {
    scene.reset(configuration_with(number));
    const std::vector<int> codes = fix_all_at_once(certlift, scene, number);
    for (const int code : codes) {
      ++counts[code];
    }
    check_round(certlift, scene, codes, complaints);
  }
  std::cout << number << " at once, " << rounds << " rounds:";
  for (const auto& [code, count] : counts) {
    std::cout << " exit " << code << ": " << count;
  }
  std::cout << "\n";
  return complaints.count();
}

}  // namespace

int run_main(const std::vector<std::string>& arguments) {
  const auto bytes = arguments.size() == 3 ? bytes_of(arguments[1]) : std::nullopt;
  for (const Way way : {Way::renames, Way::in_place, Way::lingers}) {
    if (bytes && arguments[2] == name_of(way)) {
      return rival(arguments[0], *bytes, way) == 0 ? 0 : 1;
    }
  }
  const int number = bytes ? std::atoi(arguments[2].c_str()) : 0;
  if (number <= 0) {
    std::cerr << "usage: certlift_rivals CERTLIFT CONFIGURATION renames|in-place|lingers|NUMBER\n";
    return 2;
  }
  return many_at_once(arguments[0], static_cast<std::size_t>(number)) == 0 ? 0 : 1;
}

}  // namespace certlift::faults
