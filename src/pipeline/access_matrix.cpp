#include "pipeline/access_matrix.h"

#include "base/base64.h"
#include "iis/certificate_request.h"
#include "iis/site_mappings.h"
#include "pipeline/rule_match.h"
#include "pipeline/simulate.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace certlift::pipeline {
namespace {

/// A certificate that fits nothing that names a part of it.
iis::ClientCertificate stranger() {
  return {.der = "-", .subject = {}, .issuer = {}, .not_before = "0001-01-01", .not_after = "9999-12-31"};
}

/// Nothing where nobody has a certificate that this mapping is for: it is damaged, or matches what is not
/// documented.
std::optional<Client> client_of(const iis::Mapping& mapping) {
  const std::string user = text_of(mapping.element, "userName");
  if (mapping.kind == iis::MappingKind::many_to_one) {
    auto certificate = fitting_certificate(mapping);
    if (!certificate) return std::nullopt;
    return Client{"a certificate for " + mapping.label(), user, std::move(certificate), true};
  }
  auto certificate = iis::read_client_certificate(decode_base64(mapping.identity()).value_or(""));
  if (!certificate) return std::nullopt;
  std::string name = iis::shown_name(certificate->subject);
  return Client{std::move(name), user, *std::move(certificate)};
}

using SharedClient = std::shared_ptr<const Client>;

/// Whom a section maps, up to the most that are shown.
struct SectionClients {
  std::vector<SharedClient> clients;
  std::size_t more = 0;
};

/// Those that come to a site: whose certificates are mapped there or are meant to be. What the server maps is
/// read once for all sites.
class Clients {
 public:
  explicit Clients(const MatrixFilter& filter) : filter_(filter) {}

  void collect(const iis::MappingSite* site, SiteMatrix& matrix) {
    std::unordered_set<std::string_view> seen;
    const auto take = [&](const iis::MappingSection& section) {
      const SectionClients& found = of(section);
      matrix.left_out += found.more;
      for (const SharedClient& client : found.clients) {
        if (!seen.insert(client->is_made_up ? client->name : client->certificate->der).second) continue;
        if (matrix.clients.size() < filter_.most_certificates)
          matrix.clients.push_back(client);
        else
          ++matrix.left_out;
      }
    };
    if (site) {
      for (const iis::MappingSection* section : site->misplaced) take(*section);
      if (site->mappings.site) take(*site->mappings.site);
      if (site->mappings.server) take(*site->mappings.server);
    }
    if (filter_.user.empty()) matrix.clients.insert(matrix.clients.end(), {stranger_, nobody_});
  }

 private:
  const SectionClients& of(const iis::MappingSection& section) {
    const auto [entry, is_new] = by_section_.try_emplace(&section);
    if (!is_new) return entry->second;
    for (const iis::Mapping& mapping : section.mappings) {
      if (!section.is_live(mapping) || !is_wanted(mapping)) continue;
      if (entry->second.clients.size() >= filter_.most_certificates)
        ++entry->second.more;
      else if (auto client = client_of(mapping))
        entry->second.clients.push_back(std::make_shared<const Client>(*std::move(client)));
    }
    return entry->second;
  }

  bool is_wanted(const iis::Mapping& mapping) const {
    return filter_.user.empty() || iis::same_name(text_of(mapping.element, "userName"), filter_.user);
  }

  const MatrixFilter& filter_;
  std::unordered_map<const iis::MappingSection*, SectionClients> by_section_;
  SharedClient stranger_ =
      std::make_shared<const Client>("a certificate without mapping", "", stranger(), true);
  SharedClient nobody_ = std::make_shared<const Client>("no certificate");
};

/// The paths of a site that the file names: location tags, applications, the site itself. Each once.
std::vector<iis::LocationPath> named_paths(const iis::HostConfig& config, const iis::LocationPath& site) {
  std::vector<iis::LocationPath> paths;
  std::unordered_set<std::string> seen;
  const auto add = [&](iis::LocationPath path) {
    if (seen.insert(path.key()).second) paths.push_back(std::move(path));
  };
  add(site);
  if (const iis::Site* row = config.site(site.site()))
    for (const iis::Application& application : row->applications)
      add(iis::LocationPath(row->name + "/" + application.path));
  for (const iis::LocationPath& path : iis::counted_paths(config, site)) add(path);
  return paths;
}

/// By what a site is reached.
struct SiteBinding {
  std::optional<iis::WebBinding> https = {};
  bool has_only_http = false;
};

SiteBinding binding_of(const iis::HostConfig& config, const iis::LocationPath& path) {
  SiteBinding found;
  const iis::Site* site = config.site(path.site());
  if (site == nullptr) return found;
  for (const iis::WebBinding& binding : iis::web_bindings(*site)) {
    if (binding.is_https && !found.https) found.https = binding;
    found.has_only_http = !found.https;
  }
  return found;
}

/// The URL of a path by the site's https binding.
Url url_of(const iis::LocationPath& path, const std::optional<iis::WebBinding>& binding) {
  Url url{.path = path.text().substr(path.site().size())};
  if (url.path.empty()) url.path = "/";
  url.host = binding && !binding->host.empty() ? std::string(binding->host) : "localhost";
  if (binding) url.port = static_cast<unsigned>(binding->port);
  return url;
}

/// The answers of one configuration at one path.
class Answers {
 public:
  Answers(const iis::HostConfig& config, const iis::LocationPath& site, const Url& url,
          const SiteBinding& binding)
      : path_(config, site, url.path, binding.https), is_refused_(binding.has_only_http) {}

