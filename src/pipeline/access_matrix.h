#pragma once

#include "iis/host_config.h"
#include "pipeline/prediction.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Who gets in where: every path that requests or maps client certificates, with every certificate that is
/// mapped at its site, one that is not mapped, and none.
namespace certlift::pipeline {

/// Somebody who comes to a site.
struct Client {
  std::string name;       ///< "CN=alice", "no certificate"
  std::string user = {};  ///< of the mapping; empty: none
  std::optional<iis::ClientCertificate> certificate = {};
  bool is_made_up = false;  ///< the certificate is one that rules fit, or that nothing fits
};

/// The answer at one path to one client, as the one configuration has it and the other; without stages and
/// assumptions.
struct MatrixCell {
  std::size_t client;  ///< of the site's
  Prediction now;
  Prediction after;

  bool is_changed() const { return !same_answer(now, after); }
};

struct MatrixPath {
  std::string path;  ///< "Shop/Partners"
  std::string url;   ///< by which it was simulated
  std::vector<MatrixCell> cells;
};

struct SiteMatrix {
  std::string site;
  std::vector<std::shared_ptr<const Client>> clients = {};
  std::vector<MatrixPath> paths = {};
  std::vector<Assumption> assumptions = {};  ///< of all cells
  std::size_t left_out = 0;                  ///< mapped certificates beyond the most that are shown
};

/// Which part of it.
struct MatrixFilter {
  std::vector<std::string> sites = {};  ///< none: all
  std::string path = {};                ///< this one and those below; empty: all
  std::string user = {};                ///< only what is mapped to this one; empty: all
  std::size_t most_certificates = 25;   ///< of a site: its cells are paths times certificates
};

/// Site after site, in the order of `<sites>`; each is passed on as soon as it is made.
/// `now` and `after` are one file before and after a fix. Costs time in proportion to the paths.
void visit_access_matrix(const iis::HostConfig& now, const iis::HostConfig& after, const MatrixFilter& filter,
                         const std::function<void(SiteMatrix)>& visit);

/// Leaves only the cells whose answers differ, and the paths that have some.
void keep_changed(SiteMatrix& matrix);

/// The effect of a change, as far as it can be predicted: of each site what keep_changed() leaves. Also sites
/// of which certificates were left out, and that may have more.
std::vector<SiteMatrix> effect_of_change(const iis::HostConfig& now, const iis::HostConfig& after,
                                         const MatrixFilter& filter);

}  // namespace certlift::pipeline
