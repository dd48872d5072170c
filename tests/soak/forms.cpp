#include "soak/forms.h"

#include "support/bytes.h"
#include "text/encoding.h"

#include <algorithm>
#include <array>

namespace certlift::test {
namespace {

/// A location tag around `content`, which stands in <authentication>; LF, four blanks a level.
std::string location(const std::string& path, const std::string& content) {
  return "    <location path=\"" + path +
         "\">\n        <system.webServer>\n            <security>\n"
         "                <access sslFlags=\"Ssl, SslNegotiateCert, SslRequireCert\" />\n"
         "                <authentication>\n                    <anonymousAuthentication enabled=\"false\" "
         "/>\n" +
         content +
         "                </authentication>\n            </security>\n        </system.webServer>\n" +
         "    </location>\n";
}

std::string one_to_one(const std::string& user, const std::string& certificate) {
  return "                    <iisClientCertificateMappingAuthentication enabled=\"true\">\n"
         "                        <oneToOneMappings>\n"
         "                            <add userName=\"" +
         user + "\" password=\"[enc:P:eA==:enc]\" certificate=\"" + certificate +
         "\" />\n                        </oneToOneMappings>\n"
         "                    </iisClientCertificateMappingAuthentication>\n";
}

std::string at_the_end(std::string text, const std::string& tags) {
  return text.insert(text.rfind("</configuration>"), tags);
}

/// Before everything but the declarations of sections.
std::string at_the_start(std::string text, const std::string& tags) {
  constexpr std::string_view sections = "</configSections>";
  const std::size_t end = text.find(sections);
  const std::size_t at =
      end == std::string::npos ? text.find('>', text.find("<configuration")) + 1 : end + sections.size();
  return text.insert(at, tags);
}

std::string plain(const std::string& text, const std::string& site) {
  return at_the_end(text, location(site + "/soak", one_to_one("u1", "TUlJ")));
}

std::string beside_a_tag_of_the_site(const std::string& text, const std::string& site) {
  return at_the_end(text, "    <location path=\"" + site +
                              "\">\n        <system.webServer>\n            <security>\n"
                              "                <authentication>\n"
                              "                    <basicAuthentication enabled=\"false\" />\n"
                              "                </authentication>\n            </security>\n"
                              "        </system.webServer>\n    </location>\n" +
                              location(site + "/soak", one_to_one("u1", "TUlJ")));
}

std::string merged_into_the_sites(const std::string& text, const std::string& site) {
  const std::string own = "    <location path=\"" + site +
                          "\">\n        <system.webServer>\n            <security>\n"
                          "                <authentication>\n" +
                          one_to_one("own", "TUlI") +
                          "                </authentication>\n            </security>\n"
                          "        </system.webServer>\n    </location>\n";
  return at_the_end(text, own + location(site + "/soak", one_to_one("u1", "TUlJ")));
}

std::string of_two_applications(const std::string& text, const std::string& site) {
  return at_the_end(text, location(site + "/soak", one_to_one("u1", "TUlJ")) +
                              location(site + "/soak/inner", one_to_one("u2", "TUlK")));
}

std::string with_crlf_and_mark(const std::string& text, const std::string& site) {
  return "\xEF\xBB\xBF" + with_crlf(plain(text, site));
}

std::string in_utf_16(const std::string& text, const std::string& site) {
  std::string whole = with_crlf(beside_a_tag_of_the_site(text, site));
  if (const std::size_t at = std::min(whole.find("utf-8"), whole.find("UTF-8")); at != std::string::npos)
    whole.replace(at, 5, "utf-16");
  return text::encode(whole, text::Encoding::utf16_le, text::Bom::present);
}

std::string with_rules_and_oddities(const std::string& text, const std::string& site) {
  return at_the_end(
      text, location(site + "/soak/a&amp;b",
                     "                    <!-- partners,\n                         ticket 42 -->\n"
                     "                    <iisClientCertificateMappingAuthentication\n"
                     "                        enabled='true'\n"
                     "                        oneToOneCertificateMappingsEnabled='false'>\n"
                     "                        <manyToOneMappings>\n"
                     "                            <add name='&quot;A&quot; &#x3c;b&gt;'\n"
                     "                                 userName='D\\u' password='[enc:P:eQ==:enc]'>\n"
                     "                                <rules>\n"
                     "                                    <add certificateField='Issuer'\n"
                     "                                         certificateSubField='O'\n"
                     "                                         matchCriteria='J&#xF6;rg &amp; Co' />\n"
                     "                                </rules>\n                            </add>\n"
                     "                        </manyToOneMappings>\n"
                     "                    </iisClientCertificateMappingAuthentication>\n"));
}

std::string in_one_line_at_the_start(const std::string& text, const std::string& site) {
  std::string tags = location(site + "/soak", one_to_one("u1", "TUlJ"));
  std::erase(tags, '\n');
  return at_the_start(text, tags);
}

constexpr std::array all_forms{
    Form{"plain", plain},
    Form{"beside a tag of the site", beside_a_tag_of_the_site},
    Form{"merged into the site's section", merged_into_the_sites},
    Form{"of two applications", of_two_applications},
    Form{"CRLF and byte order mark", with_crlf_and_mark},
    Form{"UTF-16", in_utf_16},
    Form{"many-to-one, comments, entities, wrapped attributes", with_rules_and_oddities},
    Form{"one line, before everything", in_one_line_at_the_start}};

}  // namespace

std::span<const Form> forms() {
  return all_forms;
}

}  // namespace certlift::test