  /// Without the stages, which would take most of the memory; the assumptions go to the matrix.
  Prediction to(const Request& request, SiteMatrix& matrix) {
    if (is_refused_) return {.outcomes = {{"refused"}}};
    Prediction answer = path_.answer(request);
    for (Assumption& assumption : answer.assumptions)
      if (std::ranges::find(matrix.assumptions, assumption) == matrix.assumptions.end())
        matrix.assumptions.push_back(std::move(assumption));
    return {answer.grade, std::move(answer.site), std::move(answer.application), std::move(answer.outcomes)};
  }

 private:
  SimulatedPath path_;
  bool is_refused_;
};

class MatrixMaker {
 public:
  MatrixMaker(const iis::HostConfig& now, const iis::HostConfig& after, const MatrixFilter& filter)
      : now_(now), after_(after), filter_(filter) {
    for (const iis::MappingSite& site : iis::mapping_sites(now))
      mapping_sites_.emplace(std::string(site.mappings.path.key()), &site);
  }

  SiteMatrix make(const iis::LocationPath& site) {
    SiteMatrix matrix{.site = site.site()};
    std::vector<iis::LocationPath> paths = named_paths(now_, site);
    std::erase_if(paths, [&](const iis::LocationPath& path) { return !is_wanted(path); });
    if (paths.empty()) return matrix;
    const auto found = mapping_sites_.find(std::string(site.key()));
    clients_.collect(found == mapping_sites_.end() ? nullptr : found->second, matrix);
    const SiteBinding before = binding_of(now_, site), afterwards = binding_of(after_, site);
    for (const iis::LocationPath& path : paths) add_row(site, path, before, afterwards, matrix);
    return matrix;
  }

 private:
  bool is_wanted(const iis::LocationPath& path) const {
    if (!filter_.path.empty() && !path.is_at_or_below(iis::LocationPath(filter_.path))) return false;
    return iis::asks_for_certificate(now_, path) || iis::asks_for_certificate(after_, path) ||
           !now_.stored_at(iis::section::iis_certificate_mapping, path.key()).empty();
  }

  void add_row(const iis::LocationPath& site, const iis::LocationPath& path, const SiteBinding& before,
               const SiteBinding& afterwards, SiteMatrix& matrix) const {
    Request request{.url = url_of(path, before.https)};
    Answers now(now_, site, request.url, before), after(after_, site, request.url, afterwards);
    MatrixPath row{path.text(), text_of(request.url), {}};
    row.cells.reserve(matrix.clients.size());
    for (std::size_t client = 0; client < matrix.clients.size(); ++client) {
      const auto& certificate = matrix.clients[client]->certificate;
      request.certificate = certificate ? &*certificate : nullptr;
      row.cells.push_back({client, now.to(request, matrix), after.to(request, matrix)});
    }
    matrix.paths.push_back(std::move(row));
  }

  const iis::HostConfig& now_;
  const iis::HostConfig& after_;
  const MatrixFilter& filter_;
  Clients clients_{filter_};
  std::unordered_map<std::string, const iis::MappingSite*> mapping_sites_;
};

}  // namespace

void keep_changed(SiteMatrix& matrix) {
  for (MatrixPath& path : matrix.paths)
    std::erase_if(path.cells, [](const MatrixCell& cell) { return !cell.is_changed(); });
  std::erase_if(matrix.paths, [](const MatrixPath& path) { return path.cells.empty(); });
}

void visit_access_matrix(const iis::HostConfig& now, const iis::HostConfig& after, const MatrixFilter& filter,
                         const std::function<void(SiteMatrix)>& visit) {
  std::unordered_set<std::string> wanted;
  for (const std::string& name : filter.sites) wanted.insert(iis::upper_case(name));
  MatrixMaker maker(now, after, filter);
  for (const iis::LocationPath& site : iis::sites_of(now)) {
    if (!wanted.empty() && !wanted.contains(iis::upper_case(site.site()))) continue;
    SiteMatrix matrix = maker.make(site);
    if (!matrix.paths.empty()) visit(std::move(matrix));
  }
}

std::vector<SiteMatrix> effect_of_change(const iis::HostConfig& now, const iis::HostConfig& after,
                                         const MatrixFilter& filter) {
  std::vector<SiteMatrix> changed;
  visit_access_matrix(now, after, filter, [&](SiteMatrix site) {
    keep_changed(site);
    if (!site.paths.empty() || site.left_out > 0) changed.push_back(std::move(site));
  });
  return changed;
}

}  // namespace certlift::pipeline
