#pragma once

#include "engine/ignored.h"
#include "iis/host_config.h"
#include "iis/meaning.h"
#include "text/edit.h"
#include "text/lines.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

/// What a transform finds, and how it is fixed.
namespace certlift::engine {

enum class Severity { note, warning, error };

/// What a rule's findings mean for a request that is to be mapped to an account.
enum class Bearing {
  none,
  in_the_way,  ///< the request can fail, or run as another user, however right the mappings are
};

/// How sure a fix is, weakest first.
enum class Safety {
  manual,  ///< refused: a person has to decide
  risky,   ///< made only if every one of its risks is accepted
  safe,    ///< made by default
};

/// Something a fix does besides what it is for.
struct Risk {
  std::string id;                  ///< what `--accept` takes
  std::vector<std::string> paths;  ///< the location paths it concerns
  std::string message;
};

/// Why a finding has no fix that could be made, and how a person decides.
struct Refusal {
  std::string code;
  std::string message;
};
std::shared_ptr<const Refusal> refusal_for(std::string_view code, std::string message);

/// The certificate mappings that must be effective at a site after a fix (iis::SiteMappings).
struct DeclaredMappings {
  iis::LocationPath site;
  std::array<bool, 2> inherits;           ///< by kind: some of the server's
  std::vector<std::string> meanings;      ///< Mapping::meaning of each of the site's own, in order
  std::vector<iis::MeaningKey> rests_on;  ///< other sections that must not change at the same time
};

/// What a fix means to change.
struct Declaration {
  std::vector<iis::MeaningChange> changes = {};  ///< everything, in what the configuration says
  std::optional<DeclaredMappings> mappings = {};
};

/// What a fix does, to the byte.
struct FixWork {
  std::vector<text::Edit> edits;  ///< made together or not at all
  Declaration declared = {};
};

/// A way to fix what was found. May be shared by several findings.
struct Fix {
  std::string title;  ///< an order: "move … to …"
  std::vector<Risk> risks = {};
  /// Works it out, which most who ask what is wrong never need. To be called only as long as the
  /// configuration that it was found in is there.
  std::function<FixWork()> work;

  Safety safety() const { return risks.empty() ? Safety::safe : Safety::risky; }
};

/// Something a transform has to say about one place. Plain values: outlives the document.
struct Finding {
  std::string_view rule;            ///< filled in by the engine
  Bearing bearing = Bearing::none;  ///< filled in by the engine
  std::string_view hindrance = {};  ///< filled in by the engine; as in Transform
  Severity severity = Severity::error;
  std::size_t offset = 0;   ///< of the element it is about
  text::Position position;  ///< filled in by the engine
  std::string location;     ///< the location path as written; empty at server level
  std::string site;         ///< the site it concerns; empty if none
  /// It stays true where a fix takes away the element that it is about; what is said of the fix says it too.
  bool outlasts_element = false;
  /// Names the thing wherever it stands, if it is not the location itself. Never shown.
  std::optional<std::string> subject = {};
  std::string message;  ///< without the place; never with a secret
  /// Commands to copy, one a line, for what no fix can do; what stands in capitals is not in the file. Never
  /// with a secret; empty: there are none.
  std::string remedy = {};
  std::shared_ptr<const Fix> fix;
  /// Of the fix; filled in by the engine for one that may be made, where requested.
  std::shared_ptr<const std::vector<text::Edit>> edits;
  std::shared_ptr<const Refusal> refusal;       ///< never together with a fix
  std::shared_ptr<const Ignored> ignored = {};  ///< filled in by the engine
  std::string identity = {};                    ///< see baseline::Identities; filled in where requested
  bool is_about_comment = false;                ///< that is for certlift: IIS does not read it
};

/// A finding as all who tell of it share it.
using SharedFinding = std::shared_ptr<const Finding>;

/// Findings of one reading that are still being filled in.
using NewFindings = std::vector<std::shared_ptr<Finding>>;

/// What a finding is about, also once the thing it is about has moved. Why it is refused is no part of it: of
/// several reasons another may be the first once something else is fixed.
using FindingKey = std::tuple<std::string_view, Severity, std::string, std::string>;
FindingKey key_of(const Finding& finding);

/// A finding about an element stored at `path`.
Finding finding_at(xml::Element element, const iis::LocationPath& path, Severity severity,
                   std::string message);

/// A finding that goes by what is effective of `sections` at `path`: one grade milder, and saying so, where a
/// web.config that was not read may say otherwise.
Finding as_far_as_known(Finding finding, const iis::HostConfig& config, const iis::LocationPath& path,
                        std::span<const std::string_view> sections);

}  // namespace certlift::engine
