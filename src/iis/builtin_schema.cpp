#include "iis/schema.h"
#include "iis/sections.h"

/// What IIS 10 allows in the sections certlift reads. Facts from IIS's own schema (IIS_schema.xml in
/// `inetsrv/config/schema`) unless a line says otherwise; a test holds them against a real schema file.
namespace certlift::iis {
namespace {

AttributeSchema boolean(std::string name, std::string fallback) {
  return {.name = std::move(name), .type = ValueType::boolean, .default_value = std::move(fallback)};
}

AttributeSchema number(std::string name, std::string fallback) {
  return {.name = std::move(name), .type = ValueType::integer, .default_value = std::move(fallback)};
}

AttributeSchema string(std::string name, std::string fallback = "") {
  return {.name = std::move(name), .default_value = std::move(fallback)};
}

AttributeSchema enumeration(std::string name, std::string fallback, std::vector<NamedValue> values) {
  return {.name = std::move(name),
          .type = ValueType::enumeration,
          .default_value = std::move(fallback),
          .values = std::move(values)};
}

AttributeSchema flags(std::string name, std::string fallback, std::vector<NamedValue> values) {
  AttributeSchema attribute = enumeration(std::move(name), std::move(fallback), std::move(values));
  attribute.type = ValueType::flags;
  return attribute;
}

AttributeSchema required(AttributeSchema attribute) {
  attribute.presence = Presence::required;
  return attribute;
}

AttributeSchema unique_key(AttributeSchema attribute) {
  attribute.key = KeyPart::unique;
  return attribute;
}

AttributeSchema combined_key(AttributeSchema attribute) {
  attribute.key = KeyPart::combined;
  return attribute;
}

AttributeSchema case_sensitive(AttributeSchema attribute) {
  attribute.case_sensitive = true;
  return attribute;
}

AttributeSchema non_empty(AttributeSchema attribute) {
  attribute.non_empty = true;
  return attribute;
}

AttributeSchema password() {
  AttributeSchema attribute = case_sensitive(string("password"));
  attribute.encrypted = true;
  return attribute;
}

/// LogonUser types.
AttributeSchema logon_method() {
  return enumeration("logonMethod", "ClearText",
                     {{"Interactive", 0}, {"Batch", 1}, {"Network", 2}, {"ClearText", 3}});
}

CollectionSchema collection(CollectionSchema names, ElementSchema entry) {
  entry.name = names.add;
  names.entry.push_back(std::move(entry));
  return names;
}

ElementSchema access() {
  // SslMapCert is not in the schema file, but documented (configuration reference, <access>) as 128.
  return {"access",
          {flags("sslFlags", "None",
                 {{"None", 0},
                  {"Ssl", 8},
                  {"SslNegotiateCert", 32},
                  {"SslRequireCert", 64},
                  {"SslMapCert", 128},
                  {"Ssl128", 256}})}};
}

ElementSchema server_runtime() {
  return {"serverRuntime",
          {boolean("enabled", "true"),
           number("appConcurrentRequestLimit", "5000"),
           number("maxRequestEntityAllowed", "4294967295"),
           number("uploadReadAheadSize", "49152"),
           string("alternateHostName"),
           boolean("enableNagling", "false"),
           number("frequentHitThreshold", "2"),
           {"frequentHitTimePeriod", ValueType::time_span, "00:00:10"},
           enumeration("authenticatedUserOverride", "UseAuthenticatedUser",
                       {{"UseAuthenticatedUser", 1}, {"UseWorkerProcessUser", 2}})}};
}

ElementSchema anonymous_authentication() {
  return {"anonymousAuthentication",
          {boolean("enabled", "true"), string("userName", "IUSR"), password(), logon_method()}};
}

ElementSchema basic_authentication() {
  return {"basicAuthentication",
          {boolean("enabled", "false"), string("realm"), string("defaultLogonDomain"), logon_method()}};
}

ElementSchema client_certificate_mapping() {
  return {"clientCertificateMappingAuthentication", {boolean("enabled", "false")}};
}

ElementSchema digest_authentication() {
  return {"digestAuthentication", {boolean("enabled", "false"), string("realm")}};
}

ElementSchema rules() {
  const std::vector<NamedValue> fields{{"Subject", 1}, {"Issuer", 2}};
  return {"rules",
          {},
          {},
          {collection({.add = "add", .clear = "clear", .entry = {}},
                      {"add",
                       {combined_key(required(enumeration("certificateField", "", fields))),
                        combined_key(required(case_sensitive(string("certificateSubField")))),
                        combined_key(required(case_sensitive(string("matchCriteria")))),
                        combined_key(boolean("compareCaseSensitive", "true"))}})}};
}

ElementSchema many_to_one_mappings() {
  return {"manyToOneMappings",
          {},
          {},
          {collection({.add = "add", .clear = "clear", .entry = {}},
                      {"add",
                       {unique_key(required(non_empty(string("name")))), string("description"),
                        boolean("enabled", "true"),
                        enumeration("permissionMode", "Allow", {{"Allow", 1}, {"Deny", 2}}),
                        non_empty(string("userName")), password()},
                       {rules()}})}};
}

ElementSchema one_to_one_mappings() {
  return {"oneToOneMappings",
          {},
          {},
          {collection({.add = "add", .clear = "clear", .entry = {}},
                      {"add",
                       {boolean("enabled", "true"), string("userName"), password(),
                        unique_key(required(case_sensitive(string("certificate"))))}})}};
}

ElementSchema iis_client_certificate_mapping() {
  return {
      "iisClientCertificateMappingAuthentication",
      {boolean("enabled", "false"), boolean("oneToOneCertificateMappingsEnabled", "true"),
       boolean("manyToOneCertificateMappingsEnabled", "true"), string("defaultLogonDomain"), logon_method()},
      {many_to_one_mappings(), one_to_one_mappings()}};
}

ElementSchema authorization() {
  return {"authorization",
          {boolean("bypassLoginPages", "true")},
          {},
          {collection({.add = "add", .remove = "remove", .clear = "clear", .entry = {}},
                      {"add",
                       {required(enumeration("accessType", "", {{"Allow", 0}, {"Deny", 1}})),
                        combined_key(string("users")), combined_key(string("roles")),
                        combined_key(case_sensitive(string("verbs")))}})}};
}

ElementSchema extended_protection() {
  return {"extendedProtection",
          {enumeration("tokenChecking", "None", {{"None", 0}, {"Allow", 1}, {"Require", 2}}),
           flags("flags", "None",
                 {{"None", 0},
                  {"Proxy", 1},
                  {"NoServiceNameCheck", 2},
                  {"AllowDotlessSpn", 4},
                  {"ProxyCohosting", 32}})},
          {},
          {collection({.add = "spn", .remove = "removeSpn", .clear = "clearSpns", .entry = {}},
                      {"spn", {unique_key(non_empty(string("name")))}})}};
}

ElementSchema windows_authentication() {
  ElementSchema providers{"providers",
                          {},
                          {},
                          {collection({.add = "add", .remove = "remove", .clear = "clear", .entry = {}},
                                      {"add", {unique_key(string("value"))}})}};
  return {"windowsAuthentication",
          {boolean("enabled", "false"), boolean("authPersistSingleRequest", "false"),
           boolean("authPersistNonNTLM", "false"), boolean("useKernelMode", "true"),
           boolean("useAppPoolCredentials", "false")},
          {std::move(providers), extended_protection()}};
}

/// Only what certlift reads of it.
ElementSchema sites() {
  ElementSchema bindings{"bindings",
                         {},
                         {},
                         {collection({.add = "binding", .clear = "clear", .entry = {}},
                                     {"binding",
                                      {combined_key(required(non_empty(string("protocol")))),
                                       combined_key(required(non_empty(string("bindingInformation")))),
                                       number("sslFlags", "0")}})}};
  CollectionSchema directories = collection({.add = "virtualDirectory", .entry = {}},
                                            {"virtualDirectory", {unique_key(string("path"))}});
  CollectionSchema applications =
      collection({.add = "application", .entry = {}},
                 {"application", {unique_key(required(string("path")))}, {}, {std::move(directories)}});
  return {"sites",
          {},
          {},
          {collection({.add = "site", .entry = {}},
                      {"site",
                       {unique_key(required(string("name"))), unique_key(required(number("id", "")))},
                       {std::move(bindings)},
                       {std::move(applications)}})}};
}

}  // namespace

const Schema& Schema::built_in() {
  static const Schema schema = [] {
    Schema sections;
    const std::string security = "system.webServer/security/";
    sections.put("system.applicationHost/sites", sites());
    sections.put(std::string(section::server_runtime), server_runtime());
    sections.put(security + "access", access());
    sections.put(security + "authorization", authorization());
    for (ElementSchema section :
         {anonymous_authentication(), basic_authentication(), client_certificate_mapping(),
          digest_authentication(), iis_client_certificate_mapping(), windows_authentication()}) {
      const std::string path = security + "authentication/" + section.name;
      sections.put(path, std::move(section));
    }
    return sections;
  }();
  return schema;
}

}  // namespace certlift::iis
