#include "support/transcript.h"

#include "cli/run.h"
#include "support/memory_disk.h"
#include "support/test_environment.h"
#include "text/diff.h"
#include "text/encoding.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

namespace certlift::test {
namespace {

/// A disk that something happens to when the program begins to write, or a file of which another process
/// holds.
class BusyDisk : public MemoryDisk {
 public:
  Result<disk::Creation> create_directory(const std::string& path, const std::string& model) override {
    if (auto refusal = begin_writing(path)) return std::unexpected(*refusal);
    return MemoryDisk::create_directory(path, model);
  }
  Result<disk::Creation> create_file(const std::string& path, const std::string& model,
                                     std::string_view bytes) override {
    if (auto refusal = begin_writing(path)) return std::unexpected(*refusal);
    return MemoryDisk::create_file(path, model, bytes);
  }

  Result<disk::FileContent> read(const std::string& path) const override {
    if (is_held && is_held(path)) return std::unexpected(held(path));
    return MemoryDisk::read(path);
  }
  Result<disk::Displaced> replace(const std::string& target, const std::string& staged) override {
    if (is_held && is_held(target)) return std::unexpected(held(target));
    return MemoryDisk::replace(target, staged);
  }

  std::function<void()> once, always;
  std::function<bool(const std::string& path)> is_held;
  bool is_read_only = false;

