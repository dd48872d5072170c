#include "logs/request_counts.h"

#include <algorithm>

namespace certlift::logs {

std::string RequestKey::code() const {
  if (!reason.empty()) return reason;
  std::string code = std::to_string(status);
  if (sub_status < 0) return code + ".?";
  return sub_status == 0 ? code : code + "." + std::to_string(sub_status);
}

void ClientSet::add(std::uint64_t hash) {
  if (hashes.size() < most)
    hashes.insert(hash);
  else if (!is_full)
    is_full = !hashes.contains(hash);
}

void ClientSet::add(const ClientSet& other) {
  is_full = is_full || other.is_full;
  for (const std::uint64_t hash : other.hashes) add(hash);
}

void RequestGroup::see(LogTime time) {
  if (time == 0) return;
  first = first == 0 ? time : std::min(first, time);
  last = std::max(last, time);
}

void RequestCounts::add(const RequestCounts& other) {
  for (const auto& [key, group] : other.groups) {
    if (groups.size() >= most_request_groups && !groups.contains(key)) {
      left_out += group.count;
      continue;
    }
    RequestGroup& own = groups[key];
    own.count += group.count;
    own.handshakes += group.handshakes;
    own.see(group.first);
    own.see(group.last);
    own.clients.add(group.clients);
    own.recovered.add(group.recovered);
  }
  lines += other.lines;
  unreadable += other.unreadable;
  left_out += other.left_out;
  lacks_sub_status = lacks_sub_status || other.lacks_sub_status;
  is_cut = is_cut || other.is_cut;
}

}  // namespace certlift::logs
