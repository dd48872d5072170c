#include "pipeline/simulate.h"

#include "iis/path_map.h"
#include "iis/schema.h"
#include "iis/site_mappings.h"
#include "pipeline/authenticate_stage.h"
#include "pipeline/certificate_stage.h"
#include "pipeline/request_filter.h"
#include "pipeline/site_choice.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace certlift::pipeline {
namespace {

struct ApplicationAt {
  std::string path;  ///< as written
  xml::Element element;
};

/// The applications by their location paths, for the longest that a path stands below.
struct Applications {
  std::optional<iis::PathMap<ApplicationAt>> by_path;
};

const ApplicationAt* application_of(const iis::HostConfig& config, const iis::LocationPath& path) {
  auto& known = config.reading<Applications>().by_path;
  if (!known) {
    known.emplace();
    for (const iis::Site& site : config.sites())
      for (const iis::Application& application : site.applications)
        (*known)[iis::LocationPath(site.name + "/" + application.path).key()] = {application.path,
                                                                                 application.element};
  }
  return known->nearest(path.key());
}

void find_application(const Scene& scene, Walk& walk, std::string& found) {
  const ApplicationAt* application = scene.site ? application_of(scene.config, scene.path) : nullptr;
  if (!application) return;
  found = application->path;
  walk.say({StageName::application, "",
            "the application " + application->path + " of site '" + scene.site->name + "'",
            Place(application->element)});
  if (iis::read_bool(scene.site->element.value("serverAutoStart").value_or("")) != false) return;
  walk.say({StageName::application, "",
            "serverAutoStart is false: the site runs only if it was started by hand",
            Place(scene.site->element), Grade::not_certain});
  for (Way& way : walk.open) {
    walk.end(way, "503", "if nobody has started the site");
    way = with_condition(std::move(way), "if the site was started by hand");
  }
}

/// `access` cannot be read: 500.19 before anything else.
bool can_read_access(const Scene& scene, Walk& walk) {
  const auto& fault = look_up_fault(scene, iis::section::access);
  if (!fault) return true;
  walk.say({StageName::access, "IIS Web Core", "the section access cannot be read: " + fault->message,
            Place(fault->element)});
  walk.end_all("500.19");
  return false;
}

/// Request filtering and the access flags: which of them answers first is not known.
void pass_access_and_filter(const Scene& scene, Walk& walk) {
  const auto filtered = filter_request(scene);
  if (filtered)
    for (const Way& way : walk.open) walk.end(way, filtered->status, "if request filtering comes first");
  const std::size_t ended = walk.count_ended();
  obtain_certificate(scene, walk);
  check_access(scene, walk);
  if (!filtered) return;
  const bool is_open = walk.count_ended() != ended;
  walk.say({StageName::filter, "RequestFilteringModule",
            filtered->what + (is_open ? "; whether that or the access flags answer first is not known" : ""),
            filtered->place, is_open ? Grade::not_certain : Grade::certain,
            is_open ? Unknown::denied_before_filters : Unknown::none});
  walk.end_all(filtered->status);
}

Prediction run(const Scene& scene, Stage binding) {
  Walk walk;
  std::string application;
  walk.say(std::move(binding));
  if (!scene.binding) walk.assume("the request reaches this site", "the whole applicationHost.config");
  find_application(scene, walk, application);
  if (can_read_access(scene, walk)) pass_access_and_filter(scene, walk);
  if (!walk.open.empty()) authenticate(scene, walk);
  if (!walk.open.empty()) authorize(scene, walk);
  if (!walk.open.empty())
    walk.assume("the file permissions and the application let the user in, and no web.config is broken",
                "a request; 401.3 or 500.19 otherwise");
  Prediction prediction = std::move(walk).finish();
  prediction.site = scene.path.site();
  prediction.application = std::move(application);
  return prediction;
}

Prediction without_site(const SiteChoice& choice) {
  Prediction prediction;
  prediction.outcomes = choice.outcomes;
  prediction.grade = choice.outcomes.size() > 1 ? Grade::not_certain : Grade::certain;
  prediction.stages = {{StageName::binding, "", choice.what, Place(), prediction.grade}};
  return prediction;
}

/// Whether some site has one; an excerpt may do without.
bool names_bindings(const iis::HostConfig& config) {
  return std::ranges::any_of(config.sites(),
                             [](const iis::Site& site) { return !iis::web_bindings(site).empty(); });
}

/// What is said of how requests come to the site.
Stage entrance_of(const iis::LocationPath& site, const std::optional<iis::WebBinding>& binding) {
  const std::string what =
      binding ? "the binding " + std::string(binding->element.value("bindingInformation").value_or("")) +
                    " of site '" + site.site() + "'"
              : "the file names no bindings; '" + site.site() + "' is its only site";
  return {StageName::binding, "", what, Place(binding ? binding->element : xml::Element())};
}

/// Of a file without bindings.
Result<Prediction> simulate_excerpt(const iis::HostConfig& config, const Request& request) {
  const std::vector<iis::LocationPath> sites = iis::sites_of(config);
  if (sites.size() != 1)
    return std::unexpected(
        Error{ErrorCode::wrong_usage,
              "the file names no bindings, so nothing says which site a URL belongs to; take the whole "
              "applicationHost.config"});
  return SimulatedPath(config, sites.front(), request.url.path, std::nullopt).answer(request);
}

}  // namespace

SimulatedPath::SimulatedPath(const iis::HostConfig& config, const iis::LocationPath& site,
                             std::string_view path, std::optional<iis::WebBinding> binding)
    : config_(config),
      site_(config.site(site.site())),
      binding_(std::move(binding)),
      path_(site.site() + std::string(path)),
      entrance_(entrance_of(site, binding_)) {}

Prediction SimulatedPath::answer(const Request& request) {
  return run({config_, request, site_, binding_, path_, facts_}, entrance_);
}

Result<Prediction> simulate(const iis::HostConfig& config, const Request& request) {
  if (!names_bindings(config)) return simulate_excerpt(config, request);
  const SiteChoice choice = choose_site(config, request.url);
  if (choice.candidates.empty()) return without_site(choice);
  std::vector<Prediction> predictions;
  for (const Candidate& candidate : choice.candidates) {
    Prediction prediction =
        SimulatedPath(config, iis::LocationPath(candidate.site->name), request.url.path, candidate.binding)
            .answer(request);
    for (Outcome& outcome : prediction.outcomes)
      if (!candidate.condition.empty())
        outcome.condition =
            candidate.condition + (outcome.condition.empty() ? "" : ", and " + outcome.condition);
    predictions.push_back(std::move(prediction));
  }
  const bool is_one = predictions.size() == 1;
  Prediction prediction = together(std::move(predictions));
  if (!is_one)
    prediction.stages.insert(prediction.stages.begin(), {StageName::binding, "", choice.what, Place(),
                                                         Grade::not_certain, choice.unknown});
  return prediction;
}

}  // namespace certlift::pipeline
