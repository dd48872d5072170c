#include "logs/request_reader.h"

#include "logs/client_memory.h"
#include "logs/file_kind.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

namespace certlift::logs {
namespace {

constexpr std::size_t line_buffer = 1UL << 20U;
constexpr std::uint32_t handshake_goes_on = 0x8009030E;  ///< of NTLM and Kerberos, not finished
constexpr std::uint64_t longest_handshake = 60;          ///< seconds

template <class Number>
Number number_in(std::string_view text, Number otherwise) {
  Number number = 0;
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
  return trouble == std::errc() && end == text.data() + text.size() ? number : otherwise;
}

struct KeyHash {
  std::size_t operator()(const RequestKey& key) const {
    const std::uint64_t code =
        std::uint64_t{key.status} << 48U ^ static_cast<std::uint64_t>(key.sub_status + 1) << 32U ^ key.win32;
    const std::uint64_t place = std::uint64_t{key.site} << 32U | key.application;
    constexpr std::uint64_t odd = 0x9E37'79B9'7F4A'7C15;
    return static_cast<std::size_t>(quick_hash(key.reason, (code * odd ^ place) * odd));
  }
};

/// Counts line after line.
class Counting {
 public:
  explicit Counting(const RequestQuestion& question) : question_(question) {
    if (question.application_of) applications_.resize(application_memory);
  }

  void take(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) return;
    if (line[0] == '#') return take_directive(line);
    if (!layout_.is_usable() || !layout_.split(line, values_)) {
      ++unreadable_;
      return;
    }
    count();
  }

  bool is_log() const { return has_fields_; }

  RequestCounts finish(bool is_cut) && {
    RequestCounts counts{.lines = lines_,
                         .unreadable = unreadable_,
                         .left_out = left_out_,
                         .lacks_sub_status = lacks_sub_status_,
                         .is_cut = is_cut};
    for (auto& [key, number] : numbers_) counts.groups.emplace(key, std::move(groups_[number]));
    return counts;
  }

 private:
  std::string_view value(LogField field) const { return values_[static_cast<std::size_t>(field)]; }
  /// A field that the log may not have.
  std::string_view value_or(LogField field, std::string_view otherwise) const {
    return layout_.has(field) ? value(field) : otherwise;
  }

  void take_directive(std::string_view line) {
    constexpr std::string_view fields = "#Fields:", date = "#Date:";
    if (line.starts_with(fields)) {
      layout_ = LineLayout(line.substr(fields.size()));
      has_fields_ = true;
    } else if (line.starts_with(date)) {
      line.remove_prefix(date.size());
      line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
      date_ = line.substr(0, 10);
    }
  }

  void count() {
    const LogTime time = time_of_line();
    if (time < question_.since || (question_.until != 0 && time >= question_.until)) return;
    RequestKey key;
    if (!read_code(key)) {
      ++unreadable_;
      return;
    }
    ++lines_;
    key.site = site_of_line();
    if (layout_.has(LogField::uri) && key.reason.empty()) key.application = application_of(key.site);
    const auto group = number_of(key);
    if (!group) return;
    RequestGroup& counted = groups_[*group];
    ++counted.count;
    counted.see(time);
    if (layout_.has(LogField::client)) follow(key, *group, time);
  }

  /// Of lines in a row most have the same.
  LogTime time_of_line() {
    const std::string_view date = value_or(LogField::date, date_), time = value_or(LogField::time, "");
    if (date == last_date_ && time == last_clock_) return last_time_;
    last_date_ = date;
    last_clock_ = time;
    return last_time_ = read_log_time(date, time);
  }

  bool read_code(RequestKey& key) {
    if (layout_.has(LogField::reason)) {
      key.reason = value(LogField::reason).substr(0, 64);
      const bool is_name = std::ranges::all_of(key.reason, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '/';
      });
      return is_name && !key.reason.empty();
    }
    key.status = number_in(value(LogField::status), 0U);
    if (key.status < 100 || key.status > 999) return false;
    key.sub_status = layout_.has(LogField::sub_status) ? number_in(value(LogField::sub_status), -1) : -1;
    lacks_sub_status_ = lacks_sub_status_ || key.sub_status < 0;
    key.win32 =
        static_cast<std::uint32_t>(number_in(value_or(LogField::win32, "0"), std::int64_t{0}) & 0xFFFFFFFF);
    return true;
  }

  unsigned site_of_line() const {
    if (layout_.has(LogField::site_id)) return number_in(value(LogField::site_id), 0U);
    const unsigned named = site_of_service_name(value_or(LogField::site_name, ""));
    return named != 0 ? named : question_.site;
  }

  /// Kept by hash: paths come again and again.
  std::uint32_t application_of(unsigned site) {
    if (!question_.application_of) return 0;
    const std::uint64_t hash = quick_hash(value(LogField::uri), site + 1ULL);
    auto& [known, application] = applications_[hash % application_memory];
    if (known != hash) {
      known = hash;
      application = question_.application_of(site, value(LogField::uri));
    }
    return application;
  }

  std::optional<std::uint32_t> number_of(const RequestKey& key) {
    if (last_number_ && *last_number_ < groups_.size() && key == last_key_) return last_number_;
    const auto found = numbers_.find(key);
    if (found == numbers_.end() && groups_.size() >= most_request_groups) {
      ++left_out_;
      return std::nullopt;
    }
    last_key_ = key;
    last_number_ = found != numbers_.end() ? found->second : static_cast<std::uint32_t>(groups_.size());
    if (found == numbers_.end()) {
      numbers_.emplace(key, *last_number_);
      groups_.emplace_back();
    }
    return last_number_;
  }

