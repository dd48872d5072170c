#include "bench/generate.h"

#include <array>
#include <random>
#include <span>
#include <string_view>

namespace certlift::bench {
namespace {

using Names = std::span<const std::string_view>;

constexpr auto application_host_sections = std::to_array<std::string_view>(
    {"applicationPools", "configHistory", "listenerAdapters", "log", "sites", "webLimits"});

constexpr auto web_server_sections = std::to_array<std::string_view>(
    {"asp", "caching", "defaultDocument", "directoryBrowse", "globalModules", "handlers", "httpCompression",
     "httpErrors", "httpLogging", "httpProtocol", "isapiFilters", "modules", "staticContent"});

constexpr auto authentication_sections = std::to_array<std::string_view>(
    {"anonymousAuthentication", "basicAuthentication", "clientCertificateMappingAuthentication",
     "iisClientCertificateMappingAuthentication", "windowsAuthentication"});

struct Module {
  std::string_view name;
  std::string_view image;
};

constexpr auto modules = std::to_array<Module>({
    {"HttpCacheModule", "cachhttp.dll"},
    {"StaticCompressionModule", "compstat.dll"},
    {"DefaultDocumentModule", "defdoc.dll"},
    {"ProtocolSupportModule", "protsup.dll"},
    {"StaticFileModule", "static.dll"},
    {"AnonymousAuthenticationModule", "authanon.dll"},
    {"CertificateMappingAuthenticationModule", "authcert.dll"},
    {"IISCertificateMappingAuthenticationModule", "authmap.dll"},
    {"RequestFilteringModule", "modrqflt.dll"},
    {"CustomErrorModule", "custerr.dll"},
    {"HttpLoggingModule", "loghttp.dll"},
});

// A sound certificate in base64, without 20 characters that lie inside its serial number: any others make
// another one.
constexpr std::string_view certificate_head = "MIIBmzCCAUGgAwIBAgIUShEi";
constexpr std::string_view certificate_tail =
    "iJkwCgYIKoZIzj0EAwIwIzEQMA4GA1UECgwHRXhhbXBsZTEPMA0GA1UEAwwGY2xpZW50MB4XDTI2MTEyMjA5NTAwMFoXDTM2MTEx"
    "OTA5NTAwMFowIzEQMA4GA1UECgwHRXhhbXBsZTEPMA0GA1UEAwwGY2xpZW50MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE7d5V"
    "QQtGu3k7FkTBd9nDGbTPElgBHyOUg2dtjKrbYMp1MzdE/y3DsVSP2NO3eF4aRMP/mcf5VRuZcDrZ32CCz6NTMFEwHQYDVR0OBBYE"
    "FDwWv5ZlCMKlO3WWi4AA7zrt4BukMB8GA1UdIwQYMBaAFDwWv5ZlCMKlO3WWi4AA7zrt4BukMA8GA1UdEwEB/wQFMAMBAf8wCgYI"
    "KoZIzj0EAwIDSAAwRQIgMGkJ+IUOH3g1CdDkAsL9z6/vzsKWJogSL2QSs504X58CIQCdvF8aN+UnLyovDnZRsB5GoBXwJrkplhvZ"
    "jyt0CYWVyg==";

/// Where a site keeps its certificate mappings, and what stands at the site already.
enum class Mappings {
  none,
  at_site,             ///< where they belong
  below_section,       ///< misplaced; the site has an <authentication> to lift them into
  below_bare_site,     ///< misplaced; the site has a location tag, but no <authentication>
  below_without_site,  ///< misplaced; the site has no location tag at all
  below_and_at_site,   ///< misplaced; the site has mappings of its own
};

Mappings mappings_of(std::size_t site) {
  switch (site % 10) {
    case 0:
      return Mappings::at_site;
    case 1:
      return Mappings::below_section;
    case 4:
      return Mappings::below_bare_site;
    case 6:
      return Mappings::below_without_site;
    case 8:
      return Mappings::below_and_at_site;
    default:
      return Mappings::none;
  }
}

bool misplaced(Mappings mappings) {
  return mappings != Mappings::none && mappings != Mappings::at_site;
}

std::string four_digits(std::size_t number) {
  const std::string digits = std::to_string(number);
  return digits.size() < 4 ? std::string(4 - digits.size(), '0') + digits : digits;
}

std::string site_name(std::size_t site) {
  return (site % 10 == 3 ? "Geschäft Zürich " : "Customer Portal ") + four_digits(site + 1);
}

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::string config(std::size_t sites) {
    line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    open("<configuration>");
    declare_sections();
    application_host(sites);
    web_server();
    for (std::size_t site = 0; site < sites; ++site) locations_of(site);
    close("</configuration>");
    return std::move(text_);
  }

 private:
  void line(std::string_view markup) { text_.append(4 * depth_, ' ').append(markup).append("\r\n"); }
  void open(std::string_view tag) {
    line(tag);
    ++depth_;
  }
  void close(std::string_view tag) {
    --depth_;
    line(tag);
  }

  std::string base64(std::size_t length) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text(length, ' ');
    for (char& c : text) c = alphabet[random_() % alphabet.size()];
    return text;
  }

  void declare_group(std::string_view name, Names sections) {
    open("<sectionGroup name=\"" + std::string(name) + "\">");
    for (const std::string_view section : sections)
      line("<section name=\"" + std::string(section) + "\" overrideModeDefault=\"Deny\" />");
  }

  void declare_sections() {
    open("<configSections>");
    declare_group("system.applicationHost", application_host_sections);
    close("</sectionGroup>");
    declare_group("system.webServer", web_server_sections);
    open("<sectionGroup name=\"security\">");
    line("<section name=\"access\" overrideModeDefault=\"Deny\" />");
    declare_group("authentication", authentication_sections);
    close("</sectionGroup>");
    close("</sectionGroup>");
    close("</sectionGroup>");
    close("</configSections>");
  }

