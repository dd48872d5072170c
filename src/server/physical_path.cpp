#include "server/physical_path.h"

#include "iis/location.h"

#include <algorithm>
#include <array>
#include <utility>

namespace certlift::server {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> usual{
    std::pair{"SystemDrive", "C:"}, {"SystemRoot", R"(C:\Windows)"}, {"windir", R"(C:\Windows)"}};

std::optional<std::string> value_of(const std::string& name, const Variables& variables) {
  if (const auto value = variables ? variables(name) : std::nullopt) return value;
  for (const auto& [known, value] : usual)
    if (iis::same_name(known, name)) return std::string(value);
  return std::nullopt;
}

std::string expanded(std::string_view path, const Variables& variables) {
  std::string result;
  while (!path.empty()) {
    const std::size_t open = path.find('%');
    const std::size_t close = open == std::string_view::npos ? open : path.find('%', open + 1);
    if (close == std::string_view::npos) break;
    const std::string name(path.substr(open + 1, close - open - 1));
    const auto value = value_of(name, variables);
    result.append(path.substr(0, open)).append(value ? *value : "%" + name);
    path.remove_prefix(value ? close + 1 : close);  // what is no name may be followed by one
  }
  return result.append(path);
}

std::string with_backslashes(std::string text) {
  std::ranges::replace(text, '/', '\\');
  return text;
}

std::string_view without_end(std::string_view text) {
  while (!text.empty() && (text.back() == '/' || text.back() == '\\')) text.remove_suffix(1);
  return text;
}

/// What follows a mapping's beginning in a path; nothing if the path begins otherwise.
std::optional<std::string> rest_after(const std::string& path, const PathMapping& mapping) {
  const std::string from = with_backslashes(std::string(without_end(mapping.from)));
  const bool begins = path.size() >= from.size() && iis::same_name(path.substr(0, from.size()), from) &&
                      (path.size() == from.size() || path[from.size()] == '\\');
  return begins ? std::optional(path.substr(from.size())) : std::nullopt;
}

}  // namespace

std::optional<PathMapping> path_mapping(std::string_view written) {
  const std::size_t sign = written.find('=');
  if (sign == std::string_view::npos || sign == 0 || sign + 1 == written.size()) return std::nullopt;
  return PathMapping{std::string(written.substr(0, sign)), std::string(written.substr(sign + 1))};
}

std::string local_path(std::string_view physical_path, const std::vector<PathMapping>& mappings,
                       const Variables& variables) {
  const std::string path = with_backslashes(expanded(physical_path, variables));
  const PathMapping* longest = nullptr;
  std::string rest;
  for (const PathMapping& mapping : mappings) {
    if (longest != nullptr && mapping.from.size() <= longest->from.size()) continue;
    if (auto after = rest_after(path, mapping)) {
      longest = &mapping;
      rest = std::move(*after);
    }
  }
  if (longest == nullptr) return path;
  if (!longest->to.contains('\\')) std::ranges::replace(rest, '\\', '/');
  const std::string_view to = without_end(longest->to);
  return rest.empty() ? longest->to : std::string(to) + rest;
}

}  // namespace certlift::server