  /// A client that fails is remembered; one that gets in may have failed before.
  void follow(const RequestKey& key, std::uint32_t group, LogTime time) {
    const bool has_failed = key.status >= 400 || !key.reason.empty();
    if (!has_failed && memory_.is_empty()) return;
    const std::uint64_t client = quick_hash(value(LogField::client), 1);
    const std::uint64_t hash =
        quick_hash(value(LogField::client), (std::uint64_t{key.site} << 32U | key.application) + 2);
    if (has_failed) {
      groups_[group].clients.add(client);
      if (key.reason.empty()) note_failure(memory_.remember(hash), key, group, time);
    } else if (ClientState* const state = memory_.find(hash)) {
      note_success(*state, client, time);
    }
  }

  static void note_failure(ClientState& state, const RequestKey& key, std::uint32_t group, LogTime time) {
    if (seconds_between(state.last, time) > longest_handshake) state.challenged = state.half_way = 0;
    state.last = time;
    if (key.status == 401 && key.sub_status == 2) {
      if (std::exchange(state.challenge_group, group) != group) state.challenged = 0;
      ++state.challenged;
    } else if (key.status == 401 && key.sub_status == 1 && key.win32 == handshake_goes_on) {
      if (std::exchange(state.half_way_group, group) != group) state.half_way = 0;
      ++state.half_way;
    }
    const auto place =
        std::ranges::find_if(state.failed, [&](auto one) { return one == 0 || one == group + 1; });
    if (place != state.failed.end()) *place = group + 1;
  }

  void note_success(ClientState& state, std::uint64_t client, LogTime time) {
    const std::string_view user = value_or(LogField::user, "-");
    const bool has_user = !user.empty() && user != "-";
    if (has_user && seconds_between(state.last, time) <= longest_handshake) {
      if (state.challenged > 0) ++groups_[state.challenge_group].handshakes, --state.challenged;
      if (state.half_way > 0) ++groups_[state.half_way_group].handshakes, --state.half_way;
    }
    for (std::uint32_t& failed : state.failed) {
      if (failed == 0 || (!has_user && needs_user(failed - 1))) continue;
      groups_[failed - 1].recovered.add(client);
      failed = 0;
    }
  }

  /// Whether getting in after that failure means to get in as a user.
  bool needs_user(std::uint32_t group) {
    if (is_unauthorized_.size() < groups_.size()) {
      is_unauthorized_.resize(groups_.size());
      for (const auto& [key, number] : numbers_) is_unauthorized_[number] = key.status == 401;
    }
    return is_unauthorized_[group];
  }

  static constexpr std::size_t application_memory = 262'144;

  const RequestQuestion& question_;
  LineLayout layout_;
  bool has_fields_ = false, lacks_sub_status_ = false;
  std::array<std::string_view, static_cast<std::size_t>(LogField::count)> values_{};
  std::string date_, last_date_, last_clock_;
  LogTime last_time_ = 0;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> applications_;
  std::unordered_map<RequestKey, std::uint32_t, KeyHash> numbers_;
  std::vector<RequestGroup> groups_;
  std::vector<bool> is_unauthorized_;
  RequestKey last_key_;
  std::optional<std::uint32_t> last_number_;
  ClientMemory memory_;
  std::uint64_t lines_ = 0, unreadable_ = 0, left_out_ = 0;
};

/// Gives the lines of a source, one after the other; true at the end: the last one has no end. A line of more
/// than 1 MB is passed over.
template <class Take>
Result<bool> for_each_line(const ByteSource& source, const Take& take) {
  std::vector<char> buffer(line_buffer);
  std::size_t filled = 0;
  bool is_skipping = false;
  for (;;) {
    const auto got = source(std::span(buffer).subspan(filled));
    if (!got) return std::unexpected(got.error());
    if (*got == 0) return filled > 0 || is_skipping;
    filled += *got;
    const std::string_view text(buffer.data(), filled);
    std::size_t begin = 0;
    while (const void* const end = std::memchr(text.data() + begin, '\n', text.size() - begin)) {
      const auto stop = static_cast<std::size_t>(static_cast<const char*>(end) - text.data());
      if (!std::exchange(is_skipping, false)) take(text.substr(begin, stop - begin));
      begin = stop + 1;
    }
    if (begin == 0 && filled == buffer.size()) {
      is_skipping = true;
      begin = filled;
    }
    std::memmove(buffer.data(), buffer.data() + begin, filled - begin);
    filled -= begin;
  }
}

}  // namespace

Result<RequestCounts> count_requests(const ByteSource& source, const RequestQuestion& question) {
  FileBeginning beginning(source);
  Counting counting(question);
  const auto is_cut = for_each_line([&](std::span<char> space) { return beginning.read(space); },
                                    [&](std::string_view line) { counting.take(line); });
  if (!is_cut) return std::unexpected(is_cut.error());
  if (!counting.is_log())
    return std::unexpected(Error{ErrorCode::not_understood,
                                 "this is " + kind_of_file(beginning.bytes()) +
                                     ", no request log with a #Fields line (W3C format, or HTTPERR)"});
  return std::move(counting).finish(*is_cut);
}

unsigned site_of_service_name(std::string_view name) {
  constexpr std::string_view service = "W3SVC";
  if (name.size() <= service.size()) return 0;
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
  if (!std::ranges::equal(name.substr(0, service.size()), service, {}, upper)) return 0;
  return number_in(name.substr(service.size()), 0U);
}

}  // namespace certlift::logs