  void application_pool(std::size_t site) {
    open("<add name=\"" + site_name(site) + "\" managedRuntimeVersion=\"v4.0\" autoStart=\"true\">");
    line("<processModel identityType=\"ApplicationPoolIdentity\" idleTimeout=\"00:20:00\" />");
    close("</add>");
  }

  void application(std::size_t site, std::string_view path) {
    open("<application path=\"" + std::string(path) + "\" applicationPool=\"" + site_name(site) + "\">");
    line("<virtualDirectory path=\"/\" physicalPath=\"D:\\Sites\\" + four_digits(site + 1) +
         (path == "/" ? "\\Root" : "\\" + std::string(path.substr(1))) + "\" />");
    close("</application>");
  }

  void site(std::size_t site) {
    const std::string host = "portal" + four_digits(site + 1) + ".example.com";
    open("<site name=\"" + site_name(site) + "\" id=\"" + std::to_string(site + 1) +
         "\" serverAutoStart=\"true\">");
    application(site, "/");
    application(site, "/Api");
    application(site, "/Partner");
    open("<bindings>");
    line("<binding protocol=\"http\" bindingInformation=\"*:80:" + host + "\" />");
    line("<binding protocol=\"https\" bindingInformation=\"*:443:" + host + "\" sslFlags=\"1\" />");
    close("</bindings>");
    close("</site>");
  }

  void application_host(std::size_t sites) {
    open("<system.applicationHost>");
    open("<applicationPools>");
    for (std::size_t i = 0; i < sites; ++i) application_pool(i);
    close("</applicationPools>");
    open("<sites>");
    for (std::size_t i = 0; i < sites; ++i) site(i);
    close("</sites>");
    close("</system.applicationHost>");
  }

  void web_server() {
    open("<system.webServer>");
    open("<globalModules>");
    for (const Module& module : modules)
      line("<add name=\"" + std::string(module.name) + "\" image=\"%windir%\\System32\\inetsrv\\" +
           std::string(module.image) + "\" />");
    close("</globalModules>");
    open("<modules>");
    for (const Module& module : modules)
      line("<add name=\"" + std::string(module.name) + "\" lockItem=\"true\" />");
    close("</modules>");
    open("<security>");
    line("<access sslFlags=\"None\" />");
    open("<authentication>");
    line("<anonymousAuthentication enabled=\"true\" userName=\"IUSR\" />");
    line("<iisClientCertificateMappingAuthentication enabled=\"false\" />");
    close("</authentication>");
    close("</security>");
    close("</system.webServer>");
  }

  void mapping(const std::string& user) {
    line("<add userName=\"" + user + "\" password=\"[enc:IISWASOnlyCngProvider:" + base64(107) +
         "=:enc]\" certificate=\"" + std::string(certificate_head) + base64(20) +
         std::string(certificate_tail) + "\" />");
  }

  void mapping_section(std::size_t site, std::string_view account) {
    const std::string user = "EXAMPLE\\" + std::string(account) + four_digits(site + 1);
    open(
        "<iisClientCertificateMappingAuthentication enabled=\"true\" "
        "manyToOneCertificateMappingsEnabled=\"false\">");
    open("<oneToOneMappings>");
    mapping(user + "-a");
    mapping(user + "-b");
    mapping(user + "-c");
    close("</oneToOneMappings>");
    close("</iisClientCertificateMappingAuthentication>");
  }

  void open_location(const std::string& path) {
    open("<location path=\"" + path + "\">");
    open("<system.webServer>");
  }
  void close_location() {
    close("</system.webServer>");
    close("</location>");
  }

  void site_location(std::size_t site, Mappings mappings) {
    open_location(site_name(site));
    line("<httpLogging dontLog=\"false\" />");
    open("<security>");
    line("<access sslFlags=\"None\" />");
    if (mappings != Mappings::below_bare_site) {
      open("<authentication>");
      line("<anonymousAuthentication enabled=\"true\" />");
      if (mappings == Mappings::at_site || mappings == Mappings::below_and_at_site)
        mapping_section(site, "site");
      close("</authentication>");
    }
    close("</security>");
    close_location();
  }

  void api_location(std::size_t site) {
    open_location(site_name(site) + "/Api");
    line("<directoryBrowse enabled=\"false\" />");
    open("<security>");
    line("<access sslFlags=\"Ssl\" />");
    close("</security>");
    close_location();
  }

  void partner_location(std::size_t site, Mappings mappings) {
    open_location(site_name(site) + "/Partner");
    open("<security>");
    open("<authentication>");
    line("<anonymousAuthentication enabled=\"false\" />");
    if (misplaced(mappings)) mapping_section(site, "partner");
    close("</authentication>");
    line(mappings == Mappings::none ? "<access sslFlags=\"Ssl\" />"
                                    : "<access sslFlags=\"Ssl, SslNegotiateCert, SslRequireCert\" />");
    close("</security>");
    close_location();
  }

  void locations_of(std::size_t site) {
    const Mappings mappings = mappings_of(site);
    if (mappings != Mappings::below_without_site) site_location(site, mappings);
    api_location(site);
    partner_location(site, mappings);
  }

  std::mt19937_64 random_;
  std::size_t depth_ = 0;
  std::string text_ = "\xEF\xBB\xBF";
};

}  // namespace

std::string generate(std::size_t sites, std::uint64_t seed) {
  return Generator(seed).config(sites);
}

}  // namespace certlift::bench