 private:
  static Error held(const std::string& path) {
    return {ErrorCode::busy, "another process is using this; try again later", path};
  }
  std::optional<Error> begin_writing(const std::string& path) {
    if (once) std::exchange(once, nullptr)();
    if (always) always();
    if (!is_read_only) return std::nullopt;
    return Error{ErrorCode::unwritable, "the disk is read-only; nothing can be written here", path};
  }
};

/// A stream that no process reads.
class ClosedBuffer : public std::stringbuf {
 protected:
  int sync() override { return -1; }
};

struct Section {
  std::string head;
  std::string body;
};

std::vector<Section> sections_of(const std::string& transcript) {
  std::vector<Section> sections(1);
  for (const std::string_view line : text::split_lines(transcript)) {
    if (line.starts_with("== "))
      sections.push_back({std::string(line.substr(3, line.size() - 4)), {}});
    else
      sections.back().body += line;
  }
  return sections;
}

/// Words as a shell reads them: `a "b c" 'd'`.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  char quote = 0;
  bool inside = false;
  for (const char c : line) {
    if (quote == 0 && c == ' ') {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    if (quote != 0 ? c == quote : c == '"' || c == '\'')
      quote = quote == 0 ? c : '\0';
    else
      words.back() += c;
  }
  return words;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::string visible(const std::string& bytes) {
  std::string text = bytes;
  for (const auto& [odd, shown] :
       {std::pair("\x1b", "\\e"), std::pair("\r", "\\r"), std::pair("\xEF\xBB\xBF", "\\ufeff")})
    text = replaced(std::move(text), odd, shown);
  return text.empty() || text.ends_with('\n') ? text : text + "\\\n";
}

std::string as_written(std::string text, const std::vector<std::string>& ways) {
  auto encoding = text::Encoding::utf8;
  auto bom = text::Bom::absent;
  for (const std::string& way : ways) {
    if (way == "crlf") text = replaced(std::move(text), "\n", "\r\n");
    if (way == "bom") bom = text::Bom::present;
    if (way == "utf-16le") encoding = text::Encoding::utf16_le;
    if (way == "utf-16be") encoding = text::Encoding::utf16_be;
  }
  return text::encode(text, encoding, bom);
}

class Player {
 public:
  /// Time goes on only while certlift sleeps, so that an id does not depend on how often it looks at the
  /// clock.
  explicit Player(std::string folder) : folder_(std::move(folder)) {
    const auto now = std::make_shared<std::chrono::system_clock::time_point>(environment_.now());
    environment_.now = [now] { return *now; };
    environment_.sleep = [now](std::chrono::milliseconds time) { *now += time; };
  }

  /// The section as it should be.
  std::string play(const Section& section) {
    const std::vector<std::string> words = words_of(section.head);
    if (words.empty()) return section.body;
    const std::string& name = words.front();
    if (name == "STDOUT" || name == "STDERR" || name == "EXIT") return {};  // written down with RUN
    if (const auto look = looks_.find(name); look != looks_.end()) return (this->*look->second)(words);
    const std::string as_is = "== " + section.head + "\n" + section.body;
    if (name == "RUN") return as_is + run({words.begin() + 1, words.end()});
    const auto deed = deeds_.find(name);
    if (deed == deeds_.end()) throw std::runtime_error("no such line: == " + section.head);
    happen([this, does = deed->second, words, body = section.body] { (this->*does)(words, body); }, name);
    return as_is;
  }

 private:
  using Words = std::vector<std::string>;

  void happen(const std::function<void()>& deed, const std::string& name) {
    if (name == "MEANWHILE" || name == "ALWAYS") return deed();
    if (when_ == "MEANWHILE")
      disk_.once = deed;
    else if (when_ == "ALWAYS")
      disk_.always = deed;
    else
      deed();
    when_.clear();
  }

  std::string bytes_of(const std::string& name) const {
    return name.starts_with('/') ? disk_.bytes(name) : file_bytes(folder_ + "/" + name);
  }

  /// The text of a section, or of the file that `<` names.
  std::string content(const Words& words, const std::string& body) const {
    const auto mark = std::ranges::find(words, "<");
    return mark == words.end() ? body : bytes_of(*std::next(mark));
  }

  void file(const Words& words, const std::string& body) {
    disk_.put(words.at(1), as_written(content(words, body), words));
  }
  void directory(const Words& words, const std::string&) { disk_.put_directory(words.at(1)); }
  void link(const Words& words, const std::string&) { disk_.put_link(words.at(1), words.at(2)); }
  void hard_link(const Words& words, const std::string&) { disk_.put_hard_link(words.at(1), words.at(2)); }
  void erase(const Words& words, const std::string&) { disk_.erase(words.at(1)); }
  void edit(const Words& words, const std::string& body) {
    const std::size_t end = body.find('\n');
    const std::string from = body.substr(0, end), to = body.substr(end + 1, body.size() - end - 2);
    std::string bytes = disk_.bytes(words.at(1));
    const std::size_t at = bytes.find(from);
    if (at == std::string::npos) throw std::runtime_error("not in " + words.at(1) + ": " + from);
    disk_.put(words.at(1), bytes.replace(at, from.size(), to));
  }
  void when(const Words& words, const std::string&) { when_ = words.front(); }
  void read_only(const Words&, const std::string&) { disk_.is_read_only = true; }
  void held(const Words& words, const std::string&) {
    const auto until = environment_.now() + std::chrono::seconds(std::stoi(words.at(2)));
    disk_.is_held = [this, until, held = words.at(1)](const std::string& path) {
      return path == held && environment_.now() < until;
    };
  }
  void terminal(const Words& words, const std::string&) {
    is_terminal_ = true;
    columns_ = words.size() > 1 ? std::stoul(words[1]) : 0;
  }
  void no_color(const Words&, const std::string&) { no_color_ = "1"; }
  void live(const Words& words, const std::string&) { live_dir_ = words.at(1); }
  void express(const Words& words, const std::string&) { express_config_ = words.at(1); }
  void closed(const Words&, const std::string&) { is_closed_ = true; }
  void standard_input(const Words& words, const std::string& body) { input_ = content(words, body); }

  std::string show(const Words& words) const {
    return "== SHOW " + words.at(1) + "\n" + visible(disk_.bytes(words.at(1)));
  }
  std::string same(const Words& words) const {
    const bool is_same = disk_.exists(words.at(1)) && disk_.bytes(words.at(1)) == bytes_of(words.at(2));
    return (is_same ? "== SAME " : "== NOT THE SAME ") + words.at(1) + " " + words.at(2) + "\n";
  }
  std::string gone(const Words& words) const {
    return (disk_.exists(words.at(1)) ? "== STILL THERE " : "== GONE ") + words.at(1) + "\n";
  }

  std::string run(const Words& arguments) {
    std::istringstream in(input_);
    std::ostringstream out, err;
    ClosedBuffer closed;
    std::ostream closed_out(&closed);
    const int code = cli::run(arguments, {.files = disk_,
                                          .environment = environment_,
                                          .in = in,
                                          .out = is_closed_ ? closed_out : out,
                                          .err = err,
                                          .in_is_terminal = is_terminal_,
                                          .out_is_terminal = is_terminal_,
                                          .out_columns = columns_,
                                          .err_columns = columns_,
                                          .no_color = no_color_,
                                          .live_dir = live_dir_,
                                          .express_config = express_config_,
                                          .processors = 1});
    std::string text;
    if (!out.str().empty()) text += "== STDOUT\n" + visible(out.str());
    if (!err.str().empty()) text += "== STDERR\n" + visible(err.str());
    return text + "== EXIT " + std::to_string(code) + "\n";
  }

  static inline const std::map<std::string, void (Player::*)(const Words&, const std::string&)> deeds_{
      {"FILE", &Player::file},           {"DIRECTORY", &Player::directory},
      {"LINK", &Player::link},           {"HARD-LINK", &Player::hard_link},
      {"ERASE", &Player::erase},         {"EDIT", &Player::edit},
      {"MEANWHILE", &Player::when},      {"ALWAYS", &Player::when},
      {"READ-ONLY", &Player::read_only}, {"TERMINAL", &Player::terminal},
      {"NO-COLOR", &Player::no_color},   {"LIVE", &Player::live},
      {"CLOSED", &Player::closed},       {"STDIN", &Player::standard_input},
      {"HELD", &Player::held},           {"EXPRESS", &Player::express}};
  static inline const std::map<std::string, std::string (Player::*)(const Words&) const> looks_{
      {"SHOW", &Player::show}, {"SAME", &Player::same}, {"GONE", &Player::gone}};

  std::string folder_;
  BusyDisk disk_;
  disk::Environment environment_ = test_environment();
  std::string when_, input_, no_color_, express_config_;
  std::optional<std::string> live_dir_;
  bool is_terminal_ = false, is_closed_ = false;
  std::size_t columns_ = 0;
};

}  // namespace

std::string play(const std::string& transcript, const std::string& folder) {
  Player player(folder);
  std::string played;
  for (const Section& section : sections_of(transcript)) played += player.play(section);
  return played;
}

std::string file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("no such file: " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace certlift::test
