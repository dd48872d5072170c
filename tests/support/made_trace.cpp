#include "support/made_trace.h"

namespace certlift::test {
namespace {

const std::string activity = "{80000001-0000-FD00-B63F-84710C7967BB}";

std::string bool_text(bool value) {
  return value ? "true" : "false";
}

}  // namespace

MadeTrace::MadeTrace(const MadeHead& head) {
  text_ =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\r\n<?xml-stylesheet type='text/xsl' href='freb.xsl'?>\r\n"
      "<!-- saved from url=(0014)about:internet -->\r\n"
      "<!-- made for the tests of certlift: no server wrote this -->\r\n"
      "<failedRequest url=\"" +
      head.url + "\"\r\n               siteId=\"" + std::to_string(head.site) +
      "\"\r\n               appPoolId=\"" + head.pool +
      "\"\r\n               processId=\"4711\"\r\n               verb=\"GET\"\r\n" + head.user_attributes +
      "               authenticationType=\"" + head.authentication + "\"               activityId=\"" +
      activity + "\"\r\n               failureReason=\"STATUS_CODE\"\r\n               statusCode=\"" +
      head.status + "\"\r\n               triggerStatusCode=\"" + head.status +
      "\"\r\n               timeTaken=\"15\"\r\n"
      "               xmlns:freb=\"http://schemas.microsoft.com/win/2006/06/iis/freb\"\r\n               "
      ">\r\n";
}

MadeTrace& MadeTrace::event(const std::string& area, unsigned number, unsigned level, const MadeData& data,
                            const std::string& text) {
  text_ +=
      "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\r\n <System>\r\n"
      "  <Provider Name=\"WWW Server\" Guid=\"{3A2A4E84-4C21-4981-AE10-3FDA0D9B0F83}\"/>\r\n"
      "  <EventID>0</EventID>\r\n  <Version>1</Version>\r\n  <Level>" +
      std::to_string(level) + "</Level>\r\n  <Opcode>" + std::to_string(number) +
      "</Opcode>\r\n  <Keywords>0x100</Keywords>\r\n"
      "  <TimeCreated SystemTime=\"2026-11-22T08:30:00.000Z\"/>\r\n  <Correlation ActivityID=\"" +
      activity +
      "\"/>\r\n  <Execution ProcessID=\"4711\" ThreadID=\"815\"/>\r\n  <Computer>WEB01</Computer>\r\n"
      " </System>\r\n <EventData>\r\n  <Data Name=\"ContextId\">" +
      activity + "</Data>\r\n";
  for (const auto& [name, value] : data) text_ += "  <Data Name=\"" + name + "\">" + value + "</Data>\r\n";
  text_ += " </EventData>\r\n <RenderingInfo Culture=\"en-US\">\r\n  <Opcode>" + text +
           "</Opcode>\r\n  <freb:Description Data=\"ErrorCode\">It worked.\r (0x0)</freb:Description>\r\n"
           " </RenderingInfo>\r\n"
           " <ExtendedTracingInfo xmlns=\"http://schemas.microsoft.com/win/2004/08/events/trace\">\r\n"
           "  <EventGuid>{" +
           area + "}</EventGuid>\r\n </ExtendedTracingInfo>\r\n</Event>\r\n";
  return *this;
}

MadeTrace& MadeTrace::start() {
  return event(general_area, 1, 0,
               {{"SiteId", "1"}, {"RequestURL", "https://portal.example/Sub-Application/"}},
               "GENERAL_REQUEST_START");
}

MadeTrace& MadeTrace::end() {
  return event(general_area, 2, 0, {{"BytesSent", "500"}, {"HttpStatus", "0"}}, "GENERAL_REQUEST_END");
}

MadeTrace& MadeTrace::child(const std::string& url) {
  event(general_area, 31, 0, {{"SiteId", "1"}, {"RequestURL", url}, {"RecursiveLevel", "1"}},
        "GENERAL_CHILD_REQUEST_START");
  return event(general_area, 1, 0, {{"SiteId", "1"}, {"RequestURL", url}}, "GENERAL_REQUEST_START");
}

MadeTrace& MadeTrace::child_end() {
  end();
  return event(general_area, 32, 0, {{"BytesSent", "500"}}, "GENERAL_CHILD_REQUEST_END");
}

MadeTrace& MadeTrace::call(const std::string& module, unsigned notification) {
  return event(notification_area, 1, 5,
               {{"ModuleName", module},
                {"Notification", std::to_string(notification)},
                {"fIsPostNotification", bool_text(false)}},
               "NOTIFY_MODULE_START");
}

MadeTrace& MadeTrace::back(const std::string& module, unsigned notification) {
  return event(notification_area, 2, 5,
               {{"ModuleName", module},
                {"Notification", std::to_string(notification)},
                {"fIsPostNotificationEvent", bool_text(false)},
                {"NotificationStatus", "0"}},
               "NOTIFY_MODULE_END");
}

MadeTrace& MadeTrace::looks(const std::string& module, unsigned type) {
  call(module).event(authentication_area, 10, 4, {{"AuthTypeSupported", std::to_string(type)}}, "AUTH_START");
  if (type == 1) event(authentication_area, 27, 4, {{"RequestAuthType", "1"}}, "AUTH_REQUEST_AUTH_TYPE");
  return event(authentication_area, 28, 4, {}, "AUTH_END").back(module);
}

MadeTrace& MadeTrace::sets(const std::string& module, unsigned type, const std::string& user,
                           const std::string& as) {
  call(module).event(authentication_area, 10, 4, {{"AuthTypeSupported", std::to_string(type)}}, "AUTH_START");
  event(authentication_area, 27, 4, {{"RequestAuthType", std::to_string(type)}}, "AUTH_REQUEST_AUTH_TYPE");
  event(authentication_area, 11, 4, {{"AuthType", std::to_string(type)}, {"RemoteUserName", user}},
        "AUTH_SUCCEEDED");
  event(general_area, 44, 4, {{"AuthType", as}, {"UserName", user}, {"SupportsIsInRole", "false"}},
        "USER_SET");
  return event(authentication_area, 28, 4, {}, "AUTH_END").back(module);
}

MadeTrace& MadeTrace::first_modules() {
  call("RequestFilteringModule", 1).back("RequestFilteringModule", 1);
  looks("BasicAuthenticationModule", 2).looks("WindowsAuthenticationModule", 4);
  return looks("DigestAuthenticationModule", 16).looks("CertificateMappingAuthenticationModule", 128);
}

MadeTrace& MadeTrace::error(const std::string& module, unsigned notification, unsigned status,
                            unsigned sub_status, std::uint32_t code, const std::string& config) {
  return event(notification_area, 16, 3,
               {{"ModuleName", module},
                {"Notification", std::to_string(notification)},
                {"HttpStatus", std::to_string(status)},
                {"HttpReason", "Unauthorized"},
                {"HttpSubStatus", std::to_string(sub_status)},
                {"ErrorCode", std::to_string(code)},
                {"ConfigExceptionInfo", config}},
               "MODULE_SET_RESPONSE_ERROR_STATUS");
}

MadeTrace& MadeTrace::challenge(const std::string& module) {
  call(module, 536870912);
  event(general_area, 56, 4,
        {{"HeaderName", "WWW-Authenticate"}, {"HeaderValue", "Negotiate t0ken-of-alice"}},
        "GENERAL_SET_RESPONSE_HEADER");
  return back(module, 536870912);
}

MadeTrace& MadeTrace::secrets() {
  event(general_area, 50, 4,
        {{"Headers", "Cookie: s=c00kie-of-alice&#xD;&#xA;Authorization: Basic t0ken-of-alice&#xD;&#xA;"}},
        "GENERAL_REQUEST_HEADERS");
  event(general_area, 53, 4, {{"HeaderName", "Authorization"}, {"HeaderValue", "Bearer t0ken-of-alice"}});
  event(general_area, 46, 4, {{"Buffer", "user=alice&amp;password=p4ssword-of-alice"}},
        "GENERAL_REQUEST_ENTITY");
  event(general_area, 47, 4, {{"Headers", "Set-Cookie: s=c00kie-of-alice"}}, "GENERAL_RESPONSE_HEADERS");
  return event(general_area, 49, 4, {{"Buffer", "&lt;html&gt;b0dy-of-alice&lt;/html&gt;"}},
               "GENERAL_RESPONSE_ENTITY_BUFFER");
}

std::string failing_trace() {
  return MadeTrace({})
      .start()
      .secrets()
      .first_modules()
      .looks("IISCertificateMappingAuthenticationModule", 128)
      .looks("AnonymousAuthenticationModule", 1)
      .error("IIS Web Core", 2, 401, 2, 0x80070005)
      .end()
      .text();
}

std::string mapped_trace() {
  const std::string user = "Pingu-IIS.Local-User";
  MadeTrace trace({.status = "200",
                   .user_attributes = "               remoteUserName=\"" + user +
                                      "\"\r\n               userName=\"" + user +
                                      "\"\r\n               tokenUserName=\"WEB01\\" + user + "\"\r\n",
                   .authentication = "SSL/PCT"});
  trace.start().secrets().first_modules();
  trace.sets("IISCertificateMappingAuthenticationModule", 128, user, "SSL/PCT");
  trace.call("AnonymousAuthenticationModule").back("AnonymousAuthenticationModule");
  return trace.call("UrlAuthorizationModule", 4).back("UrlAuthorizationModule", 4).end().text();
}

std::string anonymous_trace() {
  MadeTrace trace({.status = "200",
                   .user_attributes = "               remoteUserName=\"\"\r\n               userName=\"\"\r\n"
                                      "               tokenUserName=\"NT AUTHORITY\\IUSR\"\r\n",
                   .authentication = "anonymous"});
  trace.start().first_modules().looks("IISCertificateMappingAuthenticationModule", 128);
  return trace.sets("AnonymousAuthenticationModule", 1, "", "").end().text();
}

}  // namespace certlift::test
