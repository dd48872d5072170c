#pragma once

#include "diagnosis/reason.h"
#include "logs/request_counts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace certlift::diagnosis {

struct KnownApplication {
  unsigned site_id = 0;
  std::string site = {};
  std::string path = {};  ///< "/App"
};

/// The applications of a configuration, by number, to be asked from several threads.
class ApplicationIndex {
 public:
  explicit ApplicationIndex(const iis::HostConfig& config);

  /// The number of the application that a path of the site belongs to; 0: it is none of the configuration's.
  std::uint32_t find(unsigned site, std::string_view path) const;
  /// nullptr for 0.
  const KnownApplication* at(std::uint32_t number) const;
  /// The name of the site with this id; empty: there is none.
  std::string site_name(unsigned id) const;

 private:
  std::vector<KnownApplication> applications_;
  std::unordered_map<std::string, std::uint32_t> by_path_;  ///< by "id/APP"
};

/// The finding that explains answers of this kind at an application, or at a site where that is not known;
/// nullptr: none does, or there is nothing to explain.
const engine::Finding* explanation_of(const engine::Reading& reading, const ApplicationIndex& applications,
                                      const logs::RequestKey& key);

/// Whether an answer is one that client certificates can lead to, and that should not come often.
bool is_suspicious(const logs::RequestKey& key);

/// What HTTP.sys means by the reason; empty: it has nothing to do with client certificates.
std::string_view meaning_of_reason(std::string_view reason);

}  // namespace certlift::diagnosis
