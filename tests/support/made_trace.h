#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Trace logs made up in the form that IIS writes them in: what no public log shows.
namespace certlift::test {

struct MadeHead {
  std::string url = "https://portal.example/Sub-Application/";
  std::string status = "401.2";
  std::string user_attributes = "";  ///< as written; empty: no module set a user
  std::string authentication = "NOT_AVAILABLE";
  unsigned site = 1;
  std::string pool = "Partners";
};

using MadeData = std::vector<std::pair<std::string, std::string>>;

/// A trace log that is put together event by event.
class MadeTrace {
 public:
  explicit MadeTrace(const MadeHead& head);

  MadeTrace& event(const std::string& area, unsigned number, unsigned level, const MadeData& data,
                   const std::string& text = "EVENT");
  MadeTrace& start();
  MadeTrace& end();  ///< of the request
  MadeTrace& child(const std::string& url);
  MadeTrace& child_end();
  MadeTrace& call(const std::string& module, unsigned notification = 2);
  MadeTrace& back(const std::string& module, unsigned notification = 2);
  /// A module that authenticates, looks and does nothing.
  MadeTrace& looks(const std::string& module, unsigned type);
  /// One that sets the user.
  MadeTrace& sets(const std::string& module, unsigned type, const std::string& user, const std::string& as);
  /// The modules in front of those that map certificates, and these but the last.
  MadeTrace& first_modules();
  MadeTrace& error(const std::string& module, unsigned notification, unsigned status, unsigned sub_status,
                   std::uint32_t code, const std::string& config = "");
  MadeTrace& challenge(const std::string& module);  ///< with WWW-Authenticate, at SEND_RESPONSE
  MadeTrace& secrets();                             ///< headers, cookies, tokens and a body

  std::string text() const { return text_ + "</failedRequest>"; }

 private:
  std::string text_;
};

/// Areas by name, for MadeTrace::event.
inline const std::string general_area = "D42CF7EF-DE92-473E-8B6C-621EA663113A";
inline const std::string authentication_area = "C33BBE8F-985B-4080-81E6-005F1A06B9E2";
inline const std::string notification_area = "002E91E3-E7AE-44AB-8E07-99230FFA6ADE";

/// What secrets() holds, none of which may be seen anywhere.
inline const std::vector<std::string> trace_secrets{"c00kie-of-alice", "t0ken-of-alice", "b0dy-of-alice",
                                                    "p4ssword-of-alice", "query-of-alice"};

// The article's request: before the mappings were lifted, and afterwards.
std::string failing_trace();
std::string mapped_trace();
/// AnonymousAuthenticationModule let it in.
std::string anonymous_trace();

}  // namespace certlift::test
