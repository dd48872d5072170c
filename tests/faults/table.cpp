#include "faults/table.h"

#include <algorithm>
#include <array>
#include <map>
#include <ostream>
#include <string_view>

namespace certlift::faults {
namespace {

struct Cell {
  std::size_t old_bytes = 0, new_bytes = 0, others = 0;

  void count(End end) { ++(end == End::old_bytes ? old_bytes : end == End::new_bytes ? new_bytes : others); }
  std::string text() const {
    if (old_bytes + new_bytes + others == 0) {
      return "-";
    }
    return std::to_string(old_bytes) + " + " + std::to_string(new_bytes) +
           (others == 0 ? "" : " + " + std::to_string(others) + " OTHER");
  }
};

constexpr std::array columns = {"killed before", "killed after", "disk full once", "disk full from there",
                                "EIO",           "EACCES",       "EINTR",          "half of it"};

}  // namespace

std::string place_of(const Call& call, const Scene& scene) {
  const std::string_view path = std::string_view(call.path).substr(scene.folder().size());
  const std::string_view name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  if (is_swap(call)) return "the replacement";
  if (path.empty()) return "the directory";
  if (path == "/.certlift") return "the store";
  if (name == "journal.jsonl") return "the journal";
  if (path.starts_with("/.certlift/lock")) return "the lock";
  if (path.starts_with("/.certlift/")) return "the backup";
  return name.ends_with(".tmp") ? "the staged file" : "the target";
}

void print_places(std::ostream& out, const Scene& scene, const Trials& trials) {
  std::map<std::string, std::map<std::string, Cell>> rows;
  for (const Trial& trial : trials.made) {
    const std::string what = trial.call.effect == Effect::looks ? ", read" : "";
    rows[place_of(trial.call, scene) + what][trial.fault->name].count(trial.end);
  }
  out << "| place |";
  for (const char* column : columns) {
    out << ' ' << column << " |";
  }
  out << "\n|---|";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    out << "---|";
  }
  for (auto& [place, cells] : rows) {
    out << "\n| " << place << " |";
    for (const char* column : columns) {
      out << ' ' << cells[column].text() << " |";
    }
  }
  out << "\n";
}

void print_ends_head(std::ostream& out) {
  out << "| program | calls | runs | old | new | cut or mixed | gone | exit 0, not new |\n"
         "|---|---|---|---|---|---|---|---|\n";
}

void print_ends(std::ostream& out, const std::string& name, const Trials& trials) {
  const auto ended = [&](End end) { return std::ranges::count(trials.made, end, &Trial::end); };
  out << "| " << name << " | " << trials.calls.size() << " | " << trials.made.size() << " | "
      << ended(End::old_bytes) << " | " << ended(End::new_bytes) << " | " << ended(End::other_bytes) << " | "
      << ended(End::gone) << " | "
      << std::ranges::count_if(trials.made,
                               [](const Trial& t) { return t.claims_success && t.end != End::new_bytes; })
      << " |\n";
}

}  // namespace certlift::faults
