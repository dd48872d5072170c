#include "cli/client_certificate.h"

#include "base/base64.h"
#include "cli/max_size.h"
#include "iis/schema.h"
#include "iis/site_mappings.h"
#include "text/closest.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace certlift::cli {
namespace {

/// More than any certificate, and any bundle of them, has.
constexpr std::uint64_t largest_certificate_file = std::uint64_t{1} << 20U;
constexpr std::string_view mapped_prefix = "mapped:";

Result<iis::ClientCertificate> from_file(const Invocation& invocation, const std::string& path) {
  const auto named = [&](Error error) {
    error.path = path;
    return std::unexpected(std::move(error));
  };
  if (const auto info = invocation.world.files.info(path); info && info->size > largest_certificate_file)
    return named({ErrorCode::not_understood, "is larger than 1 MB, so it is no certificate"});
  const auto content = invocation.world.files.read(path);
  if (!content) return std::unexpected(content.error());
  auto certificate = iis::read_certificate_file(content->bytes);
  if (!certificate) return named(certificate.error());
  return certificate;
}

std::vector<const iis::Mapping*> one_to_one_mappings(const iis::HostConfig& config) {
  std::vector<const iis::Mapping*> mappings;
  for (const iis::UsedMapping& used : iis::used_mappings(config))
    if (used.mapping->kind == iis::MappingKind::one_to_one) mappings.push_back(used.mapping);
  return mappings;
}

Result<iis::ClientCertificate> from_mapping(const iis::HostConfig& config, const std::string& word) {
  const auto mappings = one_to_one_mappings(config);
  const auto number = iis::read_number(word);
  const iis::Mapping* found = nullptr;
  std::set<std::string> users;
  for (std::size_t at = 0; at < mappings.size(); ++at) {
    const std::string user = text_of(mappings[at]->element, "userName");
    users.insert(user);
    if (!found && (number ? at + 1 == *number : iis::same_name(user, word))) found = mappings[at];
  }
  if (!found)
    return wrong_usage("--certificate mapped:" + word + ": there " +
                       (mappings.size() == 1
                            ? "is 1 one-to-one mapping"
                            : "are " + std::to_string(mappings.size()) + " one-to-one mappings") +
                       (number ? "" : ", none of them for this user") +
                       text::did_you_mean(word, std::vector(users.begin(), users.end())));
  auto der = decode_base64(iis::without_armour(found->key()));
  auto certificate = iis::read_client_certificate(der.value_or(""));
  if (!certificate)
    return wrong_usage("--certificate mapped:" + word +
                       ": the certificate of this mapping cannot be read (certlift check says more)");
  return certificate;
}

}  // namespace

Result<iis::ClientCertificate> find_certificate(const Invocation& invocation, const iis::HostConfig& config,
                                                const std::string& named) {
  if (named.starts_with(mapped_prefix)) return from_mapping(config, named.substr(mapped_prefix.size()));
  return from_file(invocation, named);
}

}  // namespace certlift::cli
