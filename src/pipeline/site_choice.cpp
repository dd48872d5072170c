#include "pipeline/site_choice.h"

#include "iis/location.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace certlift::pipeline {
namespace {

/// In the order in which HTTP.sys looks.
enum class Bucket { host, wildcard_host, address, any };

std::optional<Bucket> bucket_of(const iis::WebBinding& binding, const Url& url) {
  if (!binding.host.empty()) {
    if (iis::same_name(binding.host, url.host)) return Bucket::host;
    const bool is_wildcard = binding.host.starts_with("*.");
    const std::string end = is_wildcard ? iis::upper_case(binding.host.substr(1)) : std::string();
    const std::string host = iis::upper_case(url.host);
    if (is_wildcard && host.size() > end.size() && host.ends_with(end)) return Bucket::wildcard_host;
    return std::nullopt;
  }
  if (binding.is_for_all_addresses()) return Bucket::any;
  const bool is_other = url.is_address && !iis::same_name(binding.address, url.host);
  return is_other ? std::nullopt : std::optional(Bucket::address);
}

/// All that may be it.
struct Takers {
  std::array<std::vector<Candidate>, 4> by_bucket;
  bool has_port = false;          ///< a binding of the same protocol
  bool has_other_scheme = false;  ///< of the other one, at this port
};

Takers look_through(const iis::HostConfig& config, const Url& url) {
  Takers found;
  for (const iis::Site& site : config.sites())
    for (const iis::WebBinding& binding : iis::web_bindings(site)) {
      if (binding.port != url.port) continue;
      const bool is_same_scheme = binding.is_https == (url.scheme == Scheme::https);
      (is_same_scheme ? found.has_port : found.has_other_scheme) = true;
      const auto bucket = is_same_scheme ? bucket_of(binding, url) : std::nullopt;
      if (bucket) found.by_bucket[static_cast<std::size_t>(*bucket)].push_back({&site, binding});
    }
  return found;
}

SiteChoice nobody(const Takers& found, const Url& url) {
  const std::string port = std::to_string(url.port);
  SiteChoice choice;
  if (found.has_port) {
    choice.what = "no binding of port " + port + " is for this host: HTTP.sys answers, not IIS";
    choice.outcomes = {{"404", std::nullopt, "as HTTP.sys answers for unknown URLs"},
                       {"400", std::nullopt, "as HTTP.sys answers for unknown hosts"}};
  } else if (found.has_other_scheme) {
    choice.what =
        "port " + port + " is bound for the other protocol, http or https: no answer that is understood";
    choice.outcomes = {{"reset"}};
  } else {
    choice.what = "no site has a binding for port " + port + ": nobody of IIS listens there";
    choice.outcomes = {{"refused"}};
  }
  return choice;
}

std::string name_of_binding(const Candidate& candidate) {
  return std::string(candidate.binding.element.value("bindingInformation").value_or("")) + " of '" +
         candidate.site->name + "'";
}

SiteChoice several(std::vector<Candidate> candidates, Unknown unknown, std::string what) {
  for (Candidate& candidate : candidates)
    candidate.condition = "if the binding " + name_of_binding(candidate) + " takes the request";
  return {std::move(candidates), unknown, std::move(what)};
}

bool has_address(const Candidate& candidate) {
  return !candidate.binding.is_for_all_addresses();
}

}  // namespace

SiteChoice choose_site(const iis::HostConfig& config, const Url& url) {
  Takers found = look_through(config, url);
  const auto first =
      std::ranges::find_if(found.by_bucket, [](const auto& bucket) { return !bucket.empty(); });
  if (first == found.by_bucket.end()) return nobody(found, url);
  std::vector<Candidate>& best = *first;
  const auto is_at_address = [&](const Candidate& c) { return has_address(c) && !url.is_address; };
  const bool depends_on_address = std::ranges::any_of(best, is_at_address);
  auto& any = found.by_bucket[static_cast<std::size_t>(Bucket::any)];
  if (depends_on_address && &best != &any)
    for (Candidate& other : any) best.push_back(other);
  if (best.size() == 1) return {std::move(best)};
  const bool has_host = !best.front().binding.host.empty();
  if (depends_on_address)
    return several(std::move(best), has_host ? Unknown::host_and_address : Unknown::none,
                   has_host ? "how a binding with both a host and an address ranks is not known"
                            : "which address the request comes in at is not in the URL");
  return several(std::move(best), Unknown::none,
                 "several bindings are the same: of their sites only one can be started");
}

}  // namespace certlift::pipeline
